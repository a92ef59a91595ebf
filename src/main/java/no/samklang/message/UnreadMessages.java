package no.samklang.message;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Single;
import io.vertx.rxjava3.sqlclient.Row;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import no.samklang.access.Access;
import no.samklang.db.SqlReader;
import no.samklang.id.PersonId;
import no.samklang.id.PlanId;
import no.samklang.message.Messages.Overview;
import no.samklang.message.Messages.Unread;
import no.samklang.message.Messages.UnreadOf;
import no.samklang.operation.Command;

/** How many unread messages people have: counted as they come and go, and only read here. */
@CheckReturnValue
public final class UnreadMessages {
  private static final String UNREAD =
      """
      select m.member_person_id as person_id, m.member_plan_id as plan_id, mb.unread
        from plan_members($2) m
        join mailbox mb on mb.participant_id = m.member_id and mb.unread > 0
       where m.member_person_id = any($1) and m.member_is_open""";

  private final SqlReader sql;
  private final Access access;

  public UnreadMessages(SqlReader sql, Access access) {
    this.sql = sql;
    this.access = access;
  }

  /** The unread messages of each of some persons, in the plans that are open to them today. */
  public Single<UnreadOf> of(Collection<PersonId> persons) {
    UUID[] ids = persons.stream().map(PersonId::value).toArray(UUID[]::new);
    return sql.query(UNREAD, ids, access.today()).map(rows -> unread(persons, rows));
  }

  Single<Overview> overview(Command<Void> command) {
    PersonId person = command.caller().person();
    return of(List.of(person)).map(unread -> new Overview(unread.persons().get(person)));
  }

  private static UnreadOf unread(Collection<PersonId> persons, Iterable<Row> rows) {
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
