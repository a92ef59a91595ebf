package no.samklang.message;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Single;
import io.vertx.rxjava3.sqlclient.Row;
import io.vertx.rxjava3.sqlclient.RowSet;
import no.samklang.access.Access;
import no.samklang.access.Membership;
import no.samklang.access.Right;
import no.samklang.bus.Failure;
import no.samklang.db.SqlReader;
import no.samklang.message.Messages.Message;
import no.samklang.message.Messages.Pick;

/** One message with who it is shown to (MSG-4), in one statement. */
@CheckReturnValue
final class ShownStore {
  private static final String MESSAGE =
      """
      with me as (select * from plan_member($1, $2, $3))
      select me.*, %s
        from me
        left join message_recipient r on r.message_id = $4 and r.participant_id = me.member_id and r.sent_at is not null
        left join message m on m.id = $4 and m.plan_id = me.member_plan_id and m.deleted_at is null
         and (m.sender_id = me.member_id or r.message_id is not null)
        left join participant sender on sender.id = m.sender_id
        left join person sender_person on sender_person.id = sender.person_id"""
          .formatted(MessageRows.WHOLE);

  private final Access access;

  ShownStore(Access access) {
    this.access = access;
  }

  /** A message and who it is shown to. */
  record Shown(Membership to, Message message) {}

  /**
   * Fails as {@link Access} does, and with {@link Failure.NotFound} when the caller hasn't sent,
   * isn't writing and hasn't received it.
   */
  Single<Shown> shown(SqlReader sql, Pick question) {
    return sql.query(
            MESSAGE,
            question.plan().value(),
            question.caller().person().value(),
            access.today(),
            question.message().value())
        .map(this::shown);
  }

  private Shown shown(RowSet<Row> rows) {
    Membership to = access.decide(rows, Right.READ);
    Row row = rows.iterator().next();
    if (row.getUUID("id") == null) {
      throw new Failure.NotFound();
    }
    return new Shown(to, MessageRows.message(row));
  }
}
