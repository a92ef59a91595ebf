package no.samklang.message;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Completable;
import java.util.List;
import no.samklang.access.PlanTx;
import no.samklang.db.SqlParams;
import no.samklang.id.MessageId;
import no.samklang.id.NewId;
import no.samklang.id.ParticipantId;
import no.samklang.message.Messages.MessageContent;
import no.samklang.message.Messages.MessageKind;
import no.samklang.notification.Outbox;

/** Sends the minutes of a meeting as a message of the kind MINUTES (MSG-1, MEET-1). */
@CheckReturnValue
public final class MinutesMessages {
  private final DeliveryRepository deliveries = new DeliveryRepository();
  private final SentMessages sent;

  public MinutesMessages(Outbox outbox) {
    this.sent = new SentMessages(outbox);
  }

  /**
   * Sends from the caller, in the transaction that wrote the minutes.
   *
   * @param to those of them that the plan is open to get it, but not the caller; nothing is sent if
   *     there is nobody
   */
  public Completable send(PlanTx tx, String subject, String body, List<ParticipantId> to) {
    List<ParticipantId> others =
        to.stream().filter(one -> !one.equals(tx.member().participant())).toList();
    MessageContent content =
        new MessageContent(
            MessageKind.MINUTES, null, subject, body, others, null, null, true, List.of(), true);
    SqlParams params =
        DeliveryRepository.resolveParams(content)
            .and("plan", tx.planId())
            .and("person", tx.caller().person())
            .and("today", tx.today());
    return tx.query(DeliveryRepository.RESOLVE, params)
        .map(rows -> ResolvedRecipients.of(rows, content))
        .flatMapCompletable(
            recipients ->
                recipients.to().isEmpty() ? Completable.complete() : send(tx, content, recipients));
  }

  private Completable send(PlanTx tx, MessageContent content, ResolvedRecipients recipients) {
    MessageId id = new MessageId(NewId.timeOrdered());
    return deliveries
        .insert(tx, id, content, recipients)
        .andThen(
            Completable.defer(
                () ->
                    sent.publishAndNotify(
                        tx, MessageRowMapper.ofNew(tx, id, content, recipients), recipients)));
  }
}
