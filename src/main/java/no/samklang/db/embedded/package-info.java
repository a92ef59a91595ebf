/**
 * The embedded PostgreSQL, for a service without a configured database: its binaries, data
 * directory, process and restarts.
 */
package no.samklang.db.embedded;
