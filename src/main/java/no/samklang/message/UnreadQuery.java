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
import no.samklang.access.AccessPolicy;
import no.samklang.db.RowValues;
import no.samklang.db.SqlReader;
import no.samklang.id.MessageId;
import no.samklang.id.PersonId;
import no.samklang.id.PlanId;
import no.samklang.message.Messages.AwaitedAnswer;
import no.samklang.message.Messages.Overview;
import no.samklang.message.Messages.UnreadCount;
import no.samklang.message.Messages.UnreadCounts;
import no.samklang.operation.Command;

/**
 * Unread message counts, which are maintained on send and read, and messages that await an answer.
 */
@CheckReturnValue
public final class UnreadQuery {
  private static final String UNREAD =
      """
      select p.open_person_id, p.open_plan_id, mb.unread
        from open_participants($2) p
        join mailbox mb on mb.participant_id = p.open_id and mb.unread > 0
       where p.open_person_id = any($1)\
      """;

  private static final int MAX_WAITING = 20;
  private static final String WAITING =
      """
      select p.open_plan_id, m.id, m.subject, m.sent_at, by.first_name || ' ' || by.last_name as sender_name
        from open_participants($2) p
        join message_recipient r on r.participant_id = p.open_id and r.answer_asked and r.answered_at is null and r.sent_at is not null
        join message m on m.id = r.message_id
        join participant sender on sender.id = m.sender_id
        join person by on by.id = sender.person_id
       where p.open_person_id = $1
       order by m.sent_at desc, m.id limit $3\
      """;

  private final SqlReader sql;
  private final AccessPolicy access;

  public UnreadQuery(SqlReader sql, AccessPolicy access) {
    this.sql = sql;
    this.access = access;
  }

  /** The unread messages of each person, in the plans accessible to them today. */
  public Single<UnreadCounts> count(Collection<PersonId> persons) {
    UUID[] ids = persons.stream().map(PersonId::value).toArray(UUID[]::new);
    return sql.query(UNREAD, ids, access.today()).map(rows -> unread(persons, rows));
  }

  Single<Overview> overview(Command<Void> command) {
    PersonId person = command.caller().person();
    return Single.zip(
        count(List.of(person)),
        sql.query(WAITING, person, access.today(), MAX_WAITING),
        (unread, rows) ->
            new Overview(
                unread.byPerson().get(person),
                RowValues.stream(rows).map(UnreadQuery::awaited).toList()));
  }

  private static AwaitedAnswer awaited(Row row) {
    return new AwaitedAnswer(
        new PlanId(row.getUUID("open_plan_id")),
        new MessageId(row.getUUID("id")),
        row.getString("subject"),
        row.getString("sender_name"),
        RowValues.instant(row, "sent_at"));
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
