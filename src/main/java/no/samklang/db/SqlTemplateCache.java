package no.samklang.db;

import io.vertx.rxjava3.sqlclient.SqlClient;
import io.vertx.rxjava3.sqlclient.Tuple;
import io.vertx.sqlclient.impl.SqlClientInternal;
import io.vertx.sqlclient.templates.impl.SqlTemplate;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Caches parsed SQL templates, for all connections. The public {@code SqlTemplate} is bound to one
 * client: a transaction would parse each of its statements again, by a regular expression. Hence
 * the library's implementation class is used here; every statement of a test would fail if it
 * changed.
 */
final class SqlTemplateCache {
  private final SqlClientInternal client;
  private final Map<String, SqlTemplate> templates = new ConcurrentHashMap<>();

  /**
   * @param client knows how the database writes a parameter
   */
  SqlTemplateCache(SqlClient client) {
    this.client = (SqlClientInternal) client.getDelegate();
  }

  /** A statement with {@code $1 …}, and its arguments. */
  record Positional(String sql, Tuple arguments) {}

  /**
   * @param sql a constant, or one of few generated statements: the cache is unbounded
   */
  Positional get(String sql, SqlParams params) {
    SqlTemplate cached = templates.get(sql);
    SqlTemplate template =
        cached != null
            ? cached
            : templates.computeIfAbsent(sql, text -> SqlTemplate.create(client, text));
    return new Positional(template.getSql(), Tuple.newInstance(template.mapTuple(params.values())));
  }
}
