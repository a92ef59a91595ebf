package no.samklang.message;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Single;
import java.time.Instant;
import java.util.Optional;
import no.samklang.access.Membership;
import no.samklang.db.RowValues;
import no.samklang.db.SqlParams;
import no.samklang.db.Tx;
import no.samklang.id.MessageId;
import no.samklang.id.PersonId;

/** Read receipts (MSG-2). */
@CheckReturnValue
final class ReceiptRepository {
  private static final String MARK_READ =
      """
      with marked as (
        update message_recipient r set read_at = #{now}
          from plan_members(#{today}) me
         where me.member_id = #{reader} and me.member_is_open
           and r.message_id = #{message} and r.participant_id = me.member_id and r.read_at is null and r.sent_at is not null
        returning r.message_id, r.participant_id
      ), counted as (
        update mailbox set unread = unread - 1 from marked where mailbox.participant_id = marked.participant_id
      )
      select sender.person_id, m.version
        from marked join message m on m.id = marked.message_id join participant sender on sender.id = m.sender_id""";

  /**
   * A new receipt.
   *
   * @param sender the sender of the message, who is notified
   * @param version the version of the message
   */
  record Receipt(PersonId sender, int version) {}

  /**
   * Marks a message as read and commits. Empty if it was read before, or the reader has no access
   * any more.
   */
  Single<Optional<Receipt>> markRead(Tx tx, MessageId id, Membership reader, Instant now) {
    SqlParams params =
        SqlParams.of("message", id)
            .and("reader", reader.participant())
            .and("now", now)
            .and("today", reader.today());
    return tx.executeAndCommit(MARK_READ, params)
        .map(
            rows ->
                RowValues.first(rows)
                    .map(
                        row ->
                            new Receipt(
                                new PersonId(row.getUUID("person_id")),
                                row.getInteger("version"))));
  }
}
