/**
 * Authorisation in plans: roles, rights and memberships. {@code R__access.sql} finds a membership;
 * {@code Right} defines what it grants.
 *
 * <p>Reads within a plan go through {@code PlanReads}, changes through {@code PlanCommands}: access
 * is decided in the same statement or transaction as the read or change, and both write the access
 * log and the plan log.
 */
package no.samklang.access;
