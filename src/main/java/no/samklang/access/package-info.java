/**
 * Who may do what in a plan: roles, rights, and the membership of a person in a plan, which {@code
 * R__access.sql} finds and {@code Right} judges.
 *
 * <p>Reads within a plan go through {@code PlanReads}, changes through {@code PlanCommands}: access
 * is decided in the same statement or transaction as what it guards, and the access log and the
 * plan log are written there.
 */
package no.samklang.access;
