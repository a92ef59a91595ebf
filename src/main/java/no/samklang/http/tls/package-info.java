/** Certificate and key of the HTTPS server, reloaded when their files change. */
package no.samklang.http.tls;
