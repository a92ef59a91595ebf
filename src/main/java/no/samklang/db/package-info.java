/**
 * The database: one pool for what writes or locks, one pipelined client for reads, whose sessions
 * refuse to write, write-behind, and the migrations at start-up.
 *
 * <p>Without a configured database an embedded PostgreSQL is started, with its data kept between
 * starts.
 */
package no.samklang.db;
