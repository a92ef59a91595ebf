package no.samklang.archive;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Flowable;
import io.reactivex.rxjava3.core.Single;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import no.samklang.access.PlanLog;
import no.samklang.access.PlanLog.PlanLogEvent;
import no.samklang.access.PlanLog.PlanLogRecord;
import no.samklang.archive.Archives.ArchiveDue;
import no.samklang.archive.Archives.ArchiveFailure;
import no.samklang.archive.Archives.ArchivePart;
import no.samklang.archive.Archives.ArchiveState;
import no.samklang.concurrent.Backoff;
import no.samklang.db.Database;
import no.samklang.db.RowValues;
import no.samklang.db.SqlParams;
import no.samklang.db.Tx;
import no.samklang.event.PlanChanged;
import no.samklang.notification.Notices;
import no.samklang.notification.Notices.NoticeType;

/**
 * The archives that are on their way, in the table {@code plan_archive}, and their content. An
 * attempt is claimed for a while, which its progress prolongs: what a node that dies has claimed is
 * claimed by another then. Every change says which attempt it is of, and fails with {@link
 * SupersededException} once that isn't the current one, or the plan is deleted.
 */
@CheckReturnValue
final class ArchiveQueue {
  private static final Duration LEASE = Duration.ofMinutes(2);
  private static final int HALF = 50;
  private static final int ALMOST = 99;

  private static final String CLAIM =
      """
      with due as (
        select a.id, p.id as person, p.municipality_id, p.language
          from plan_archive a
          join participant pt on pt.id = a.participant_id
          join person p on p.id = pt.person_id
         where a.state = #{state} and a.next_at <= #{now} order by a.next_at, a.id limit #{limit} for update of a skip locked
      )
      update plan_archive a set attempts = a.attempts + 1, next_at = #{lease}
        from due where a.id = due.id
      returning a.id, a.plan_id, due.person, due.municipality_id, due.language, a.parts, a.history, a.comments, a.attempts, a.made_at,
                a.size, encode(a.sha256, 'hex') as sha256""";
  private static final String CURRENT =
      " where id = #{id} and state = #{state} and attempts = #{attempt}";
  private static final String PROGRESS =
      "update plan_archive set progress = #{progress}, next_at = #{lease}" + CURRENT;
  private static final String MADE =
      """
      update plan_archive
         set state = 'SENDING', progress = #{progress}, attempts = 0, next_at = #{now}, failure = null, made_at = #{madeAt},
             log_seq = #{logSeq}, size = #{size}, sha256 = #{sha256}"""
          + CURRENT;
  private static final String RECEIVED =
      """
      with received as (
        update plan_archive
           set state = 'RECEIVED', progress = 100, next_at = null, failure = null, received_at = #{now}, receipt = #{receipt}"""
          + CURRENT
          + """
       returning plan_id, made_at
      ), emptied as (
        delete from plan_archive_chunk where archive_id = #{id} and exists (select from received)
      )
      update plan set archived_at = greatest(archived_at, received.made_at)
        from received where plan.id = received.plan_id
      returning plan.version""";
  private static final String RETRY =
      "update plan_archive set failure = #{failure}, next_at = #{next}" + CURRENT;
  // told to who asked for it, unless the plan isn't theirs to archive any more, and to those who
  // administer the plan's organisation
  private static final String FAIL =
      """
      with failed as (
        update plan_archive set state = 'FAILED', failure = #{failure}, failed_at = #{now}, next_at = null"""
          + CURRENT
          + """
        returning plan_id, participant_id
      )
      select notify_persons(#{notice}, failed.plan_id, case when #{askerIsTold} then array[pt.person_id] end, #{now})
             + notify_persons(#{notice}, null, array(
                 select oa.person_id
                   from plan pl
                   join organisation_ancestor a on a.organisation_id = pl.organisation_id
                   join organisation_admin oa on oa.organisation_id = a.ancestor_id
                  where pl.id = failed.plan_id and (oa.person_id <> pt.person_id or not #{askerIsTold})), #{now}) as notices
        from failed join participant pt on pt.id = failed.participant_id""";
  private static final String DELETE_CHUNKS =
      "delete from plan_archive_chunk where archive_id = $1";
  // none of an attempt that has been superseded
  private static final String INSERT_CHUNK =
      """
      insert into plan_archive_chunk (archive_id, position, content)
      select id, #{position}, #{content} from plan_archive"""
          + CURRENT;
  private static final String CHUNK =
      "select content from plan_archive_chunk where archive_id = $1 and position = $2";

  private final Database db;
  private final Clock clock;
  private final int maxAttempts;

  ArchiveQueue(Database db, Clock clock, int maxAttempts) {
    this.db = db;
    this.clock = clock;
    this.maxAttempts = maxAttempts;
  }

  /** The attempt isn't the current one any more. */
  static final class SupersededException extends RuntimeException {
    private static final long serialVersionUID = 1;

    SupersededException() {
      super("Superseded, or deleted", null, false, false);
    }
  }

  /** Claims what is due. */
  Single<List<ClaimedArchive>> claim(ArchiveState state, int limit) {
    SqlParams params =
        SqlParams.of("state", state)
            .and("now", clock.instant())
            .and("lease", lease())
            .and("limit", limit);
    return db.execute(CLAIM, params)
        .map(rows -> RowValues.stream(rows).map(row -> ClaimedArchive.of(state, row)).toList());
  }

  /** Whether it has been claimed more often than a node may die with it. */
  boolean isExhausted(ClaimedArchive archive) {
    return archive.attempt() > maxAttempts;
  }

  /**
   * @param share of what the state says that is done, 0 to 1
   */
  Completable progress(ClaimedArchive archive, double share) {
    int start = archive.state() == ArchiveState.MAKING ? 0 : HALF;
    int progress = Math.min(start + (int) (share * HALF), ALMOST);
    return update(PROGRESS, params(archive).and("progress", progress).and("lease", lease()));
  }

  Completable deleteContent(ClaimedArchive archive) {
    return db.execute(DELETE_CHUNKS, archive.id()).ignoreElement();
  }

  Completable addContent(ClaimedArchive archive, int position, Buffer content) {
    return update(INSERT_CHUNK, params(archive).and("position", position).and("content", content));
  }

  /** The pieces of the ZIP, each read when it is asked for, with the progress of sending. */
  Flowable<Buffer> content(ClaimedArchive archive) {
    return Flowable.rangeLong(0, (archive.size() + ArchiveZip.CHUNK - 1) / ArchiveZip.CHUNK)
        .concatMapSingle(position -> chunk(archive, (int) (long) position), 1);
  }

  private Single<Buffer> chunk(ClaimedArchive archive, int position) {
    double share = (double) position * ArchiveZip.CHUNK / archive.size();
    return progress(archive, share)
        .andThen(Single.defer(() -> db.query(CHUNK, archive.id(), position)))
        .map(
            rows ->
                RowValues.first(rows)
                    .orElseThrow(SupersededException::new)
                    .get(Buffer.class, "content"));
  }

  /** The ZIP is made, and is sent next. */
  Completable made(ClaimedArchive archive, MadeArchive made) {
    SqlParams params =
        params(archive)
            .and("progress", HALF)
            .and("madeAt", made.madeAt())
            .and("logSeq", made.logSeq())
            .and("size", made.size())
            .and("sha256", ArchiveRepository.bytes(made.sha256()));
    return db.inTransaction(
            tx ->
                tx.execute(MADE, params)
                    .map(rows -> requireCurrent(rows.rowCount()))
                    .doOnSuccess(updated -> tx.publish(new ArchiveDue())))
        .ignoreElement();
  }

  /** The channel has received it: the plan is archived, which is logged (PLAN-3). */
  Completable received(ClaimedArchive archive, String receipt) {
    return db.inTransaction(
            tx ->
                tx.execute(RECEIVED, params(archive).and("receipt", receipt))
                    .map(rows -> RowValues.first(rows).orElseThrow(SupersededException::new))
                    .doOnSuccess(row -> log(tx, archive))
                    .doOnSuccess(
                        row ->
                            tx.publish(
                                new PlanChanged(
                                    archive.plan(), "plan", row.getInteger("version")))))
        .ignoreElement();
  }

  private void log(Tx tx, ClaimedArchive archive) {
    JsonObject detail =
        new JsonObject()
            .put("parts", archive.order().parts().stream().map(ArchivePart::name).toList())
            .put("sha256", archive.sha256());
    PlanLog.insertAtCommit(
        tx,
        new PlanLogRecord(
            archive.plan(), archive.person(), PlanLogEvent.PLAN_ARCHIVED, null, detail),
        clock.instant());
  }

  /**
   * Tries again later, or calls it failed after the last attempt; then a notice without content
   * tells who asked for it, and the administrators, once.
   *
   * @param last whether another attempt can't help
   */
  Completable failed(ClaimedArchive archive, ArchiveFailure failure, boolean last) {
    SqlParams params = params(archive).and("failure", failure);
    if (last || archive.attempt() >= maxAttempts) {
      return fail(params, failure);
    }
    Instant next = clock.instant().plus(Backoff.after(archive.attempt()));
    return update(RETRY, params.and("next", next));
  }

  private Completable fail(SqlParams params, ArchiveFailure failure) {
    SqlParams all =
        params
            .and("notice", NoticeType.ARCHIVE_FAILED)
            .and("askerIsTold", failure != ArchiveFailure.ACCESS_LOST);
    return db.inTransaction(
            tx ->
                tx.execute(FAIL, all)
                    .map(rows -> requireCurrent(rows.rowCount()))
                    .doOnSuccess(failed -> tx.publish(new Notices.OutboxChanged())))
        .ignoreElement();
  }

  private Completable update(String statement, SqlParams params) {
    return db.execute(statement, params)
        .map(rows -> requireCurrent(rows.rowCount()))
        .ignoreElement();
  }

  private static int requireCurrent(int updated) {
    if (updated == 0) {
      throw new SupersededException();
    }
    return updated;
  }

  private SqlParams params(ClaimedArchive archive) {
    return SqlParams.of("id", archive.id())
        .and("state", archive.state())
        .and("attempt", archive.attempt())
        .and("now", clock.instant());
  }

  private Instant lease() {
    return clock.instant().plus(LEASE);
  }

  /**
   * What has been made.
   *
   * @param madeAt the moment that it shows
   * @param logSeq place of the last log entry of that moment, 0 for none
   * @param sha256 in hexadecimal
   */
  record MadeArchive(Instant madeAt, int logSeq, long size, String sha256) {}
}
