package no.samklang.db;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Single;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.rxjava3.core.Vertx;
import io.vertx.rxjava3.pgclient.PgBuilder;
import io.vertx.rxjava3.sqlclient.Row;
import io.vertx.rxjava3.sqlclient.RowSet;
import io.vertx.rxjava3.sqlclient.SqlClient;
import io.vertx.rxjava3.sqlclient.Tuple;
import no.samklang.config.Settings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Checks with one statement whether the schema is up to date: Flyway and the JDBC driver need half
 * a second of CPU for that, mostly for class loading.
 *
 * <p>Each complete migration stores the {@link MigrationFiles#fingerprint} of its files as the
 * comment of Flyway's history table. With another comment, or none, Flyway is run; likewise if the
 * runtime role lacks its privileges, as after a restore into another server, since the migration
 * grants them.
 */
@CheckReturnValue
final class SchemaState {
  private static final Logger LOG = LoggerFactory.getLogger(SchemaState.class);
  private static final String IS_CURRENT =
      """
      select obj_description(history.id, 'pg_class') = $1
             and pg_has_role(current_user, runtime.oid, 'member')
             and has_table_privilege(runtime.oid, history.id, 'select')
             and ($2 or not exists (select from pg_roles where rolsuper and pg_has_role(current_user, oid, 'member'))) as is_current
        from (select to_regclass('flyway_schema_history')::oid as id) history, pg_roles runtime
       where runtime.rolname = '%s'\
      """
          .formatted(Migrations.RUNTIME_ROLE);

  private SchemaState() {}

  /** The statement that stores the fingerprint, run by the migration role after migrating. */
  static String commentStatement(String fingerprint) {
    return "comment on table flyway_schema_history is '%s'".formatted(fingerprint);
  }

  /**
   * Whether the schema is current, the service may use {@link Migrations#RUNTIME_ROLE}, and its
   * login role is no superuser. Also false if the server is unavailable: the migration then retries
   * and reports the error.
   *
   * @param service the service's connection options, without that role
   * @param superuserAllowed whether the login role may be a superuser, as in demo mode
   */
  static Single<Boolean> isCurrent(
      Vertx vertx,
      PgConnectOptions service,
      Settings.DatabaseSettings settings,
      boolean superuserAllowed) {
    SqlClient client =
        PgBuilder.client()
            .with(DatabasePools.poolOptions(settings).setMaxSize(1))
            .with(DatabasePools.networkOptions(settings))
            .connectingTo(service)
            .using(vertx)
            .build();
    return vertx
        .rxExecuteBlocking(MigrationFiles::fingerprint, false)
        .flatMapSingle(
            files -> client.preparedQuery(IS_CURRENT).rxExecute(Tuple.of(files, superuserAllowed)))
        .toSingle()
        .map(SchemaState::isCurrent)
        .onErrorReturn(SchemaState::logUnknown)
        .flatMap(current -> client.rxClose().onErrorComplete().toSingleDefault(current));
  }

  private static boolean isCurrent(RowSet<Row> rows) {
    for (Row row : rows) {
      return Boolean.TRUE.equals(row.getBoolean("is_current"));
    }
    return false; // the role doesn't exist
  }

  private static boolean logUnknown(Throwable failure) {
    LOG.debug("Schema state unknown", failure);
    return false;
  }
}
