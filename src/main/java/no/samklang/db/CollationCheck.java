package no.samklang.db;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Completable;
import io.vertx.rxjava3.sqlclient.Row;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Warns when the operating system sorts text otherwise than when the database's indexes were built,
 * as after a move to another image or a restored data directory: searches then miss rows, and
 * unique indexes let duplicates in.
 */
@CheckReturnValue
public final class CollationCheck {
  private static final Logger LOG = LoggerFactory.getLogger(CollationCheck.class);
  // null for collations without versions, such as C
  static final String FIND_CHANGED =
      """
      select current_database() as database, datcollversion as recorded,
             pg_database_collation_actual_version(oid) as actual
        from pg_database
       where datname = current_database() and datcollversion <> pg_database_collation_actual_version(oid)""";

  private CollationCheck() {}

  /** Never fails: the check is no condition of the start. */
  public static Completable run(SqlReader sql) {
    return sql.query(FIND_CHANGED)
        .doOnSuccess(rows -> rows.forEach(CollationCheck::warn))
        .ignoreElement()
        .doOnError(failure -> LOG.warn("Collation versions can't be read", failure))
        .onErrorComplete();
  }

  private static void warn(Row row) {
    String database = row.getString("database");
    LOG.warn(
        "Collation version changed from {} to {}: indexes may be wrong. Run as the database's owner, with the service"
            + " stopped: reindex database \"{}\"; alter database \"{}\" refresh collation version;",
        row.getString("recorded"),
        row.getString("actual"),
        database,
        database);
  }
}
