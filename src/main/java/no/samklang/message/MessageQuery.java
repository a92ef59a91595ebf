package no.samklang.message;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Single;
import no.samklang.access.Membership;
import no.samklang.access.PlanReads;
import no.samklang.access.Right;
import no.samklang.db.SqlParams;
import no.samklang.message.Messages.Message;
import no.samklang.operation.Command;

/** Reads one message with the caller's membership, in one statement. */
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
        %s
        %s\
      """
          .formatted(MessageRowMapper.MESSAGE, MessageRowMapper.PEOPLE, MessageRowMapper.ATTACHED);

  private final PlanReads planReads;

  MessageQuery(PlanReads planReads) {
    this.planReads = planReads;
  }

  /**
   * A message for a member.
   *
   * @param received whether the member is one of its recipients
   */
  record FoundMessage(Membership member, Message message, boolean received) {
    boolean isUnread() {
      return received && message.isSent() && message.readAt() == null;
    }
  }

  /**
   * Fails with {@link no.samklang.error.Failure.NotFound} unless the caller is its sender, author
   * or recipient (MSG-4).
   */
  Single<FoundMessage> get(Command<?> command) {
    return planReads.queryOne(
        command,
        Right.READ,
        MESSAGE,
        SqlParams.of("message", command.messageId()),
        (member, row) ->
            new FoundMessage(member, MessageRowMapper.message(row), row.getBoolean("received")));
  }
}
