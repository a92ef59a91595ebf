package no.samklang.print;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Single;
import io.vertx.rxjava3.sqlclient.Row;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import no.samklang.access.PlanReads;
import no.samklang.access.PlanTx;
import no.samklang.access.Right;
import no.samklang.db.RowValues;
import no.samklang.db.SqlParams;
import no.samklang.db.SqlWriter;
import no.samklang.error.Failure;
import no.samklang.operation.Command;
import no.samklang.print.Prints.PrintSelection;

/** The table {@code plan_print}, and what each print says of plan and reader. */
@CheckReturnValue
final class PrintRepository {
  private static final String INSERT =
      """
      insert into plan_print (id, plan_id, participant_id, parts, history, comments, password, expires_at)
      values (#{id}, #{plan}, #{member}, #{parts}, #{history}, #{comments}, #{password}, #{expiresAt})""";
  private static final String COUNT_UNFETCHED =
      """
      select count(*)::int as prints from plan_print
       where participant_id = $1 and state <> 'FETCHED' and expires_at > $2""";
  private static final String PASSWORD =
      "select password from plan_print where id = $1 and participant_id = $2 and state <>"
          + " 'FETCHED'";
  private static final String STATE =
      """
      select state, progress, parts, history, comments, password from plan_print
       where id = $1 and plan_id = $2 and participant_id = $3 and expires_at > $4 and state <> 'FETCHED'""";
  private static final String TAKE =
      """
      delete from plan_print where id = $1 and plan_id = $2 and participant_id = $3 and expires_at > $4 and state = 'ORDERED'
      returning parts, history, comments, password""";
  private static final String DELETE_EXPIRED =
      """
      with old as (
        select id from plan_print where expires_at < $1 limit $2 for update skip locked
      )
      delete from plan_print using old where plan_print.id = old.id""";
  private static final String HEADER =
      """
      with me as (select * from plan_member(#{plan}, #{person}, #{today}))
      select me.*, pl.id, pl.type, pl.practice_until, owner.first_name || ' ' || owner.last_name as owner,
             reader.first_name || ' ' || reader.last_name as reader
        from me
        join plan pl on pl.id = me.member_plan_id
        join participant op on op.plan_id = pl.id and op.role = 'OWNER' and op.removed_at is null
        join person owner on owner.id = op.person_id
        join person reader on reader.id = me.member_person_id""";

  /** What a participant may have asked for and not fetched. */
  private static final int MAX_UNFETCHED = 10;

  private PrintRepository() {}

  /**
   * A print that was taken to be made.
   *
   * @param password null for a preview
   */
  record TakenPrint(PrintSelection selection, String password) {
    static TakenPrint of(Row row) {
      List<PrintPart> parts =
          Stream.of(row.getArrayOfStrings("parts")).map(PrintPart::valueOf).toList();
      return new TakenPrint(
          new PrintSelection(parts, row.getBoolean("history"), row.getBoolean("comments")),
          row.getString("password"));
    }

    @Override
    public String toString() {
      return "TakenPrint";
    }
  }

  /** A print that hasn't been fetched. */
  record StoredPrint(PrintState state, int progress, TakenPrint order) {
    static StoredPrint of(Row row) {
      return new StoredPrint(
          PrintState.valueOf(row.getString("state")),
          row.getInteger("progress"),
          TakenPrint.of(row));
    }
  }

  /** The states of a print until it is fetched: only large ones wait, and run. */
  enum PrintState {
    ORDERED,
    WAITING,
    RUNNING,
    READY
  }

  /**
   * Whose plan it is, of what type, and who prints it.
   *
   * @param practiceUntil the last day of a practice plan (PLAN-10), null for another plan
   */
  record PrintHeader(String type, String owner, String reader, LocalDate practiceUntil) {
    @Override
    public String toString() {
      return "PrintHeader";
    }
  }

  static Single<PrintHeader> header(PlanReads reads, Command<?> command) {
    return reads.queryOne(
        command,
        Right.PRINT_CONSENT_FORM,
        HEADER,
        SqlParams.none(),
        (member, row) ->
            new PrintHeader(
                row.getString("type"),
                row.getString("owner"),
                row.getString("reader"),
                row.getLocalDate("practice_until")));
  }

  /** Fails with {@link Failure.Locked} {@code print.tooMany} while too many aren't fetched. */
  static Single<UUID> insert(
      PlanTx tx, UUID id, PrintSelection selection, String password, Instant expiresAt) {
    return tx.query(COUNT_UNFETCHED, tx.member().participant(), tx.now())
        .map(rows -> RowValues.first(rows).orElseThrow().getInteger("prints"))
        .flatMap(
            prints ->
                prints >= MAX_UNFETCHED
                    ? Single.error(new Failure.Locked("print.tooMany", PrintService.LIFETIME))
                    : tx.execute(INSERT, params(tx, id, selection, password, expiresAt)))
        .map(rows -> id);
  }

  static SqlParams params(
      PlanTx tx, UUID id, PrintSelection selection, String password, Instant expiresAt) {
    return SqlParams.of("id", id)
        .and("plan", tx.planId())
        .and("member", tx.member().participant())
        .and("parts", RowValues.column(selection.parts(), PrintPart::name, String[]::new))
        .and("history", selection.options().history())
        .and("comments", selection.options().comments())
        .and("password", password)
        .and("expiresAt", expiresAt);
  }

  /** The password of a print that the same request asked for before; empty if it was fetched. */
  static Single<String> password(PlanTx tx, UUID id) {
    return tx.query(PASSWORD, id, tx.member().participant())
        .map(
            rows ->
                RowValues.first(rows)
                    .map(row -> row.getString("password"))
                    .orElseThrow(Failure.NotFound::new));
  }

  /** Fails as {@link #take} does. */
  static Single<StoredPrint> find(PlanTx tx, UUID id) {
    return tx.query(STATE, id, tx.planId(), tx.member().participant(), tx.now())
        .map(rows -> RowValues.first(rows).map(StoredPrint::of).orElseThrow(Failure.NotFound::new));
  }

  /** Fails with {@link Failure.NotFound} for another's, and for one that was fetched or expired. */
  static Single<TakenPrint> take(PlanTx tx, UUID id) {
    return tx.execute(TAKE, id, tx.planId(), tx.member().participant(), tx.now())
        .map(rows -> RowValues.first(rows).map(TakenPrint::of).orElseThrow(Failure.NotFound::new));
  }

  /** Deletes those that nobody fetched; {@code limit} at most. */
  static Single<Integer> deleteExpired(SqlWriter sql, Instant now, int limit) {
    return sql.execute(DELETE_EXPIRED, now, limit).map(rows -> rows.rowCount());
  }
}
