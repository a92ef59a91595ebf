package no.samklang.message;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Single;
import io.vertx.core.buffer.Buffer;
import io.vertx.rxjava3.sqlclient.RowSet;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import no.samklang.bus.Failure;
import no.samklang.db.Rows;
import no.samklang.db.Sql;
import no.samklang.id.MessageId;
import no.samklang.id.NewId;
import no.samklang.id.PersonId;
import no.samklang.message.Messages.Content;
import no.samklang.message.Messages.Message;
import no.samklang.participant.Membership;

/**
 * The tables {@code message}, {@code message_recipient}, {@code mailbox} and {@code idempotency}.
 */
@CheckReturnValue
final class MessageStore {
  /** The index that refuses a second message for the same key. */
  static final String IDEMPOTENCY_INDEX = "idempotency_pkey";

  private static final String INSERT =
      """
      insert into message (id, plan_id, sender_id, kind, category, subject, body, reply_to, forward_of,
                           created_at, updated_at, sent_at)
      values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $10, $11)""";
  private static final String UPDATE =
      """
      update message
         set kind = $2, category = $3, subject = $4, body = $5, reply_to = $6, forward_of = $7,
             updated_at = $8, sent_at = $9, version = version + 1
       where id = $1""";
  private static final String CLEAR_RECIPIENTS =
      "delete from message_recipient where message_id = $1";
  // only those who have access to the plan today
  private static final String ADD_RECIPIENTS =
      """
      insert into message_recipient (message_id, participant_id, position, sent_at)
      select $1, p.id, wanted.position, $3
        from unnest($2::uuid[]) with ordinality as wanted (id, position)
        join participant p on p.id = wanted.id and p.plan_id = $4 and p.removed_at is null
         and (p.ends_on is null or p.ends_on >= $5)
       where p.role in ('OWNER', 'COORDINATOR') or $6
      returning participant_id""";
  // in the order of their ids, so that two who send at the same time never wait for each other
  private static final String COUNT_UNREAD =
      """
      insert into mailbox as mb (participant_id, unread)
      select participant_id, 1 from message_recipient where message_id = $1 order by participant_id
      on conflict (participant_id) do update set unread = mb.unread + 1""";
  private static final String RECIPIENT_PERSONS =
      """
      select p.person_id from message_recipient r join participant p on p.id = r.participant_id
       where r.message_id = $1""";
  private static final String MESSAGE =
      """
      select m.version, m.plan_id, m.body, m.reply_to, m.forward_of, r.read_at, r.message_id is not null as received,
             %s
        from message m
        join participant sender on sender.id = m.sender_id
        join person sender_person on sender_person.id = sender.person_id
        left join message_recipient r on r.message_id = m.id and r.participant_id = $2 and r.sent_at is not null
       where m.id = $1 and m.plan_id = $3 and m.deleted_at is null
         and (m.sender_id = $2 or r.message_id is not null)"""
          .formatted(MessageRows.ITEM);
  private static final String LOCK =
      "select id from message where id = $1 and sender_id = $2 for update";
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
  private static final String MAY_REFER =
      """
      select count(*)::int as n from message m
       where m.id = any($1) and m.plan_id = $2 and m.sent_at is not null
         and (m.sender_id = $3 or exists (select from message_recipient r where r.message_id = m.id and r.participant_id = $3))""";
  private static final String FIND_KEY =
      "select message_id, request_hash from idempotency where person_id = $1 and key = $2";
  private static final String INSERT_KEY =
      "insert into idempotency (person_id, key, request_hash, message_id, at) values ($1, $2, $3, $4, $5)";

  private static final String CLEAR_KEYS = "delete from idempotency where at < $1";

  /** What a key has made. */
  record Made(MessageId message, Buffer requestHash) {}

  /** Who wrote a message that has just been read, and which version it has. */
  record ReadOf(PersonId sender, int version) {}

  Single<MessageId> insert(Sql tx, Membership sender, Content content, Instant now) {
    UUID id = NewId.inTimeOrder();
    return tx.run(
            INSERT,
            id,
            sender.plan().value(),
            sender.participant().value(),
            content.kind().name(),
            content.category(),
            content.subject(),
            content.body(),
            value(content.replyTo()),
            value(content.forwardOf()),
            now,
            content.send() ? now : null)
        .map(done -> new MessageId(id));
  }

  Completable update(Sql tx, MessageId id, Content content, Instant now) {
    return tx.run(
            UPDATE,
            id.value(),
            content.kind().name(),
            content.category(),
            content.subject(),
            content.body(),
            value(content.replyTo()),
            value(content.forwardOf()),
            now,
            content.send() ? now : null)
        .ignoreElement();
  }

  /** Sets the recipients; gives how many of them may be recipients. */
  Single<Integer> setRecipients(
      Sql tx, MessageId id, Membership sender, Content content, Instant now) {
    UUID[] wanted = content.to().stream().map(to -> to.value()).distinct().toArray(UUID[]::new);
    return tx.run(CLEAR_RECIPIENTS, id.value())
        .flatMap(
            cleared ->
                tx.run(
                    ADD_RECIPIENTS,
                    id.value(),
                    wanted,
                    content.send() ? now : null,
                    sender.plan().value(),
                    sender.today(),
                    sender.hasConsent()))
        .map(RowSet::size);
  }

  /** One more unread message for each recipient. */
  Completable countUnread(Sql tx, MessageId id) {
    return tx.run(COUNT_UNREAD, id.value()).ignoreElement();
  }

  Single<List<PersonId>> recipientPersons(Sql tx, MessageId id) {
    return tx.run(RECIPIENT_PERSONS, id.value())
        .map(rows -> Rows.stream(rows).map(row -> new PersonId(row.getUUID("person_id"))).toList());
  }

  /** A message that the participant has sent, is writing, or has received (MSG-4). */
  private Single<Optional<Message>> find(Sql sql, MessageId id, Membership member) {
    return sql.run(MESSAGE, id.value(), member.participant().value(), member.plan().value())
        .map(rows -> Rows.first(rows).map(MessageRows::message));
  }

  /**
   * The same; fails with {@link Failure.NotFound} when there is none that the participant may see.
   */
  Single<Message> get(Sql sql, MessageId id, Membership member) {
    return find(sql, id, member).map(found -> found.orElseThrow(Failure.NotFound::new));
  }

  /** Keeps others from changing the participant's own message until the transaction ends. */
  Completable lock(Sql tx, MessageId id, Membership member) {
    return tx.run(LOCK, id.value(), member.participant().value()).ignoreElement();
  }

  /** Empty when it was read before. */
  Single<Optional<ReadOf>> markRead(Sql tx, MessageId id, Membership member, Instant now) {
    return tx.run(MARK_READ, id.value(), member.participant().value(), now)
        .map(
            rows ->
                Rows.first(rows)
                    .map(
                        row ->
                            new ReadOf(
                                new PersonId(row.getUUID("person_id")),
                                row.getInteger("version"))));
  }

  Completable delete(Sql tx, MessageId id, Instant now) {
    return tx.run(DELETE, id.value(), now).ignoreElement();
  }

  /** How many of the messages the participant may see, and so reply to or forward. */
  Single<Integer> countReferable(Sql tx, List<MessageId> ids, Membership member) {
    UUID[] wanted = ids.stream().map(MessageId::value).toArray(UUID[]::new);
    return tx.run(MAY_REFER, wanted, member.plan().value(), member.participant().value())
        .map(rows -> rows.iterator().next().getInteger("n"));
  }

  Single<Optional<Made>> findKey(Sql tx, PersonId person, String key) {
    return tx.run(FIND_KEY, person.value(), key)
        .map(
            rows ->
                Rows.first(rows)
                    .map(
                        row ->
                            new Made(
                                new MessageId(row.getUUID("message_id")),
                                row.get(Buffer.class, "request_hash"))));
  }

  Completable insertKey(
      Sql tx, PersonId person, String key, Buffer requestHash, MessageId message, Instant now) {
    return tx.run(INSERT_KEY, person.value(), key, requestHash, message.value(), now)
        .ignoreElement();
  }

  Completable clearKeys(Sql sql, Instant before) {
    return sql.run(CLEAR_KEYS, before).ignoreElement();
  }

  private static UUID value(MessageId id) {
    return id == null ? null : id.value();
  }
}
