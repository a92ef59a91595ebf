package no.samklang.message;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Single;
import io.vertx.rxjava3.sqlclient.Row;
import io.vertx.rxjava3.sqlclient.RowSet;
import no.samklang.access.PlanTx;
import no.samklang.db.SqlParams;
import no.samklang.id.MessageId;
import no.samklang.message.Messages.MessageContent;

/** Stores new messages and drafts, in one statement each (MSG-3). */
@CheckReturnValue
final class NewMessageRepository {
  /**
   * Stores a message with the id that {@code reserve_key} gives, its recipients, their unread
   * counts, the attachments of a message that is forwarded (MSG-6) and the notices (NOTIF-4).
   * Stores nothing if the caller may not write messages, or {@link ResolvedRecipients#validate}
   * fails; unknown recipients are left out unless {@code toAll}. Selects the caller's membership
   * with each recipient.
   */
  // the unread counts are locked first, as when a draft is sent: all writers queue up there
  static final String CREATE =
      """
      with me as (select * from plan_member(#{plan}, #{person}, #{today})),
      request as (%1$s),
      recipients as (%2$s),
      allowed as (
        select member_id, member_plan_id from request
         where writes_messages(member_is_open, member_plan_state) and referable = cardinality(#{references}::uuid[])
           and case when #{send}::boolean and #{toAll}::boolean then (select count(*) from recipients) = cardinality(#{to}::uuid[])
                    when #{send}::boolean then exists (select from recipients)
                    else true end
      ), reserved as (
        select member_id, member_plan_id, reserve_key(#{person}, #{key}, #{hash}, #{id}, #{now}) as id from allowed
      ), made as (
        select id, member_plan_id as plan_id, member_id as sender_id, case when #{send}::boolean then #{now}::timestamptz end as sent_at
          from reserved where id is not null
      ), stored as (
        insert into message (id, plan_id, sender_id, kind, category, subject, body, reply_to, thread_id, forward_of, notify,
                             created_at, updated_at, sent_at)
        select id, plan_id, sender_id, #{kind}, #{category}, #{subject}, #{body}, #{replyTo}::uuid,
               (select coalesce(o.thread_id, o.id) from message o where o.id = #{replyTo}::uuid), #{forwardOf}::uuid,
               #{notify}::boolean, #{now}::timestamptz, #{now}::timestamptz, sent_at
          from made
      ), carried as (
        insert into message_attachment (id, message_id, file_id, name, size, added_at)
        select gen_random_uuid(), made.id, a.file_id, a.name, a.size, a.added_at
          from made
          join message_attachment a on a.message_id = #{forwardOf}::uuid
        returning id, name, size, added_at
      ), %3$s, notified as (
        select notify_participants('NEW_MESSAGE', array(select id from recipients where id <> made.sender_id), false, #{now}) as notices
          from made
         where #{notify}::boolean and (select count(*) from counted) > 0
      )
      select request.*, made.id is not null as created, coalesce(notified.notices, 0) as notices, recipients.*, attached.*
        from request
        left join made on true
        left join notified on true
        left join recipients on true
       cross join (
        select array_agg(id order by added_at, id) as attachment_ids, array_agg(name order by added_at, id) as attachment_names,
               array_agg(size order by added_at, id) as attachment_sizes
          from carried) attached
       order by recipients.position"""
          .formatted(
              DeliveryRepository.REQUEST,
              DeliveryRepository.RECIPIENTS,
              DeliveryRepository.DELIVERIES);

  private NewMessageRepository() {}

  /**
   * The parameters of {@link #CREATE} apart from those of the key and the membership. A message is
   * sent only if all recipients are known.
   */
  static SqlParams params(MessageContent content) {
    return params(content, true);
  }

  private static SqlParams params(MessageContent content, boolean toAll) {
    return DeliveryRepository.params(content)
        .and(MessageRepository.columns(content))
        .and("toAll", toAll);
  }

  /**
   * Sends a message to those of the recipients who are known, if there is any, in a transaction
   * that has authorised the caller.
   *
   * @return the rows of {@link #CREATE}
   */
  static Single<RowSet<Row>> sendToKnown(PlanTx tx, MessageId id, MessageContent content) {
    return tx.execute(
        CREATE,
        params(content, false)
            .and("plan", tx.planId())
            .and("person", tx.caller().person())
            .and("today", tx.today())
            .and("now", tx.now())
            .and("id", id)
            .and("key", null)
            .and("hash", null));
  }

  static boolean isCreated(RowSet<Row> rows) {
    return rows.iterator().next().getBoolean("created");
  }

  static boolean hasNotices(RowSet<Row> rows) {
    return rows.iterator().next().getInteger("notices") > 0;
  }
}
