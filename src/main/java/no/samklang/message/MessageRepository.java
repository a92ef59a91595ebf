package no.samklang.message;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Single;
import no.samklang.access.Membership;
import no.samklang.access.PlanTx;
import no.samklang.db.RowValues;
import no.samklang.db.SqlParams;
import no.samklang.db.SqlReader;
import no.samklang.error.Failure;
import no.samklang.id.MessageId;
import no.samklang.message.Messages.Message;
import no.samklang.message.Messages.MessageContent;

/** Gets, updates, locks and deletes single messages. */
@CheckReturnValue
final class MessageRepository {
  private static final String UPDATE =
      """
      with changed as (
        update message
           set kind = #{kind}, category = #{category}, subject = #{subject}, body = #{body}, reply_to = #{replyTo},
               thread_id = (select coalesce(o.thread_id, o.id) from message o where o.id = #{replyTo}),
               forward_of = #{forwardOf}, notify = #{notify}, updated_at = #{now}, sent_at = #{sentAt}, version = version + 1
         where id = #{id} returning id
      )
      delete from message_recipient r using changed where r.message_id = changed.id""";
  private static final String MESSAGE =
      """
      select %s
        from message m
        cross join (select $2::uuid as member_id) me
        left join message_recipient r on r.message_id = m.id and r.participant_id = $2 and r.sent_at is not null
        %s
        %s
       where m.id = $1 and m.plan_id = $3 and m.deleted_at is null
         and (m.sender_id = $2 or r.message_id is not null)\
      """
          .formatted(MessageRowMapper.MESSAGE, MessageRowMapper.PEOPLE, MessageRowMapper.ATTACHED);
  private static final String LOCK =
      "select id from message where id = $1 and sender_id = $2 for update";
  private static final String DELETE =
      "update message set deleted_at = $2, version = version + 1 where id = $1";

  /** The columns set by the author. */
  static SqlParams columns(MessageContent content) {
    return SqlParams.of("kind", content.kind())
        .and("category", content.category())
        .and("subject", content.subject())
        .and("body", content.body())
        .and("replyTo", content.replyTo())
        .and("forwardOf", content.forwardOf())
        .and("notify", content.notified());
  }

  /** Updates a message and deletes its recipients. */
  Completable update(PlanTx tx, MessageId id, MessageContent content) {
    SqlParams params =
        columns(content)
            .and("id", id)
            .and("now", tx.now())
            .and("sentAt", content.send() ? tx.now() : null);
    return tx.execute(UPDATE, params).ignoreElement();
  }

  /**
   * A message of which the participant is sender, author or recipient (MSG-4). Fails with {@link
   * Failure.NotFound} otherwise.
   */
  Single<Message> get(SqlReader sql, MessageId id, Membership member) {
    return sql.query(MESSAGE, id, member.participant(), member.plan())
        .map(RowValues::first)
        .map(row -> row.map(MessageRowMapper::message).orElseThrow(Failure.NotFound::new));
  }

  /**
   * Locks a message of the caller until the transaction ends. Fails with {@link Failure.NotFound}
   * for a message of another author.
   */
  Single<Message> lockOwn(PlanTx tx, MessageId id) {
    return Single.zip(
            tx.execute(LOCK, id, tx.member().participant()),
            get(tx, id, tx.member()),
            (locked, message) -> message)
        .filter(message -> message.from().participantId().equals(tx.member().participant()))
        .switchIfEmpty(Single.error(Failure.NotFound::new));
  }

  Completable delete(PlanTx tx, MessageId id) {
    return tx.execute(DELETE, id, tx.now()).ignoreElement();
  }
}
