package no.samklang.db;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Logs each statement's SQL at level {@code TRACE}, without parameters. */
final class SqlTrace {
  private static final Logger LOG = LoggerFactory.getLogger(SqlTrace.class);

  private SqlTrace() {}

  static void log(String sql) {
    LOG.trace("{}", sql);
  }
}
