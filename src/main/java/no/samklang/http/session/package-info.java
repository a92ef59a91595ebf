/**
 * Session cookie, authentication and protection against cross-site requests (LOGIN-7, OWASP CSRF).
 */
package no.samklang.http.session;
