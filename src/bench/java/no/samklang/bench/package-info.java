/**
 * Benchmark of the service against a minimal reference server that runs the same SQL without login,
 * rights, contract or log ({@code mvn -Pbench verify}).
 *
 * <p>Service and reference run in separate processes on copies of the same large data set; the load
 * generator is this process. Not part of the product.
 */
package no.samklang.bench;
