/** The authenticated caller, and the client that the request came from. */
package no.samklang.security;
