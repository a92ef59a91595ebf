/**
 * How fast the service is, beside a bare reference that runs the same SQL with no login, rights,
 * contract or log ({@code mvn -Pbench verify}).
 *
 * <p>Service and reference run in a process each, on copies of the same large data; the load comes
 * from this one. Nothing here is in the product.
 */
package no.samklang.bench;
