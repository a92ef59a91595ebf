/**
 * Authentication: two-step login, one-time codes, sessions, passwords, accounts and the security
 * log (LOGIN-1 to LOGIN-10).
 *
 * <p>{@code AccountService} is the transactional API for other packages. Responses for unknown user
 * names are the same as for existing accounts.
 */
package no.samklang.auth;
