/** Whom people ask for help, and when the service is announced to be down (ORG-1). */
package no.samklang.organisation.contact;
