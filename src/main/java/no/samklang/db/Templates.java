package no.samklang.db;

import io.vertx.rxjava3.sqlclient.Row;
import io.vertx.rxjava3.sqlclient.RowSet;
import io.vertx.rxjava3.sqlclient.SqlClient;
import io.vertx.rxjava3.sqlclient.templates.SqlTemplate;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The statements with named parameters that a client has run, parsed once. */
final class Templates {
  private final Map<String, SqlTemplate<Map<String, Object>, RowSet<Row>>> parsed =
      new ConcurrentHashMap<>();

  /**
   * @param client always the same
   * @param sql a constant of the program, or one of few that it makes
   */
  SqlTemplate<Map<String, Object>, RowSet<Row>> of(SqlClient client, String sql) {
    SqlTemplate<Map<String, Object>, RowSet<Row>> known = parsed.get(sql);
    return known != null
        ? known
        : parsed.computeIfAbsent(sql, text -> SqlTemplate.forQuery(client, text));
  }
}
