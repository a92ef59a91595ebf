package no.samklang.message;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Single;
import no.samklang.access.Membership;
import no.samklang.access.PlanReads;
import no.samklang.access.Right;
import no.samklang.db.Params;
import no.samklang.message.Messages.Message;
import no.samklang.operation.Command;

/** One message with the caller's membership, in one statement. */
@CheckReturnValue
final class MessageQuery {
  private static final String MESSAGE =
      """
      with me as (select * from plan_member(#{plan}, #{person}, #{today}))
      select me.*, r.participant_id is not null as received, %s
        from me
        left join message_recipient r on r.message_id = #{message} and r.participant_id = me.member_id and r.sent_at is not null
        left join message m on m.id = #{message} and m.plan_id = me.member_plan_id and m.deleted_at is null
         and (m.sender_id = me.member_id or r.message_id is not null)
        left join participant sender on sender.id = m.sender_id
        left join person sender_person on sender_person.id = sender.person_id"""
          .formatted(MessageRows.WHOLE);

  private final PlanReads planReads;

  MessageQuery(PlanReads planReads) {
    this.planReads = planReads;
  }

  /**
   * A message, and to whom it was given.
   *
   * @param received whether that is one of its recipients
   */
  record MessageOf(Membership member, Message message, boolean received) {
    boolean isUnread() {
      return received && message.isSent() && message.readAt() == null;
    }
  }

  /** Not found is what the caller hasn't sent, isn't writing and hasn't received (MSG-4). */
  Single<MessageOf> get(Command<?> command) {
    return planReads.one(
        command,
        Right.READ,
        MESSAGE,
        Params.of("message", command.messageId()),
        (member, row) ->
            new MessageOf(member, MessageRows.message(row), row.getBoolean("received")));
  }
}
