/**
 * The names of things: one type for each kind of id, so that a plan is never taken for a person.
 *
 * <p>Ids are UUIDs; those that a list is ordered by are made in time order (RFC 9562, version 7).
 */
package no.samklang.id;
