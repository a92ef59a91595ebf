package no.samklang.print;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Flowable;
import io.reactivex.rxjava3.core.Maybe;
import io.reactivex.rxjava3.core.Single;
import io.vertx.core.buffer.Buffer;
import io.vertx.rxjava3.sqlclient.Row;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import no.samklang.access.Membership;
import no.samklang.access.PlanTx;
import no.samklang.concurrent.OrderWorker.SupersededOrderException;
import no.samklang.db.Database;
import no.samklang.db.RowValues;
import no.samklang.db.SqlParams;
import no.samklang.db.SqlWriter;
import no.samklang.error.Failure;
import no.samklang.id.OrganisationId;
import no.samklang.id.PersonId;
import no.samklang.operation.Command;
import no.samklang.operation.Operation;
import no.samklang.print.PrintRepository.TakenPrint;
import no.samklang.security.Caller;
import no.samklang.security.ClientInfo;
import no.samklang.text.Language;
import no.samklang.text.Languages;

/** The prints in {@code plan_print} that are made in the background, and their files' pieces. */
@CheckReturnValue
final class LargePrintRepository {
  private static final Operation READ = new Operation("readPrint", 200, null);

  private static final String INSERT =
      """
      insert into plan_print (id, plan_id, participant_id, parts, history, comments, password, language, state, expires_at)
      values (#{id}, #{plan}, #{member}, #{parts}, #{history}, #{comments}, #{password}, #{language}, 'WAITING', #{expiresAt})""";
  private static final String CLAIM =
      """
      with next as (
        select pr.id, p.id as person, p.municipality_id
          from plan_print pr
          join participant pt on pt.id = pr.participant_id
          join person p on p.id = pt.person_id
         where pr.state in ('WAITING', 'RUNNING') and (pr.state = 'WAITING' or pr.alive_at < $2) and pr.expires_at > $1
         order by pr.expires_at limit 1 for update of pr skip locked
      ), old as (
        delete from plan_print_part using next where print_id = next.id
      )
      update plan_print pr set state = 'RUNNING', alive_at = $1, attempts = attempts + 1, progress = 0
        from next where pr.id = next.id
      returning pr.id, pr.plan_id, next.person, next.municipality_id, pr.parts, pr.history, pr.comments, pr.password, pr.language,
                pr.attempts""";
  private static final String CURRENT =
      " where id = #{id} and state = 'RUNNING' and attempts = #{attempt}";
  private static final String PROGRESS =
      "update plan_print set progress = #{progress}, alive_at = #{now}, expires_at = #{expiresAt}"
          + CURRENT;
  private static final String ADD =
      "insert into plan_print_part (print_id, position, content) select id, #{position}, #{content}"
          + " from plan_print"
          + CURRENT;
  private static final String READY =
      "update plan_print set state = 'READY', progress = 100, size = #{size}, made_by = #{madeBy},"
          + " expires_at = #{expiresAt}"
          + CURRENT;
  private static final String GIVE_UP = "delete from plan_print" + CURRENT;
  private static final String FETCH =
      """
      update plan_print set state = 'FETCHED', password = null
       where id = $1 and plan_id = $2 and participant_id = $3 and state = 'READY' and expires_at > $4 and made_by = $5
      returning size""";
  private static final String PART =
      "select content from plan_print_part where print_id = $1 and position = $2";
  private static final String DELETE = "delete from plan_print where id = $1";

  private LargePrintRepository() {}

  /**
   * A print that is being made.
   *
   * @param attempt its number, from 1
   */
  record ClaimedPrint(UUID id, Command<Void> command, TakenPrint order, int attempt) {
    static ClaimedPrint of(Row row) {
      return new ClaimedPrint(
          row.getUUID("id"),
          LargePrintRepository.command(row),
          TakenPrint.of(row),
          row.getInteger("attempts"));
    }

    @Override
    public String toString() {
      return "Print " + id;
    }
  }

  /** One that was {@link PrintRepository#take taken}, and turned out to be large. */
  static Single<Boolean> insert(
      PlanTx tx, UUID id, TakenPrint taken, Language language, Instant expiresAt) {
    SqlParams params =
        PrintRepository.params(tx, id, taken.selection(), taken.password(), expiresAt)
            .and("language", language.tag());
    return tx.execute(INSERT, params).map(rows -> true);
  }

  /**
   * The oldest that waits, or whose making has died.
   *
   * @param deadSince when one that is alive has said so at the latest
   */
  static Maybe<ClaimedPrint> claim(SqlWriter sql, Instant now, Instant deadSince) {
    return sql.execute(CLAIM, now, deadSince)
        .flatMapMaybe(rows -> Maybe.fromOptional(RowValues.first(rows).map(ClaimedPrint::of)));
  }

  static Completable progress(
      SqlWriter sql, ClaimedPrint print, int percent, Instant now, Instant expiresAt) {
    return update(
        sql,
        PROGRESS,
        params(print).and("progress", percent).and("now", now).and("expiresAt", expiresAt));
  }

  static Completable add(SqlWriter sql, ClaimedPrint print, int position, Buffer content) {
    return update(sql, ADD, params(print).and("position", position).and("content", content));
  }

  /**
   * It can be fetched.
   *
   * @param reader with whose rights it was read
   */
  static Completable ready(
      SqlWriter sql, ClaimedPrint print, Membership reader, long size, Instant expiresAt) {
    return update(
        sql,
        READY,
        params(print).and("size", size).and("madeBy", rights(reader)).and("expiresAt", expiresAt));
  }

  private static String rights(Membership member) {
    return member.role() + " " + member.hasOwnerAuthority() + " " + member.rights();
  }

  /** Its address is answered as one that has expired. */
  static Completable giveUp(SqlWriter sql, ClaimedPrint print) {
    return sql.execute(GIVE_UP, params(print)).ignoreElement();
  }

  /**
   * Marks a print as fetched.
   *
   * @return its size; fails with {@link Failure.NotFound} for one that was fetched or expired, or
   *     was made while the reader had other rights
   */
  static Single<Long> fetch(PlanTx tx, UUID id) {
    return tx.execute(
            FETCH, id, tx.planId(), tx.member().participant(), tx.now(), rights(tx.member()))
        .map(
            rows ->
                RowValues.first(rows)
                    .map(row -> row.getLong("size"))
                    .orElseThrow(Failure.NotFound::new));
  }

  /** The pieces of the file, each read when it is asked for; deleted after the last. */
  static Flowable<Buffer> content(Database db, UUID id, long size) {
    return Flowable.rangeLong(0, (size + PdfPrinter.PART_BYTES - 1) / PdfPrinter.PART_BYTES)
        .concatMapSingle(position -> part(db, id, (int) (long) position), 1)
        .concatWith(Completable.defer(() -> db.execute(DELETE, id).ignoreElement()));
  }

  private static Single<Buffer> part(Database db, UUID id, int position) {
    return db.query(PART, id, position)
        .map(
            rows ->
                RowValues.first(rows)
                    .map(row -> row.getBuffer("content"))
                    .orElseThrow(Failure.NotFound::new));
  }

  /** Reads by the rights that who asked for it has now; the request itself is over. */
  private static Command<Void> command(Row row) {
    return new Command<>(
        READ,
        new Caller(
            new PersonId(row.getUUID("person")),
            null,
            new OrganisationId(row.getUUID("municipality_id")),
            false),
        ClientInfo.of("", ""),
        Map.of("planId", row.getUUID("plan_id").toString()),
        Command.Headers.of(Languages.packaged().findOrDefault(row.getString("language"))),
        null,
        null);
  }

  private static SqlParams params(ClaimedPrint print) {
    return SqlParams.of("id", print.id()).and("attempt", print.attempt());
  }

  private static Completable update(SqlWriter sql, String statement, SqlParams params) {
    return sql.execute(statement, params)
        .flatMapCompletable(
            rows ->
                rows.rowCount() == 0
                    ? Completable.error(new SupersededOrderException())
                    : Completable.complete());
  }
}
