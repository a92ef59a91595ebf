/**
 * Municipalities and their units: administrators, plan creators and municipal settings. Decides
 * what an ORG_ADMIN may do, as {@code access.AccessPolicy} does within a plan.
 */
package no.samklang.organisation;
