package no.samklang.message;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Completable;
import no.samklang.access.PlanTx;
import no.samklang.db.SqlParams;
import no.samklang.id.MessageId;
import no.samklang.message.Messages.MessageContent;

/** Resolves the recipients of messages, and delivers to them. */
@CheckReturnValue
final class DeliveryRepository {
  /**
   * The membership {@code me} with the caller's name, and how many of the messages replied to or
   * forwarded they may see.
   */
  static final String REQUEST =
      """
      select me.*, sender.first_name || ' ' || sender.last_name as sender_name,
             (select count(*)::int from message m
               where m.id = any(#{references}::uuid[]) and m.plan_id = me.member_plan_id and m.sent_at is not null
                 and (m.sender_id = me.member_id or exists (select from message_recipient r
                       where r.message_id = m.id and r.participant_id = me.member_id))) as referable
        from me
        join person sender on sender.id = #{person}""";

  /** Those of the requested recipients who have access to the plan today. */
  static final String RECIPIENTS =
      """
      select p.member_id as id, p.member_person_id as person_id, person.first_name || ' ' || person.last_name as name, requested.position
        from unnest(#{to}::uuid[]) with ordinality as requested (id, position)
        join plan_members(#{today}) p on p.member_id = requested.id and p.member_plan_id = #{plan} and p.member_is_open
        join person on person.id = p.member_person_id""";

  /**
   * Inserts the {@code recipients} of the message {@code made}. Raises the unread counts only for a
   * sent message; locks them in the order of ids, so that concurrent senders don't deadlock. A sent
   * reply is the answer that the recipient of it waits for, to any message of the conversation
   * (MSG-8).
   */
  static final String DELIVERIES =
      """
      addressed as (
        insert into message_recipient (message_id, participant_id, position, sent_at, answer_asked)
        select made.id, to_.id, to_.position, made.sent_at, to_.id = any (#{awaited}::uuid[])
          from made
         cross join recipients as to_
      ), answered as (
        update message_recipient r set answered_at = made.sent_at
          from made
         cross join message asked
         where #{replyTo}::uuid is not null and made.sent_at is not null
           and r.participant_id = made.sender_id and r.answer_asked and r.answered_at is null
           and asked.id = r.message_id and asked.sender_id = any (#{to}::uuid[])
           and coalesce(asked.thread_id, asked.id) = (select coalesce(o.thread_id, o.id) from message o where o.id = #{replyTo}::uuid)
      ), counted as (
        insert into mailbox as mb (participant_id, unread)
        select to_.id, 1
          from made
         cross join recipients as to_
         where made.sent_at is not null
         order by to_.id
        on conflict (participant_id) do update set unread = mb.unread + 1
        returning participant_id
      )""";

  /** Resolves the recipients of a draft that is changed, and reserves the request's key. */
  static final String RESERVE_AND_RESOLVE =
      """
      with me as (select * from plan_member(#{plan}, #{person}, #{today})),
      made as (select reserve_key(#{person}, #{key}, #{hash}, #{id}, #{now}) as id from me),
      request as (%s),
      recipients as (%s)
      select request.*, made.id is not null as created, recipients.*
        from request
       cross join made
        left join recipients on true
       order by recipients.position"""
          .formatted(REQUEST, RECIPIENTS);

  private static final String REINSERT =
      """
      with made as (
        select #{id}::uuid as id, #{sender}::uuid as sender_id, case when #{send}::boolean then #{now}::timestamptz end as sent_at
      ), recipients as (
        select id, position from unnest(#{to}::uuid[]) with ordinality as to_ (id, position)
      ), %s
      select count(*) from counted"""
          .formatted(DELIVERIES);

  /** The parameters of {@link #REQUEST}, {@link #RECIPIENTS} and {@link #DELIVERIES}. */
  static SqlParams params(MessageContent content) {
    return SqlParams.of("send", content.send())
        .and("replyTo", content.replyTo())
        .ids("to", content.to().stream().distinct().toList())
        .ids("references", content.references())
        .ids("awaited", content.awaitAnswerFrom());
  }

  /**
   * Inserts the recipients of a changed or sent draft, and their unread counts; its old recipients
   * must have been deleted.
   */
  Completable reinsert(
      PlanTx tx, MessageId id, MessageContent content, ResolvedRecipients recipients) {
    SqlParams params =
        params(content)
            .and("id", id)
            .and("sender", tx.member().participant())
            .and("now", tx.now())
            .ids("to", recipients.participants());
    return tx.execute(REINSERT, params).ignoreElement();
  }
}
