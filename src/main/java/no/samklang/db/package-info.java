/**
 * Database access: a pool for writes and locks, a pipelined client with read-only sessions for
 * reads, write-behind buffers, and the migrations at start-up.
 *
 * <p>Without a configured database an embedded PostgreSQL is started; its data persists between
 * starts.
 */
package no.samklang.db;
