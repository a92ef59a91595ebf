package no.samklang.message;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Single;
import io.vertx.rxjava3.sqlclient.Row;
import io.vertx.rxjava3.sqlclient.RowSet;
import no.samklang.access.PlanTx;
import no.samklang.db.SqlParams;
import no.samklang.id.MessageId;
import no.samklang.message.Messages.MessageContent;

/**
 * Resolves the recipients of a message and inserts the message with its recipients, in one
 * statement each.
 */
@CheckReturnValue
final class DeliveryRepository {
  // %1$s further parts, %2$s a column of theirs
  private static final String RESOLVE_WITH =
      """
      with me as (select * from plan_member(#{plan}, #{person}, #{today}))
      %1$s, request as (
        select me.*, %2$s, sender.first_name || ' ' || sender.last_name as sender_name,
               (select count(*)::int from message m
                 where m.id = any(#{references}::uuid[]) and m.plan_id = me.member_plan_id and m.sent_at is not null
                   and (m.sender_id = me.member_id or exists (select from message_recipient r
                         where r.message_id = m.id and r.participant_id = me.member_id))) as referable
          from me
          join person sender on sender.id = #{person}
      )
      select request.*, p.member_id as id, p.member_person_id as person_id, person.first_name || ' ' || person.last_name as name
        from request
        left join unnest(#{to}::uuid[]) with ordinality as requested (id, position) on true
        left join plan_members(#{today}) p on p.member_id = requested.id and p.member_plan_id = request.member_plan_id and p.member_is_open
        left join person on person.id = p.member_person_id
       order by requested.position""";

  /** Resolves only recipients with access to the plan today. */
  static final String RESOLVE = RESOLVE_WITH.formatted("", "true as created");

  /** As {@link #RESOLVE}, and reserves the request's key. */
  static final String RESERVE_AND_RESOLVE =
      RESOLVE_WITH.formatted(
          ", made as (select reserve_key(#{person}, #{key}, #{hash}, #{id}, #{now}) as id from me)",
          "(select id from made) is not null as created");

  // Raises the unread counts only for a sent message; locks them in the order of ids, so that
  // concurrent senders don't deadlock. A sent reply is the answer that the recipient of it waits
  // for, to any message of the conversation (MSG-8).
  private static final String INSERT_RECIPIENTS =
      """
      addressed as (
        insert into message_recipient (message_id, participant_id, position, sent_at, answer_asked)
        select #{id}::uuid, to_.id, to_.position, #{sentAt}::timestamptz, to_.id = any (#{awaited}::uuid[])
          from unnest(#{to}::uuid[]) with ordinality as to_ (id, position)
      ), answered as (
        update message_recipient r set answered_at = #{sentAt}::timestamptz
          from message asked
         where #{sentAt}::timestamptz is not null and #{replyTo}::uuid is not null
           and r.participant_id = #{sender} and r.answer_asked and r.answered_at is null
           and asked.id = r.message_id and asked.sender_id = any (#{to}::uuid[])
           and coalesce(asked.thread_id, asked.id) = (select coalesce(o.thread_id, o.id) from message o where o.id = #{replyTo}::uuid)
      )
      insert into mailbox as mb (participant_id, unread)
      select to_.id, 1 from unnest(#{to}::uuid[]) as to_ (id) where #{sentAt}::timestamptz is not null order by to_.id
      on conflict (participant_id) do update set unread = mb.unread + 1""";

  private static final String REINSERT_RECIPIENTS = "with " + INSERT_RECIPIENTS;

  private static final String INSERT =
      """
      with inserted as (
        insert into message (id, plan_id, sender_id, kind, category, subject, body, reply_to, thread_id, forward_of, notify,
                             created_at, updated_at, sent_at)
        values (#{id}, #{plan}, #{sender}, #{kind}, #{category}, #{subject}, #{body}, #{replyTo},
                (select coalesce(o.thread_id, o.id) from message o where o.id = #{replyTo}), #{forwardOf},
                #{notify}, #{now}, #{now}, #{sentAt})
      ), carried as (
        insert into message_attachment (id, message_id, file_id, name, size, added_at)
        select gen_random_uuid(), #{id}, a.file_id, a.name, a.size, a.added_at
          from message_attachment a where a.message_id = #{forwardOf}::uuid
      ),
      """
          + INSERT_RECIPIENTS;

  /** The parameters of {@link #RESOLVE}, and of {@link #RESERVE_AND_RESOLVE} apart from the key. */
  static SqlParams resolveParams(MessageContent content) {
    return SqlParams.none()
        .ids("to", content.to().stream().distinct().toList())
        .ids("references", content.references());
  }

  /** Inserts a new message, its recipients and their unread counts. */
  Completable insert(
      PlanTx tx, MessageId id, MessageContent content, ResolvedRecipients recipients) {
    return completable(tx.execute(INSERT, messageParams(tx, id, content, recipients)));
  }

  /** As {@link #insert}, and commits in the same round trip. */
  Completable insertAndCommit(
      PlanTx tx, MessageId id, MessageContent content, ResolvedRecipients recipients) {
    return completable(
        tx.tx().executeAndCommit(INSERT, messageParams(tx, id, content, recipients)));
  }

  private static SqlParams messageParams(
      PlanTx tx, MessageId id, MessageContent content, ResolvedRecipients recipients) {
    return deliveryParams(tx, id, content, recipients)
        .and("plan", tx.planId())
        .and(MessageRepository.columns(content))
        .and("now", tx.now());
  }

  /**
   * Inserts the recipients of a changed or sent draft, and their unread counts; its old recipients
   * must have been deleted.
   */
  Completable insertRecipients(
      PlanTx tx, MessageId id, MessageContent content, ResolvedRecipients recipients) {
    return completable(
        tx.execute(REINSERT_RECIPIENTS, deliveryParams(tx, id, content, recipients)));
  }

  private static Completable completable(Single<RowSet<Row>> statement) {
    return statement.ignoreElement();
  }

  private static SqlParams deliveryParams(
      PlanTx tx, MessageId id, MessageContent content, ResolvedRecipients recipients) {
    return SqlParams.of("id", id)
        .and("sentAt", content.send() ? tx.now() : null)
        .and("sender", tx.member().participant())
        .and("replyTo", content.replyTo())
        .ids("awaited", content.awaitAnswerFrom())
        .ids("to", recipients.participants());
  }
}
