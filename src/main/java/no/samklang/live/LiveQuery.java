package no.samklang.live;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Maybe;
import io.reactivex.rxjava3.core.Single;
import io.vertx.rxjava3.sqlclient.Row;
import io.vertx.rxjava3.sqlclient.RowSet;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import no.samklang.access.AccessPolicy;
import no.samklang.db.RowValues;
import no.samklang.db.SqlReader;
import no.samklang.event.PlanChanged;
import no.samklang.id.ParticipantId;
import no.samklang.id.PersonId;
import no.samklang.id.PlanId;
import no.samklang.id.SessionId;
import no.samklang.live.SocketRegistry.PlanWatch;

/** Queries for recipients of events and for sessions that have ended. */
@CheckReturnValue
final class LiveQuery {
  private static final String VISIT_RECIPIENTS =
      """
      select m.member_person_id as person_id, visitor.first_name || ' ' || visitor.last_name as visitor
        from plan_members($2) m
        join participant v on v.id = $3
        join person visitor on visitor.id = v.person_id
       where m.member_plan_id = $1 and m.member_is_open and m.member_id <> v.id""";
  // nobody, if the one who is present may not read the area
  private static final String PRESENCE_RECIPIENTS =
      """
      select m.member_person_id as person_id, present.member_id as present_id,
             by.first_name || ' ' || by.last_name as present_name
        from plan_members($2) present
        join person by on by.id = present.member_person_id
        join plan_members($2) m on m.member_plan_id = present.member_plan_id and m.member_id <> present.member_id
       where present.member_plan_id = $1 and present.member_person_id = $3
         and present.member_is_open and reads_area(present.member_role, present.member_rights, $4)
         and m.member_is_open and reads_area(m.member_role, m.member_rights, $4)""";
  private static final String PERSONS_WITH_ACCESS =
      """
      select member_person_id as person_id from plan_members($2)
       where member_plan_id = $1 and member_is_open
         and ($3::text is null or reads_area(member_role, member_rights, $3))
         and ($4::uuid[] is null or member_id = any($4))""";
  private static final String PERSONS_WITHOUT_ACCESS =
      """
      select distinct asked.person_id from unnest($1::uuid[], $2::uuid[]) as asked (plan_id, person_id)
       where not exists (select from participant pt
                          where pt.plan_id = asked.plan_id and pt.person_id = asked.person_id
                            and exists (select from plan_members($3) where member_id = pt.id and member_is_open))""";
  private static final String ENDED_SESSIONS =
      """
      select asked.id, coalesce(s.end_reason, 'ENDED') as reason
        from unnest($1::uuid[]) as asked (id) left join session s on s.id = asked.id
       where s.id is null or s.ended_at is not null""";

  private final SqlReader sql;
  private final AccessPolicy access;

  LiveQuery(SqlReader sql, AccessPolicy access) {
    this.sql = sql;
    this.access = access;
  }

  /**
   * Recipients of a visit event.
   *
   * @param visitor name of the visitor
   */
  record VisitRecipients(String visitor, List<PersonId> persons) {}

  /** Members other than the visitor who have access to the plan today; empty when there is none. */
  Maybe<VisitRecipients> visitRecipients(PlanId plan, ParticipantId visitor) {
    return sql.query(VISIT_RECIPIENTS, plan, access.today(), visitor)
        .filter(rows -> rows.size() > 0)
        .map(LiveQuery::visitRecipients);
  }

  private static VisitRecipients visitRecipients(RowSet<Row> rows) {
    return new VisitRecipients(rows.iterator().next().getString("visitor"), persons(rows));
  }

  /**
   * Recipients of a presence event.
   *
   * @param name of the participant who is present
   */
  record PresenceRecipients(ParticipantId participant, String name, List<PersonId> persons) {}

  /**
   * Other members who may read the area; empty when there is none, or when the one who is present
   * may not read it.
   */
  Maybe<PresenceRecipients> presenceRecipients(ElementPresence presence) {
    return sql.query(
            PRESENCE_RECIPIENTS,
            presence.plan(),
            access.today(),
            presence.person(),
            presence.area())
        .filter(rows -> rows.size() > 0)
        .map(LiveQuery::presenceRecipients);
  }

  private static PresenceRecipients presenceRecipients(RowSet<Row> rows) {
    Row first = rows.iterator().next();
    return new PresenceRecipients(
        new ParticipantId(first.getUUID("present_id")),
        first.getString("present_name"),
        persons(rows));
  }

  private static List<PersonId> persons(RowSet<Row> rows) {
    return RowValues.stream(rows).map(row -> new PersonId(row.getUUID("person_id"))).toList();
  }

  /** Members who have access to the plan today, and are told of the change. */
  Single<Set<PersonId>> personsWithAccess(PlanChanged change) {
    UUID[] onlyFor =
        change.onlyFor() == null
            ? null
            : change.onlyFor().stream().map(ParticipantId::value).toArray(UUID[]::new);
    return sql.query(PERSONS_WITH_ACCESS, change.plan(), access.today(), change.area(), onlyFor)
        .map(
            rows ->
                RowValues.stream(rows)
                    .map(row -> new PersonId(row.getUUID("person_id")))
                    .collect(Collectors.toSet()));
  }

  /** Persons who watch a plan to which they have no access today. */
  Single<Set<PersonId>> personsWithoutAccess(List<PlanWatch> watches) {
    if (watches.isEmpty()) {
      return Single.just(Set.of());
    }
    UUID[] plans = watches.stream().map(each -> each.plan().value()).toArray(UUID[]::new);
    UUID[] persons = watches.stream().map(each -> each.person().value()).toArray(UUID[]::new);
    return sql.query(PERSONS_WITHOUT_ACCESS, plans, persons, access.today())
        .map(
            rows ->
                RowValues.stream(rows)
                    .map(row -> new PersonId(row.getUUID("person_id")))
                    .collect(Collectors.toSet()));
  }

  /** Sessions among these that have ended, with the reason. */
  Single<Map<SessionId, String>> endedSessions(Collection<SessionId> sessions) {
    if (sessions.isEmpty()) {
      return Single.just(Map.of());
    }
    UUID[] ids = sessions.stream().map(SessionId::value).toArray(UUID[]::new);
    return sql.query(ENDED_SESSIONS, (Object) ids)
        .map(
            rows ->
                RowValues.stream(rows)
                    .collect(
                        Collectors.toMap(
                            row -> new SessionId(row.getUUID("id")),
                            row -> row.getString("reason"))));
  }
}
