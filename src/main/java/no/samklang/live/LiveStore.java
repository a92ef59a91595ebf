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
import no.samklang.access.Right;
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
  // $3 those who look at the plan, $4 the visitor
  private static final String AUDIENCE =
      """
      with me as (select * from plan_members($2) where member_plan_id = $1)
      select me.*,
             (select person.first_name || ' ' || person.last_name
                from participant v join person on person.id = v.person_id where v.id = $4) as visitor
        from me where me.member_id = any($3)""";
  private static final String PERSONS =
      "with me as (select * from plan_members($2) where member_plan_id = $1) select me.*, p.person_id from me join participant p on p.id = me.member_id";
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
  record Audience(String visitor, Set<ParticipantId> members) {}

  /**
   * Those of the onlookers who have access to the plan today, and the visitor's name; empty when
   * there is nobody to tell.
   */
  Maybe<Audience> audience(
      PlanId plan, Collection<ParticipantId> onlookers, ParticipantId visitor) {
    UUID[] ids = onlookers.stream().map(ParticipantId::value).toArray(UUID[]::new);
    return sql.query(AUDIENCE, plan.value(), access.today(), ids, visitor.value())
        .map(LiveStore::admitted)
        .filter(admitted -> !admitted.isEmpty())
        .map(LiveStore::audience);
  }

  private static Audience audience(List<Row> admitted) {
    return new Audience(
        admitted.get(0).getString("visitor"),
        admitted.stream()
            .map(row -> new ParticipantId(row.getUUID("member_id")))
            .collect(Collectors.toSet()));
  }

  /** Those who have access to the plan today. */
  Single<Set<PersonId>> persons(PlanId plan) {
    return sql.query(PERSONS, plan.value(), access.today())
        .map(LiveStore::admitted)
        .map(
            admitted ->
                admitted.stream()
                    .map(row -> new PersonId(row.getUUID("person_id")))
                    .collect(Collectors.toSet()));
  }

  private static List<Row> admitted(RowSet<Row> rows) {
    return Rows.stream(rows).filter(row -> Access.isGranted(row, Right.READ)).toList();
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
