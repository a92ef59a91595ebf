/**
 * The OpenAPI contract: loaded, published, its requests validated, and its operations routed to the
 * event bus.
 */
package no.samklang.http.openapi;
