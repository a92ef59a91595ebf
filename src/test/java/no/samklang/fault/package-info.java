/**
 * Fault injection and load attacks on a running service: legitimate users must be served, and no
 * acknowledged data lost.
 */
package no.samklang.fault;
