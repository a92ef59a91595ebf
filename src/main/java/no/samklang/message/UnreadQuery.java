package no.samklang.message;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Single;
import io.vertx.rxjava3.sqlclient.Row;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import no.samklang.access.AccessPolicy;
import no.samklang.db.BatchedReads;
import no.samklang.db.SqlReader;
import no.samklang.id.PersonId;
import no.samklang.id.PlanId;
import no.samklang.message.Messages.UnreadCount;
import no.samklang.message.Messages.UnreadCounts;

/** Unread message counts, which are maintained on send and read. */
@CheckReturnValue
public final class UnreadQuery {
  private static final String UNREAD =
      """
      select p.open_person_id, p.open_plan_id, mb.unread
        from open_participants($2) p
        join mailbox mb on mb.participant_id = p.open_id and mb.unread > 0
       where p.open_person_id = any($1)""";

  private final SqlReader sql;
  private final AccessPolicy access;
  private final BatchedReads<PersonId, UnreadCount> ofPersons =
      new BatchedReads<>(persons -> count(persons).map(UnreadCounts::byPerson));

  public UnreadQuery(SqlReader sql, AccessPolicy access) {
    this.sql = sql;
    this.access = access;
  }

  /** The unread messages of each person, in the plans accessible to them today. */
  public Single<UnreadCounts> count(Collection<PersonId> persons) {
    UUID[] ids = persons.stream().map(PersonId::value).toArray(UUID[]::new);
    return sql.query(UNREAD, ids, access.today()).map(rows -> unread(persons, rows));
  }

  /**
   * The unread messages of one person, in the plans accessible to them today. Those of many persons
   * are read together when they are asked for at once, as after a node has stopped.
   */
  public Single<UnreadCount> count(PersonId person) {
    return ofPersons.get(person).toSingle();
  }

  private static UnreadCounts unread(Collection<PersonId> persons, Iterable<Row> rows) {
    Map<PersonId, Map<PlanId, Integer>> counts = new HashMap<>();
    persons.forEach(person -> counts.put(person, new LinkedHashMap<>()));
    for (Row row : rows) {
      counts.get(new PersonId(row.getUUID(0))).put(new PlanId(row.getUUID(1)), row.getInteger(2));
    }
    Map<PersonId, UnreadCount> byPerson = new HashMap<>();
    counts.forEach((person, plans) -> byPerson.put(person, UnreadCount.of(plans)));
    return new UnreadCounts(byPerson);
  }
}
