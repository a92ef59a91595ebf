package no.samklang.meeting;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Single;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import no.samklang.access.PlanTx;
import no.samklang.db.RowValues;
import no.samklang.db.SqlParams;
import no.samklang.error.Failure;
import no.samklang.id.ParticipantId;
import no.samklang.meeting.Meetings.AgendaPoint;

/** The tables {@code meeting} and {@code meeting_invited}, with the plan locked. */
@CheckReturnValue
final class MeetingRepository {
  /** Maximum meetings of a plan. */
  static final int MAX_MEETINGS = 2000;

  // who is invited already stays so when their access has ended
  private static final String PLACE =
      """
      select (select count(*) from meeting where plan_id = #{plan} and bin_id is null)::int as meetings,
             not exists (
               select from unnest(#{invited}::uuid[]) as chosen (id)
                where not exists (select from participant p
                                   where p.id = chosen.id and p.plan_id = #{plan} and takes_part(p, #{today}))
                  and not exists (select from meeting_invited i where i.meeting_id = #{id} and i.participant_id = chosen.id)) as known""";
  private static final String INSERT =
      """
      with added as (
        insert into meeting (id, plan_id, title, place, link, starts_at, ends_at, follows, created_by, created_at, changed_by, changed_at)
        values (#{id}, #{plan}, #{title}, #{place}, #{link}, #{start}, #{end}, #{follows}, #{member}, #{now}, #{member}, #{now})
        returning id
      ), agenda as (
        insert into meeting_point (id, meeting_id, position, title)
        select point.id, added.id, point.position, point.title
          from added, unnest(#{pointIds}::uuid[], #{pointTitles}::text[]) with ordinality as point (id, title, position)
      )
      insert into meeting_invited (meeting_id, participant_id, position)
      select added.id, wanted.id, wanted.position
        from added, unnest(#{invited}::uuid[]) with ordinality as wanted (id, position)""";
  private static final String UPDATE =
      """
      with changed as (
        update meeting
           set title = #{title}, place = #{place}, link = #{link}, starts_at = #{start}, ends_at = #{end}, changed_by = #{member},
               changed_at = #{now}, version = version + 1
         where id = #{id} returning id
      ), gone_points as (
        delete from meeting_point pt using changed where pt.meeting_id = changed.id and pt.id <> all (#{pointIds}::uuid[])
      ), agenda as (
        insert into meeting_point (id, meeting_id, position, title)
        select point.id, changed.id, point.position, point.title
          from changed, unnest(#{pointIds}::uuid[], #{pointTitles}::text[]) with ordinality as point (id, title, position)
        on conflict (id) do update set position = excluded.position, title = excluded.title
      ), gone as (
        delete from meeting_invited i using changed
         where i.meeting_id = changed.id and i.participant_id <> all (#{invited}::uuid[])
      )
      insert into meeting_invited as i (meeting_id, participant_id, position)
      select changed.id, wanted.id, wanted.position
        from changed, unnest(#{invited}::uuid[]) with ordinality as wanted (id, position)
      on conflict (meeting_id, participant_id) do update
         set position = excluded.position, coming = case when #{moved} then null else i.coming end,
             answered_at = case when #{moved} then null else i.answered_at end""";

  /** Moves a meeting to the bin. */
  static final String DELETE =
      """
      update meeting set bin_id = #{bin}, version = version + 1
       where id = #{id} and plan_id = #{plan} and bin_id is null""";

  private static final String SET_ANSWER =
      "update meeting_invited set coming = $3, answered_at = $4 where meeting_id = $1 and participant_id = $2";
  private static final String SET_AGREEMENT =
      """
      update meeting_invited set agrees = $3, objection = $4, agreed_at = $5 where meeting_id = $1 and participant_id = $2""";
  private static final String READERS =
      "select meeting_readers(m) as readers from meeting m where m.id = $1";
  private static final String OPEN_INVITED =
      """
      select array(select i.participant_id from meeting_invited i
                     join participant p on p.id = i.participant_id and takes_part(p, $2)
                    where i.meeting_id = $1 order by i.position) as invited""";
  private static final String TIMES =
      """
      select ends_at, minutes_at is not null as is_held, array(
               select i.participant_id from meeting_invited i where i.meeting_id = m.id) as invited
        from meeting m where m.id = $1""";

  private MeetingRepository() {}

  /**
   * Fails with {@link Failure.Conflict} {@code meetings.full} beyond {@link #MAX_MEETINGS}, and
   * with {@link Failure.Invalid} for an invited who doesn't take part in the plan.
   *
   * @param follows the meeting whose minutes set its time, or null
   */
  static Completable insert(PlanTx tx, UUID id, MeetingContent content, UUID follows) {
    SqlParams params = params(tx, id, content).and("follows", follows);
    return requirePlace(tx, params, MAX_MEETINGS - 1)
        .andThen(Completable.defer(() -> tx.execute(INSERT, params).ignoreElement()));
  }

  /**
   * Fails as {@link #insert} does for the invited.
   *
   * @param moved whether answers are asked anew
   */
  static Completable update(PlanTx tx, UUID id, MeetingContent content, boolean moved) {
    SqlParams params = params(tx, id, content).and("moved", moved);
    return requirePlace(tx, params, MAX_MEETINGS)
        .andThen(Completable.defer(() -> tx.execute(UPDATE, params).ignoreElement()));
  }

  private static Completable requirePlace(PlanTx tx, SqlParams params, int maxMeetings) {
    return tx.query(PLACE, params)
        .map(rows -> RowValues.first(rows).orElseThrow())
        .flatMapCompletable(
            row -> {
              if (!row.getBoolean("known")) {
                return Completable.error(
                    new Failure.Invalid("request.invalid", "invited", "participant.unknown"));
              }
              return row.getInteger("meetings") > maxMeetings
                  ? Completable.error(new Failure.Conflict("meetings.full", null))
                  : Completable.complete();
            });
  }

  private static SqlParams params(PlanTx tx, UUID id, MeetingContent content) {
    return SqlParams.of("id", id)
        .and("plan", tx.planId())
        .and("title", content.title())
        .and("place", content.place())
        .and("link", content.link())
        .and("start", content.start())
        .and("end", content.end())
        .and("pointIds", RowValues.column(content.agenda(), AgendaPoint::id, UUID[]::new))
        .and("pointTitles", RowValues.column(content.agenda(), AgendaPoint::title, String[]::new))
        .ids("invited", content.invited())
        .and("member", tx.member().participant())
        .and("today", tx.today())
        .and("now", tx.now());
  }

  /** Stores the caller's answer. */
  static Completable setAnswer(PlanTx tx, UUID id, boolean coming) {
    return tx.execute(SET_ANSWER, id, tx.member().participant(), coming, tx.now()).ignoreElement();
  }

  /** Stores what the caller says to the minutes. */
  static Completable setAgreement(PlanTx tx, UUID id, boolean agrees, String objection) {
    return tx.execute(SET_AGREEMENT, id, tx.member().participant(), agrees, objection, tx.now())
        .ignoreElement();
  }

  /** Who may read a meeting, also one in the bin. */
  static Single<List<ParticipantId>> findReaders(PlanTx tx, UUID id) {
    return tx.query(READERS, id)
        .map(rows -> participants(rows.iterator().next().getArrayOfUUIDs("readers")));
  }

  /** The invited who take part in the plan today. */
  static Single<List<ParticipantId>> findTakingPart(PlanTx tx, UUID id) {
    return tx.query(OPEN_INVITED, id, tx.today())
        .map(rows -> participants(rows.iterator().next().getArrayOfUUIDs("invited")));
  }

  /** The invited of a meeting that hasn't ended and has no minutes; otherwise nobody. */
  static Single<List<ParticipantId>> findExpecting(PlanTx tx, UUID id) {
    return tx.query(TIMES, id)
        .map(rows -> rows.iterator().next())
        .map(
            row ->
                row.getBoolean("is_held") || !RowValues.instant(row, "ends_at").isAfter(tx.now())
                    ? List.<ParticipantId>of()
                    : participants(row.getArrayOfUUIDs("invited")));
  }

  private static List<ParticipantId> participants(UUID[] ids) {
    return Arrays.stream(ids).map(ParticipantId::new).toList();
  }
}
