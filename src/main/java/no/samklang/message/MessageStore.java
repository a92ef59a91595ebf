package no.samklang.message;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Single;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import no.samklang.access.Membership;
import no.samklang.bus.Caller;
import no.samklang.bus.Failure;
import no.samklang.db.Rows;
import no.samklang.db.SqlReader;
import no.samklang.db.SqlWriter;
import no.samklang.db.Tx;
import no.samklang.id.MessageId;
import no.samklang.id.PersonId;
import no.samklang.message.Messages.Content;
import no.samklang.message.Messages.Message;

/** Messages one by one: read, changed, marked as read, thrown away. */
@CheckReturnValue
final class MessageStore {
  private static final String UPDATE =
      """
      update message
         set kind = $2, category = $3, subject = $4, body = $5, reply_to = $6, forward_of = $7,
             updated_at = $8, sent_at = $9, version = version + 1
       where id = $1""";
  private static final String CLEAR_RECIPIENTS =
      "delete from message_recipient where message_id = $1";
  private static final String MESSAGE =
      """
      select %s
        from message m
        join participant sender on sender.id = m.sender_id
        join person sender_person on sender_person.id = sender.person_id
        left join message_recipient r on r.message_id = m.id and r.participant_id = $2 and r.sent_at is not null
       where m.id = $1 and m.plan_id = $3 and m.deleted_at is null
         and (m.sender_id = $2 or r.message_id is not null)"""
          .formatted(MessageRows.WHOLE);
  private static final String LOCK =
      """
      select m.id from message m join participant p on p.id = m.sender_id
       where m.id = $1 and p.person_id = $2 for update of m""";
  private static final String MARK_READ =
      """
      with marked as (
        update message_recipient set read_at = $3
         where message_id = $1 and participant_id = $2 and read_at is null and sent_at is not null
        returning message_id, participant_id
      ), counted as (
        update mailbox set unread = unread - 1 from marked where mailbox.participant_id = marked.participant_id
      )
      select sender.person_id, m.version
        from marked join message m on m.id = marked.message_id join participant sender on sender.id = m.sender_id""";
  private static final String DELETE =
      "update message set deleted_at = $2, version = version + 1 where id = $1";
  private static final String CLEAR_KEYS = "delete from idempotency where at < $1";

  /** Who wrote a message that has just been read, and which version it has. */
  record ReadOf(PersonId sender, int version) {}

  /** Changes a message and clears its recipients. */
  Completable update(Tx tx, MessageId id, Writing writing) {
    Content content = writing.content();
    return tx.execute(
            UPDATE,
            id.value(),
            content.kind().name(),
            content.category(),
            content.subject(),
            content.body(),
            value(content.replyTo()),
            value(content.forwardOf()),
            writing.now(),
            writing.sentAt())
        .flatMap(updated -> tx.execute(CLEAR_RECIPIENTS, id.value()))
        .ignoreElement();
  }

  /** A message that the participant has sent, is writing, or has received (MSG-4). */
  private Single<Optional<Message>> find(SqlReader sql, MessageId id, Membership member) {
    return sql.query(MESSAGE, id.value(), member.participant().value(), member.plan().value())
        .map(rows -> Rows.first(rows).map(MessageRows::message));
  }

  /**
   * The same; fails with {@link Failure.NotFound} when there is none that the participant may see.
   */
  Single<Message> get(SqlReader sql, MessageId id, Membership member) {
    return find(sql, id, member).map(found -> found.orElseThrow(Failure.NotFound::new));
  }

  /** Keeps others from changing the sender's own message until the transaction ends. */
  Completable lock(Tx tx, MessageId id, Caller sender) {
    return tx.execute(LOCK, id.value(), sender.person().value()).ignoreElement();
  }

  /** Empty when it was read before. */
  Single<Optional<ReadOf>> markRead(Tx tx, MessageId id, Membership member, Instant now) {
    return tx.execute(MARK_READ, id.value(), member.participant().value(), now)
        .map(
            rows ->
                Rows.first(rows)
                    .map(
                        row ->
                            new ReadOf(
                                new PersonId(row.getUUID("person_id")),
                                row.getInteger("version"))));
  }

  Completable delete(Tx tx, MessageId id, Instant now) {
    return tx.execute(DELETE, id.value(), now).ignoreElement();
  }

  Completable clearKeys(SqlWriter sql, Instant before) {
    return sql.execute(CLEAR_KEYS, before).ignoreElement();
  }

  private static UUID value(MessageId id) {
    return id == null ? null : id.value();
  }
}
