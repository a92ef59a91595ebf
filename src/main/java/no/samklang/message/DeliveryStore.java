package no.samklang.message;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Single;
import io.vertx.core.buffer.Buffer;
import io.vertx.rxjava3.sqlclient.Row;
import io.vertx.rxjava3.sqlclient.RowSet;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import no.samklang.access.Access;
import no.samklang.access.Membership;
import no.samklang.access.Right;
import no.samklang.db.Rows;
import no.samklang.db.Tx;
import no.samklang.id.MessageId;
import no.samklang.id.ParticipantId;
import no.samklang.id.PersonId;
import no.samklang.message.Delivery.Addressee;
import no.samklang.message.Delivery.Made;
import no.samklang.message.Messages.Content;
import no.samklang.notify.Notices.Template;
import no.samklang.notify.Outbox;

/**
 * How a message comes to its recipients, in two statements: one that asks all there is to decide,
 * and one that writes all there is to write.
 */
@CheckReturnValue
final class DeliveryStore {
  /** The index that refuses a second message for the same key. */
  static final String IDEMPOTENCY_INDEX = "idempotency_pkey";

  // $4 the wanted recipients, $5 the idempotency key, $6 the messages it answers or forwards;
  // recipients are only those who have access to the plan today
  private static final String ADDRESS =
      """
      with me as (select * from plan_member($1, $2, $3))
      , asked as (
        select me.*, sender.first_name || ' ' || sender.last_name as sender_name, k.message_id as made_message, k.request_hash,
               (select count(*)::int from message m
                 where m.id = any($6::uuid[]) and m.plan_id = me.member_plan_id and m.sent_at is not null
                   and (m.sender_id = me.member_id or exists (select from message_recipient r
                         where r.message_id = m.id and r.participant_id = me.member_id))) as referable
          from me
          join person sender on sender.id = $2
          left join idempotency k on k.person_id = $2 and k.key = $5
      )
      select asked.*, p.id, p.person_id, person.first_name || ' ' || person.last_name as name
        from asked
        left join unnest($4::uuid[]) with ordinality as wanted (id, position) on true
        left join participant p on p.id = wanted.id and p.plan_id = asked.member_plan_id and takes_part(p, $3)
         and (needs_no_consent(p, $3) or asked.member_consent_until >= $3)
        left join person on person.id = p.person_id
       order by wanted.position""";

  // $1 message, $2 now, $3 when it is sent, $4 recipients, $5 person, $6 key, $7 hash. Unread
  // counts
  // only when it is sent, in the order of ids, so that two who send at the same time never wait for
  // each other.
  private static final String DELIVER =
      """
      addressed as (
        insert into message_recipient (message_id, participant_id, position, sent_at)
        select $1::uuid, to_.id, to_.position, $3::timestamptz from unnest($4::uuid[]) with ordinality as to_ (id, position)
      ), remembered as (
        insert into idempotency (person_id, key, request_hash, message_id, at)
        select $5::uuid, $6::text, $7::bytea, $1, $2::timestamptz where $6 is not null
      )
      insert into mailbox as mb (participant_id, unread)
      select to_.id, 1 from unnest($4::uuid[]) as to_ (id) where $3 is not null order by to_.id
      on conflict (participant_id) do update set unread = mb.unread + 1""";

  private static final String DELIVER_AGAIN = "with " + DELIVER;

  private static final String INSERT =
      """
      with written as (
        insert into message (id, plan_id, sender_id, kind, category, subject, body, reply_to, forward_of,
                             created_at, updated_at, sent_at)
        values ($1, $8, $9, $10, $11, $12, $13, $14, $15, $2, $2, $3)
      ),
      """
          + DELIVER;

  private final Access access;
  private final Outbox outbox;

  DeliveryStore(Access access, Outbox outbox) {
    this.access = access;
    this.outbox = outbox;
  }

  /** Decides whether the caller may write, and finds to whom. Fails as {@link Access} does. */
  Single<Delivery> address(Tx tx, Writing writing) {
    Content content = writing.content();
    UUID[] wanted = content.to().stream().map(ParticipantId::value).distinct().toArray(UUID[]::new);
    UUID[] references = references(content);
    return tx.query(
            ADDRESS,
            writing.plan().value(),
            writing.caller().person().value(),
            access.today(),
            wanted,
            writing.key().orElse(null),
            references)
        .map(rows -> delivery(rows, wanted.length, references.length));
  }

  private static UUID[] references(Content content) {
    return Stream.of(
            Optional.ofNullable(content.replyTo()), Optional.ofNullable(content.forwardOf()))
        .flatMap(Optional::stream)
        .map(MessageId::value)
        .distinct()
        .toArray(UUID[]::new);
  }

  private Delivery delivery(RowSet<Row> rows, int wanted, int references) {
    Membership sender = access.decide(rows, Right.WRITE_MESSAGES);
    Row first = rows.iterator().next();
    List<Addressee> to =
        Rows.stream(rows)
            .filter(row -> row.getUUID("id") != null)
            .map(DeliveryStore::addressee)
            .toList();
    return new Delivery(
        sender,
        first.getString("sender_name"),
        to,
        to.size() == wanted,
        first.getInteger("referable") == references,
        made(first));
  }

  private static Addressee addressee(Row row) {
    return new Addressee(
        new ParticipantId(row.getUUID("id")),
        new PersonId(row.getUUID("person_id")),
        row.getString("name"));
  }

  private static Optional<Made> made(Row row) {
    return Optional.ofNullable(row.getUUID("made_message"))
        .map(id -> new Made(new MessageId(id), row.get(Buffer.class, "request_hash")));
  }

  /** Writes a new message with all that follows from it, and commits. */
  Completable insert(Tx tx, MessageId id, Delivery delivery, Writing writing) {
    Content content = writing.content();
    Object[] message = {
      delivery.sender().plan().value(),
      delivery.sender().participant().value(),
      content.kind().name(),
      content.category(),
      content.subject(),
      content.body(),
      value(content.replyTo()),
      value(content.forwardOf())
    };
    return notices(tx, delivery, writing)
        .andThen(tx.executeLast(INSERT, concat(deliver(id, delivery, writing), message)))
        .ignoreElement();
  }

  /** Writes what follows from a draft that was changed or sent; its recipients were cleared. */
  Completable deliver(Tx tx, MessageId id, Delivery delivery, Writing writing) {
    return tx.execute(DELIVER_AGAIN, deliver(id, delivery, writing))
        .ignoreElement()
        .andThen(notices(tx, delivery, writing));
  }

  private Completable notices(Tx tx, Delivery delivery, Writing writing) {
    List<ParticipantId> told = delivery.to().stream().map(Addressee::participant).toList();
    return writing.sentAt() == null
        ? Completable.complete()
        : outbox.happened(tx, Template.NEW_MESSAGE, told, delivery.sender().participant());
  }

  private static Object[] deliver(MessageId id, Delivery delivery, Writing writing) {
    return new Object[] {
      id.value(),
      writing.now(),
      writing.sentAt(),
      delivery.to().stream().map(to -> to.participant().value()).toArray(UUID[]::new),
      writing.caller().person().value(),
      writing.key().orElse(null),
      writing.hash()
    };
  }

  private static Object[] concat(Object[] first, Object[] second) {
    return Stream.of(first, second).flatMap(Stream::of).toArray();
  }

  private static UUID value(MessageId id) {
    return id == null ? null : id.value();
  }
}
