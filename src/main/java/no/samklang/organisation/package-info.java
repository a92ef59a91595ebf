/**
 * Who administers which organisation: the one place that decides for an ORG_ADMIN, as {@code
 * access.Access} does within a plan.
 */
package no.samklang.organisation;
