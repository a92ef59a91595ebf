package no.samklang.db;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells at level {@code TRACE} what is asked of the database: the SQL, never what it is about. */
final class Statements {
  private static final Logger LOG = LoggerFactory.getLogger(Statements.class);

  private Statements() {}

  static void note(String sql) {
    LOG.trace("{}", sql);
  }
}
