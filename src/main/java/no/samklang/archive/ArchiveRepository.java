package no.samklang.archive;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Single;
import io.vertx.core.buffer.Buffer;
import io.vertx.rxjava3.sqlclient.Row;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import no.samklang.access.PlanReads;
import no.samklang.access.PlanTx;
import no.samklang.access.Right;
import no.samklang.archive.Archives.ArchiveFailure;
import no.samklang.archive.Archives.ArchiveOrder;
import no.samklang.archive.Archives.ArchivePart;
import no.samklang.archive.Archives.ArchiveQuery;
import no.samklang.archive.Archives.ArchiveState;
import no.samklang.archive.Archives.PlanArchive;
import no.samklang.archive.Archives.PlanArchivePage;
import no.samklang.db.KeysetPagination;
import no.samklang.db.KeysetPagination.SortKey;
import no.samklang.db.RowValues;
import no.samklang.db.SqlParams;
import no.samklang.error.Failure;
import no.samklang.operation.Command;

/** The table {@code plan_archive}, for those who may archive the plan. */
@CheckReturnValue
final class ArchiveRepository {
  /** Archives that wait to be made, of all plans. */
  static final int MAX_WAITING = 20;

  private static final Duration RETRY_AFTER = Duration.ofSeconds(30);
  private static final Map<String, SortKey> SORT_KEYS =
      Map.of("askedAt", SortKey.time("a.asked_at"));
  private static final String NEWEST_FIRST = "-askedAt";

  private static final String COLUMNS =
      """
      a.state, a.parts, a.history, a.comments, a.progress, a.attempts, a.asked_at, a.made_at, encode(a.sha256, 'hex') as sha256,
             a.size, a.received_at, a.receipt, a.failure, a.next_at, asker.first_name || ' ' || asker.last_name as by""";
  private static final String ASKER =
      """
      left join participant pt on pt.id = a.participant_id
        left join person asker on asker.id = pt.person_id""";
  private static final String PAGE =
      """
      with me as (select * from plan_member(#{plan}, #{person}, #{today}))
      , matching as (
        select a.id, %1$s from me join plan_archive a on a.plan_id = me.member_plan_id
      ), page as (
        %2$s
      )
      select me.*, page.total, page.cursor_key, page.id, %3$s
        from me
        left join page on true
        left join plan_archive a on a.id = page.id
        %4$s
       %5$s""";
  private static final String GET =
      """
      with me as (select * from plan_member(#{plan}, #{person}, #{today}))
      select me.*, a.id, %1$s
        from me
        left join plan_archive a on a.id = #{id} and a.plan_id = me.member_plan_id
        %2$s"""
          .formatted(COLUMNS, ASKER);
  // the plans' locks don't serialise the count
  private static final String LOCK_QUEUE =
      "select pg_advisory_xact_lock(hashtext('plan_archive queue'))";
  private static final String WAITING =
      "select count(*)::int as waiting from plan_archive where state = 'MAKING' and next_at is not"
          + " null";
  private static final String INSERT =
      """
      insert into plan_archive (id, plan_id, participant_id, parts, history, comments, asked_at, state, next_at)
      values (#{id}, #{plan}, #{member}, #{parts}, #{history}, #{comments}, #{now}, 'MAKING', #{now})""";

  /** Starts again what has failed, or doesn't wait for the next attempt. */
  static final String RETRY =
      """
      update plan_archive
         set state = case when made_at is null then 'MAKING' else 'SENDING' end, attempts = 0, next_at = #{now}, failure = null,
             failed_at = null
       where (state = 'FAILED' or failure is not null and state in ('MAKING', 'SENDING'))""";

  private static final String RETRY_OF_PLAN = RETRY + " and id = #{id} and plan_id = #{plan}";

  private ArchiveRepository() {}

  /** Newest first. */
  static Single<PlanArchivePage> list(PlanReads reads, Command<ArchiveQuery> command) {
    ArchiveQuery query = command.body();
    KeysetPagination keyset =
        KeysetPagination.of(SORT_KEYS, NEWEST_FIRST, query.limit(), query.after());
    String statement =
        PAGE.formatted(
            keyset.sortKeyColumn(), keyset.pageSql(), COLUMNS, ASKER, keyset.orderBy("page"));
    return reads.queryPage(
        command,
        Right.ARCHIVE,
        keyset,
        statement,
        SqlParams.none(),
        row -> archive(command, row),
        (first, page) -> new PlanArchivePage(page.items(), page.total(), page.next()));
  }

  static Single<PlanArchive> get(PlanReads reads, Command<?> command, UUID id) {
    return reads.queryOne(
        command,
        Right.ARCHIVE,
        GET,
        SqlParams.of("id", id),
        (member, row) -> archive(command, row));
  }

  /** Fails with {@link Failure.Unavailable} when too many wait. */
  static Completable insert(PlanTx tx, UUID id, ArchiveOrder order) {
    SqlParams params =
        SqlParams.of("id", id)
            .and("plan", tx.planId())
            .and("member", tx.member().participant())
            .and("parts", RowValues.column(order.parts(), ArchivePart::name, String[]::new))
            .and("history", order.options().history())
            .and("comments", order.options().comments())
            .and("now", tx.now());
    return tx.execute(LOCK_QUEUE)
        .flatMap(locked -> tx.query(WAITING))
        .map(rows -> rows.iterator().next().getInteger("waiting"))
        .flatMapCompletable(
            waiting ->
                waiting < MAX_WAITING
                    ? tx.execute(INSERT, params).ignoreElement()
                    : Completable.error(new Failure.Unavailable(RETRY_AFTER)));
  }

  /** Tries again at once; no-op unless an attempt has failed. */
  static Completable retry(PlanTx tx, UUID id) {
    return tx.execute(
            RETRY_OF_PLAN, SqlParams.of("id", id).and("plan", tx.planId()).and("now", tx.now()))
        .ignoreElement();
  }

  private static PlanArchive archive(Command<?> command, Row row) {
    UUID id = row.getUUID("id");
    ArchiveState state = ArchiveState.valueOf(row.getString("state"));
    ArchiveFailure failure =
        Optional.ofNullable(row.getString("failure")).map(ArchiveFailure::valueOf).orElse(null);
    return new PlanArchive(
        id,
        state,
        parts(row),
        row.getBoolean("history"),
        row.getBoolean("comments"),
        row.getInteger("progress"),
        RowValues.instant(row, "asked_at"),
        row.getString("by"),
        state == ArchiveState.RECEIVED ? RowValues.instant(row, "made_at") : null,
        row.getString("sha256"),
        row.getLong("size"),
        RowValues.instant(row, "received_at"),
        row.getString("receipt"),
        failure,
        failure == null ? null : nextAttempt(row),
        "/api/v1/plans/" + command.planId().value() + "/archive/" + id);
  }

  private static Instant nextAttempt(Row row) {
    return row.getValue("next_at") == null ? null : RowValues.instant(row, "next_at");
  }

  static List<ArchivePart> parts(Row row) {
    return Stream.of(row.getArrayOfStrings("parts")).map(ArchivePart::valueOf).toList();
  }

  /** The bytes of a hash. */
  static Buffer bytes(String hex) {
    return Buffer.buffer(HexFormat.of().parseHex(hex));
  }
}
