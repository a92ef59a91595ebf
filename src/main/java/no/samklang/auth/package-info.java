/**
 * Who is there: login in two steps, one-time codes, sessions, passwords and the security log
 * (LOGIN-1 to LOGIN-10).
 *
 * <p>{@code Auth} is its public face. Every answer about an account that doesn't exist is the same
 * as for one that does.
 */
package no.samklang.auth;
