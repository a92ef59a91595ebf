package no.samklang.live;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Single;
import io.vertx.rxjava3.sqlclient.Row;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.StreamSupport;
import no.samklang.db.Sql;
import no.samklang.id.ParticipantId;
import no.samklang.id.PersonId;
import no.samklang.id.PlanId;
import no.samklang.live.Frames.Unread;

/** What the hub asks the database: counts, a name, and who is in a plan. */
@CheckReturnValue
final class LiveStore {
  private static final String UNREAD =
      """
      select p.person_id, p.plan_id, mb.unread from participant p join mailbox mb on mb.participant_id = p.id
       where p.person_id = any($1) and p.removed_at is null and mb.unread > 0""";
  private static final String NAME =
      """
      select person.first_name || ' ' || person.last_name as name
        from participant p join person on person.id = p.person_id where p.id = $1""";
  private static final String PERSONS =
      "select person_id from participant where plan_id = $1 and removed_at is null";

  private final Sql sql;

  LiveStore(Sql sql) {
    this.sql = sql;
  }

  /** The unread counts of each of the persons, zero for those without any. */
  Single<Map<PersonId, Unread>> unread(Collection<PersonId> persons) {
    UUID[] ids = persons.stream().map(PersonId::value).toArray(UUID[]::new);
    return sql.run(UNREAD, (Object) ids).map(rows -> unread(persons, rows));
  }

  private static Map<PersonId, Unread> unread(Collection<PersonId> persons, Iterable<Row> rows) {
    Map<PersonId, Map<PlanId, Integer>> counts = new HashMap<>();
    persons.forEach(person -> counts.put(person, new LinkedHashMap<>()));
    for (Row row : rows) {
      counts
          .get(new PersonId(row.getUUID("person_id")))
          .put(new PlanId(row.getUUID("plan_id")), row.getInteger("unread"));
    }
    Map<PersonId, Unread> all = new HashMap<>();
    counts.forEach(
        (person, plans) ->
            all.put(person, new Unread(plans.values().stream().mapToInt(n -> n).sum(), plans)));
    return all;
  }

  Single<Optional<String>> name(ParticipantId participant) {
    return sql.run(NAME, participant.value())
        .map(
            rows ->
                rows.size() == 0
                    ? Optional.empty()
                    : Optional.of(rows.iterator().next().getString("name")));
  }

  Single<List<PersonId>> persons(PlanId plan) {
    return sql.run(PERSONS, plan.value())
        .map(
            rows ->
                StreamSupport.stream(rows.spliterator(), false)
                    .map(row -> new PersonId(row.getUUID("person_id")))
                    .toList());
  }
}
