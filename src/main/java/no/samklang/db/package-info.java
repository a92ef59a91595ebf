/**
 * The database: one pool for work in transactions, one pipelined client for reads, and the
 * migrations at start-up.
 *
 * <p>Without a configured database an embedded PostgreSQL is started, with its data kept between
 * starts.
 */
package no.samklang.db;
