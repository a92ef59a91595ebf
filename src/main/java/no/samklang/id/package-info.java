/**
 * Typed ids: one type per entity, so that a plan's id can't be passed for a person's.
 *
 * <p>Ids are UUIDs; those that lists are ordered by are time-ordered (RFC 9562, version 7).
 */
package no.samklang.id;
