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
import no.samklang.access.Access;
import no.samklang.db.Rows;
import no.samklang.db.SqlReader;
import no.samklang.id.ParticipantId;
import no.samklang.id.PersonId;
import no.samklang.id.PlanId;
import no.samklang.id.SessionId;
import no.samklang.live.OpenSockets.Shown;

/** What the hub asks the database: who may be told what, and which sessions are over. */
@CheckReturnValue
final class LiveStore {
  private static final String VISIT_RECIPIENTS =
      """
      select m.member_person_id as person_id, visitor.first_name || ' ' || visitor.last_name as visitor
        from plan_members($2) m
        join participant v on v.id = $3
        join person visitor on visitor.id = v.person_id
       where m.member_plan_id = $1 and m.member_is_open and m.member_id <> v.id""";
  private static final String PERSONS =
      """
      select member_person_id as person_id from plan_members($2)
       where member_plan_id = $1 and member_is_open""";
  private static final String SHUT =
      """
      select distinct asked.person_id from unnest($1::uuid[], $2::uuid[]) as asked (plan_id, person_id)
       where not exists (select from participant pt
                          where pt.plan_id = asked.plan_id and pt.person_id = asked.person_id and exists (select from plan_members($3) where member_id = pt.id and member_is_open))""";
  private static final String ENDED =
      """
      select asked.id, coalesce(s.end_reason, 'ENDED') as reason
        from unnest($1::uuid[]) as asked (id) left join session s on s.id = asked.id
       where s.id is null or s.ended_at is not null""";

  private final SqlReader sql;
  private final Access access;

  LiveStore(SqlReader sql, Access access) {
    this.sql = sql;
    this.access = access;
  }

  /**
   * Who may be told of a visit, and of whom.
   *
   * @param visitor the name
   */
  record VisitRecipients(String visitor, List<PersonId> persons) {}

  /** The others who have access to the plan today; empty when there is nobody. */
  Maybe<VisitRecipients> visitRecipients(PlanId plan, ParticipantId visitor) {
    return sql.query(VISIT_RECIPIENTS, plan, access.today(), visitor)
        .filter(rows -> rows.size() > 0)
        .map(LiveStore::visitRecipients);
  }

  private static VisitRecipients visitRecipients(RowSet<Row> rows) {
    return new VisitRecipients(
        rows.iterator().next().getString("visitor"),
        Rows.stream(rows).map(row -> new PersonId(row.getUUID("person_id"))).toList());
  }

  /** Those who have access to the plan today. */
  Single<Set<PersonId>> persons(PlanId plan) {
    return sql.query(PERSONS, plan, access.today())
        .map(
            rows ->
                Rows.stream(rows)
                    .map(row -> new PersonId(row.getUUID("person_id")))
                    .collect(Collectors.toSet()));
  }

  /** Those to whom something is shown that isn't open to them today. */
  Single<Set<PersonId>> shutFor(List<Shown> shown) {
    if (shown.isEmpty()) {
      return Single.just(Set.of());
    }
    UUID[] plans = shown.stream().map(each -> each.plan().value()).toArray(UUID[]::new);
    UUID[] persons = shown.stream().map(each -> each.person().value()).toArray(UUID[]::new);
    return sql.query(SHUT, plans, persons, access.today())
        .map(
            rows ->
                Rows.stream(rows)
                    .map(row -> new PersonId(row.getUUID("person_id")))
                    .collect(Collectors.toSet()));
  }

  /** Those of the sessions that aren't open any more, and why. */
  Single<Map<SessionId, String>> ended(Collection<SessionId> sessions) {
    if (sessions.isEmpty()) {
      return Single.just(Map.of());
    }
    UUID[] ids = sessions.stream().map(SessionId::value).toArray(UUID[]::new);
    return sql.query(ENDED, (Object) ids)
        .map(
            rows ->
                Rows.stream(rows)
                    .collect(
                        Collectors.toMap(
                            row -> new SessionId(row.getUUID("id")),
                            row -> row.getString("reason"))));
  }
}
