/**
 * Who may do what in a plan: {@code Access}, the one place that decides, the roles, the rights, and
 * the membership of a person in a plan.
 *
 * <p>Every read and write of a plan asks {@code Access} in the same statement or transaction as
 * what it guards.
 */
package no.samklang.access;
