/**
 * Who is in a plan and what they may do there: participants, their roles, and {@code Access}, the
 * one place that decides.
 *
 * <p>Every read and write of a plan asks {@code Access} in the same statement or transaction as
 * what it guards.
 */
package no.samklang.participant;
