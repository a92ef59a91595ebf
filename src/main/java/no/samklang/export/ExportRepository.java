package no.samklang.export;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Maybe;
import io.reactivex.rxjava3.core.Single;
import io.vertx.core.buffer.Buffer;
import io.vertx.rxjava3.sqlclient.Row;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import no.samklang.db.RowValues;
import no.samklang.db.SqlReader;
import no.samklang.db.SqlWriter;
import no.samklang.error.Failure;
import no.samklang.export.Exports.DataExport;
import no.samklang.export.Exports.ExportState;
import no.samklang.id.PersonId;
import no.samklang.id.PlanId;
import no.samklang.text.Language;
import no.samklang.text.Languages;

/** The tables {@code data_export} and {@code data_export_part}. */
@CheckReturnValue
final class ExportRepository {
  private static final String COLUMNS =
      "id, plan_id, state, progress, asked_at, expires_at, size, fetched_at";
  private static final String COUNT =
      """
      select (select count(*)::int from data_export where state in ('WAITING', 'RUNNING') and expires_at > $2) as waiting,
             (select count(*)::int from data_export where person_id = $1 and asked_at > $3) as own""";
  private static final String INSERT =
      "insert into data_export (id, person_id, plan_id, asked_at, expires_at) values ($1, $2, $3,"
          + " $4, $5) returning "
          + COLUMNS;
  private static final String LIST =
      "select "
          + COLUMNS
          + " from data_export where person_id = $1 and expires_at > $2 order by asked_at desc, id"
          + " desc limit 50";
  private static final String FIND =
      "select "
          + COLUMNS
          + " from data_export where id = $1 and person_id = $2 and expires_at > $3";
  private static final String TAKE =
      """
      update data_export set fetched_at = $3
       where id = $1 and person_id = $2 and state = 'READY' and fetched_at is null and expires_at > $3
      returning id, person_id, plan_id, size""";
  private static final String PARTS =
      "select count(*)::int as parts from data_export_part where export_id = $1";
  private static final String PART =
      "select content from data_export_part where export_id = $1 and position = $2";
  private static final String INSERT_PART =
      "insert into data_export_part (export_id, position, content) values ($1, $2, $3)";
  private static final String CLAIM =
      """
      with next as (
        select id from data_export
         where (state = 'WAITING' or state = 'RUNNING' and alive_at < $2) and expires_at > $1
         order by asked_at limit 1 for update skip locked
      ), old as (
        delete from data_export_part using next where export_id = next.id
      )
      update data_export e set state = 'RUNNING', alive_at = $1, attempts = attempts + 1, progress = 0
        from next where e.id = next.id
      returning e.id, e.person_id, e.plan_id, e.size, e.attempts,
                (select language from person where id = e.person_id) as language""";
  private static final String PROGRESS =
      "update data_export set progress = $2, alive_at = $3 where id = $1";
  private static final String READY =
      "update data_export set state = 'READY', progress = 100, size = $2 where id = $1";
  private static final String RELEASE = "update data_export set state = $2 where id = $1";
  private static final String DELETE_EXPIRED =
      """
      with old as (
        select id from data_export where expires_at < $1 limit $2 for update skip locked
      )
      delete from data_export using old where data_export.id = old.id""";

  private ExportRepository() {}

  /**
   * A download to be made or fetched.
   *
   * @param plan empty for own data
   * @param size in bytes; 0 until it is made
   * @param attempt of making it, from 1
   * @param language in which it is made
   */
  record TakenExport(
      UUID id, PersonId person, Optional<PlanId> plan, long size, int attempt, Language language) {
    @Override
    public String toString() {
      return "Export " + id;
    }
  }

  /** How many wait, and how many the person has asked for within a day. */
  record ExportLoad(int waiting, int own) {}

  static Single<ExportLoad> load(SqlReader sql, PersonId person, Instant now, Instant dayBefore) {
    return sql.query(COUNT, person, now, dayBefore)
        .map(rows -> rows.iterator().next())
        .map(row -> new ExportLoad(row.getInteger("waiting"), row.getInteger("own")));
  }

  static Single<DataExport> insert(
      SqlWriter sql, UUID id, PersonId person, PlanId plan, Instant now, Instant expiresAt) {
    return sql.execute(INSERT, id, person, plan, now, expiresAt)
        .map(rows -> export(rows.iterator().next()));
  }

  static Single<List<DataExport>> list(SqlReader sql, PersonId person, Instant now) {
    return sql.query(LIST, person, now)
        .map(rows -> RowValues.stream(rows).map(ExportRepository::export).toList());
  }

  /** Fails with {@link Failure.NotFound} for another's, and for one that has expired. */
  static Single<DataExport> find(SqlReader sql, UUID id, PersonId person, Instant now) {
    return sql.query(FIND, id, person, now)
        .map(
            rows ->
                RowValues.first(rows)
                    .map(ExportRepository::export)
                    .orElseThrow(Failure.NotFound::new));
  }

  /** Fails with {@link Failure.NotFound} for another's, and for one fetched before or expired. */
  static Single<TakenExport> take(SqlWriter sql, UUID id, PersonId person, Instant now) {
    return sql.execute(TAKE, id, person, now)
        .map(
            rows ->
                RowValues.first(rows)
                    .map(row -> taken(row, 0, Languages.packaged().defaultLanguage()))
                    .orElseThrow(Failure.NotFound::new));
  }

  static Single<Integer> countParts(SqlReader sql, UUID id) {
    return sql.query(PARTS, id).map(rows -> rows.iterator().next().getInteger("parts"));
  }

  static Single<Buffer> part(SqlReader sql, UUID id, int position) {
    return sql.query(PART, id, position)
        .map(
            rows ->
                RowValues.first(rows)
                    .map(row -> row.getBuffer("content"))
                    .orElseThrow(Failure.NotFound::new));
  }

  static Completable insertPart(SqlWriter sql, UUID id, int position, Buffer content) {
    return sql.execute(INSERT_PART, id, position, content).ignoreElement();
  }

  /**
   * The oldest that waits, or whose making has died.
   *
   * @param deadSince when one that is alive has said so at the latest
   */
  static Maybe<TakenExport> claim(SqlWriter sql, Instant now, Instant deadSince) {
    return sql.execute(CLAIM, now, deadSince)
        .flatMapMaybe(
            rows -> Maybe.fromOptional(RowValues.first(rows).map(ExportRepository::claimed)));
  }

  static Completable progress(SqlWriter sql, UUID id, int percent, Instant now) {
    return sql.execute(PROGRESS, id, percent, now).ignoreElement();
  }

  static Completable ready(SqlWriter sql, UUID id, long size) {
    return sql.execute(READY, id, size).ignoreElement();
  }

  /** To be made again, or given up. */
  static Completable release(SqlWriter sql, UUID id, ExportState state) {
    return sql.execute(RELEASE, id, state).ignoreElement();
  }

  /** Deletes those that have expired; {@code limit} at most. */
  static Single<Integer> deleteExpired(SqlWriter sql, Instant now, int limit) {
    return sql.execute(DELETE_EXPIRED, now, limit).map(rows -> rows.rowCount());
  }

  private static TakenExport claimed(Row row) {
    return taken(
        row,
        row.getInteger("attempts"),
        Languages.packaged().findOrDefault(row.getString("language")));
  }

  private static TakenExport taken(Row row, int attempt, Language language) {
    Long size = row.getLong("size");
    return new TakenExport(
        row.getUUID("id"),
        new PersonId(row.getUUID("person_id")),
        Optional.ofNullable(row.getUUID("plan_id")).map(PlanId::new),
        size == null ? 0 : size,
        attempt,
        language);
  }

  private static DataExport export(Row row) {
    boolean fetched = row.getValue("fetched_at") != null;
    ExportState state = fetched ? ExportState.FETCHED : ExportState.valueOf(row.getString("state"));
    UUID id = row.getUUID("id");
    return new DataExport(
        id,
        row.getUUID("plan_id"),
        state,
        row.getInteger("progress"),
        RowValues.instant(row, "asked_at"),
        RowValues.instant(row, "expires_at"),
        row.getLong("size"),
        state == ExportState.READY ? "/api/v1/me/exports/" + id + "/file" : null);
  }
}
