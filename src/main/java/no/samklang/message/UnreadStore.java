package no.samklang.message;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Single;
import io.vertx.rxjava3.sqlclient.Row;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import no.samklang.access.Access;
import no.samklang.db.SqlReader;
import no.samklang.id.PersonId;
import no.samklang.id.PlanId;
import no.samklang.message.Messages.Unread;
import no.samklang.message.Messages.UnreadOf;

/** How many unread messages wait for whom: counted as they come and go, and only read here. */
@CheckReturnValue
final class UnreadStore {
  private static final String UNREAD =
      """
      select pt.person_id, pt.plan_id, mb.unread
        from participant pt
        join mailbox mb on mb.participant_id = pt.id and mb.unread > 0
       where pt.person_id = any($1) and exists (select from plan_members($2) where member_id = pt.id and member_is_open)""";

  private final Access access;

  UnreadStore(Access access) {
    this.access = access;
  }

  Single<UnreadOf> of(SqlReader sql, Set<PersonId> persons) {
    UUID[] ids = persons.stream().map(PersonId::value).toArray(UUID[]::new);
    return sql.query(UNREAD, ids, access.today()).map(rows -> unread(persons, rows));
  }

  private static UnreadOf unread(Set<PersonId> persons, Iterable<Row> rows) {
    Map<PersonId, Map<PlanId, Integer>> counts = new HashMap<>();
    persons.forEach(person -> counts.put(person, new LinkedHashMap<>()));
    for (Row row : rows) {
      counts
          .get(new PersonId(row.getUUID("person_id")))
          .put(new PlanId(row.getUUID("plan_id")), row.getInteger("unread"));
    }
    Map<PersonId, Unread> all = new HashMap<>();
    counts.forEach((person, plans) -> all.put(person, Unread.of(plans)));
    return new UnreadOf(all);
  }
}
