/**
 * Who administers which organisation: the one place that decides for an ORG_ADMIN, as {@code
 * participant.Access} does within a plan.
 */
package no.samklang.organisation;
