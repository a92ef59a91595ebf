package no.samklang.message;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Single;
import io.vertx.rxjava3.sqlclient.Row;
import io.vertx.rxjava3.sqlclient.RowSet;
import no.samklang.access.PlanTx;
import no.samklang.db.Params;
import no.samklang.id.MessageId;
import no.samklang.message.Messages.MessageContent;

/**
 * How a message comes to its recipients, in two statements: one that asks all there is to decide,
 * and one that writes all there is to write.
 */
@CheckReturnValue
final class DeliveryRepository {
  /** Recipients are only those who have access to the plan today. */
  static final String RESOLVE =
      """
      with me as (select * from plan_member(#{plan}, #{person}, #{today}))
      , asked as (
        select me.*, sender.first_name || ' ' || sender.last_name as sender_name,
               (select count(*)::int from message m
                 where m.id = any(#{references}::uuid[]) and m.plan_id = me.member_plan_id and m.sent_at is not null
                   and (m.sender_id = me.member_id or exists (select from message_recipient r
                         where r.message_id = m.id and r.participant_id = me.member_id))) as referable
          from me
          join person sender on sender.id = #{person}
      )
      select asked.*, p.member_id as id, p.member_person_id as person_id, person.first_name || ' ' || person.last_name as name
        from asked
        left join unnest(#{to}::uuid[]) with ordinality as wanted (id, position) on true
        left join plan_members(#{today}) p on p.member_id = wanted.id and p.member_plan_id = asked.member_plan_id and p.member_is_open
        left join person on person.id = p.member_person_id
       order by wanted.position""";

  // Unread counts only when it is sent, in the order of ids, so that two who send at the same time
  // never wait for each other.
  private static final String DELIVER =
      """
      addressed as (
        insert into message_recipient (message_id, participant_id, position, sent_at)
        select #{id}::uuid, to_.id, to_.position, #{sentAt}::timestamptz
          from unnest(#{to}::uuid[]) with ordinality as to_ (id, position)
      )
      insert into mailbox as mb (participant_id, unread)
      select to_.id, 1 from unnest(#{to}::uuid[]) as to_ (id) where #{sentAt}::timestamptz is not null order by to_.id
      on conflict (participant_id) do update set unread = mb.unread + 1""";

  private static final String DELIVER_AGAIN = "with " + DELIVER;

  private static final String INSERT =
      """
      with written as (
        insert into message (id, plan_id, sender_id, kind, category, subject, body, reply_to, forward_of,
                             created_at, updated_at, sent_at)
        values (#{id}, #{plan}, #{sender}, #{kind}, #{category}, #{subject}, #{body}, #{replyTo}, #{forwardOf},
                #{now}, #{now}, #{sentAt})
      ),
      """
          + DELIVER;

  /** The parameters of {@link #RESOLVE}. */
  static Params wanted(MessageContent content) {
    return Params.none()
        .ids("to", content.to().stream().distinct().toList())
        .ids("references", content.references());
  }

  /** Writes a new message with all that follows from it. */
  Completable insert(
      PlanTx tx, MessageId id, MessageContent content, RecipientResolution recipients) {
    Params message =
        delivery(tx, id, content, recipients)
            .and("plan", tx.planId())
            .and("sender", tx.member().participant())
            .and(MessageRepository.columns(content))
            .and("now", tx.now());
    return done(tx.execute(INSERT, message));
  }

  /** Writes what follows from a draft that was changed or sent; its recipients were deleted. */
  Completable deliver(
      PlanTx tx, MessageId id, MessageContent content, RecipientResolution recipients) {
    return done(tx.execute(DELIVER_AGAIN, delivery(tx, id, content, recipients)));
  }

  private static Completable done(Single<RowSet<Row>> written) {
    return written.ignoreElement();
  }

  private static Params delivery(
      PlanTx tx, MessageId id, MessageContent content, RecipientResolution recipients) {
    return Params.of("id", id)
        .and("sentAt", content.send() ? tx.now() : null)
        .ids("to", recipients.participants());
  }
}
