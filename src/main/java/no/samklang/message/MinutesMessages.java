package no.samklang.message;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Completable;
import java.util.List;
import no.samklang.access.PlanTx;
import no.samklang.id.MessageId;
import no.samklang.id.NewId;
import no.samklang.id.ParticipantId;
import no.samklang.message.Messages.MessageContent;
import no.samklang.message.Messages.MessageKind;

/** Sends the minutes of a meeting as a message of the kind MINUTES (MSG-1, MEET-1). */
@CheckReturnValue
public final class MinutesMessages {
  private MinutesMessages() {}

  /**
   * Sends from the caller, in the transaction that wrote the minutes.
   *
   * @param to those of them that the plan is open to get it, but not the caller; nothing is sent if
   *     there is nobody
   */
  public static Completable send(PlanTx tx, String subject, String body, List<ParticipantId> to) {
    List<ParticipantId> others =
        to.stream().filter(one -> !one.equals(tx.member().participant())).toList();
    MessageContent content =
        new MessageContent(
            MessageKind.MINUTES, null, subject, body, others, null, null, true, List.of(), true);
    MessageId id = new MessageId(NewId.timeOrdered());
    return NewMessageRepository.sendToKnown(tx, id, content)
        .filter(NewMessageRepository::isCreated)
        .map(
            rows ->
                SentMessages.publishNew(
                    tx, id, content, ResolvedRecipients.of(rows, content), rows))
        .ignoreElement();
  }
}
