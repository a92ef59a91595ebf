/**
 * The door: listens for HTTP, checks cookie, origin and contract, hands valid requests to the
 * features' routes, and turns what they answer, or fail with, into responses. Knows no feature;
 * {@code Main} gives it their routes.
 */
package no.samklang.http;
