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
 * Whether a schema is what this program would make of it, asked by one statement: Flyway and the
 * JDBC driver take half a second of CPU to find that out, most of it to load their classes.
 *
 * <p>Each complete migration leaves the {@link MigrationFiles#fingerprint} of its files as the
 * comment of Flyway's own table. Any other comment, or none, leaves the question to Flyway: so does
 * a role that hasn't its rights, as after a restore into another server, since the migration grants
 * them.
 */
@CheckReturnValue
final class SchemaState {
  private static final Logger LOG = LoggerFactory.getLogger(SchemaState.class);
  private static final String IS_CURRENT =
      """
      select obj_description(history.id, 'pg_class') = $1
             and pg_has_role(current_user, runtime.oid, 'member')
             and has_table_privilege(runtime.oid, history.id, 'select') as is_current
        from (select to_regclass('flyway_schema_history')::oid as id) history, pg_roles runtime
       where runtime.rolname = '%s'"""
          .formatted(Migrations.RUNTIME_ROLE);

  private SchemaState() {}

  /** To be run by the role that migrates, after it has. */
  static String record(String fingerprint) {
    return "comment on table flyway_schema_history is '%s'".formatted(fingerprint);
  }

  /**
   * Whether nothing is to be migrated and the service may work as {@link Migrations#RUNTIME_ROLE}.
   * False too when the server can't be asked: to wait for it, and to say what is wrong, is left to
   * the migration.
   *
   * @param service how the service connects, without that role
   */
  static Single<Boolean> isCurrent(
      Vertx vertx, PgConnectOptions service, Settings.Database settings) {
    SqlClient client =
        PgBuilder.client()
            .with(Database.poolOptions(settings).setMaxSize(1))
            .with(Database.network(settings))
            .connectingTo(service)
            .using(vertx)
            .build();
    return vertx
        .rxExecuteBlocking(MigrationFiles::fingerprint, false)
        .flatMapSingle(files -> client.preparedQuery(IS_CURRENT).rxExecute(Tuple.of(files)))
        .toSingle()
        .map(SchemaState::isCurrent)
        .onErrorReturn(SchemaState::unknown)
        .flatMap(current -> client.rxClose().onErrorComplete().toSingleDefault(current));
  }

  private static boolean isCurrent(RowSet<Row> rows) {
    for (Row row : rows) {
      return Boolean.TRUE.equals(row.getBoolean("is_current"));
    }
    return false; // there is no such role
  }

  private static boolean unknown(Throwable failure) {
    LOG.debug("The schema's state can't be asked for", failure);
    return false;
  }
}
