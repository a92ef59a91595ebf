package no.samklang.participant;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Single;
import io.vertx.core.json.JsonObject;
import java.util.Set;
import no.samklang.access.AccessPolicy;
import no.samklang.access.PlanCommands;
import no.samklang.access.PlanLog.PlanLogEvent;
import no.samklang.access.PlanTx;
import no.samklang.access.Right;
import no.samklang.access.Rights;
import no.samklang.event.AccessEnded;
import no.samklang.notification.Outbox;
import no.samklang.operation.Command;
import no.samklang.operation.NoContent;
import no.samklang.participant.Cards.Card;
import no.samklang.participant.Cards.RightsDecision;

/**
 * Changes participants' roles and rights, and removes participants. Serialised per plan, so that a
 * plan always has a coordinator (PART-1, PART-5).
 */
@CheckReturnValue
final class ParticipantRightsService {
  private final PlanCommands planCommands;
  private final Outbox outbox;
  private final CardQuery cards = new CardQuery();
  private final ParticipantRepository participants = new ParticipantRepository();

  ParticipantRightsService(PlanCommands planCommands, Outbox outbox) {
    this.planCommands = planCommands;
    this.outbox = outbox;
  }

  /**
   * Decides a participant's role and rights (PART-1, PART-2). Those who decide for the owner are
   * told of a consent period that a coordinator gives with them (PART-4). Fails with {@code
   * version.stale} and the card, and as {@link RightsPolicy#validateDecision} does.
   */
  Single<Card> decide(Command<RightsDecision> command) {
    return planCommands.run(
        command,
        Right.DECIDE_RIGHTS,
        tx ->
            participants
                .get(tx, command.participantId())
                .flatMap(before -> decide(tx, command, before)));
  }

  private Single<Card> decide(PlanTx tx, Command<RightsDecision> command, ParticipantState before) {
    return requireCurrent(tx, command, before)
        .andThen(
            Completable.fromAction(
                () -> RightsPolicy.validateDecision(tx.member(), before, command.body())))
        .andThen(Single.defer(() -> update(tx, command, before)))
        .flatMap(card -> notifyDeciders(tx, command.body(), before).toSingleDefault(card))
        .doOnSuccess(card -> logAndPublish(tx, command.body(), before, card));
  }

  /**
   * The owner's rights can't be changed: {@code rights.owner} takes precedence over {@code
   * version.stale}.
   */
  private Completable requireCurrent(PlanTx tx, Command<?> command, ParticipantState before) {
    return before.isOwner()
        ? Completable.complete()
        : tx.requireCurrent(before.version(), card(tx, command));
  }

  /** Updates the rights, and reads the card in the same round trip. */
  private Single<Card> update(PlanTx tx, Command<RightsDecision> command, ParticipantState before) {
    RightsDecision decision = command.body();
    Rights limit =
        tx.member().hasOwnerAuthority()
            ? before.limit().withCap(before.rights(), decision.rights())
            : before.limit();
    return Single.zip(
        participants
            .updateRights(tx, before.participant(), decision, limit, before.reasonAfter(decision))
            .toSingleDefault(NoContent.NO_CONTENT),
        card(tx, command),
        (updated, card) -> card);
  }

  private Completable notifyDeciders(PlanTx tx, RightsDecision decision, ParticipantState before) {
    return before.isConsentPeriodChangedBy(decision)
        ? ParticipantConsentService.notifyDeciders(tx, outbox)
        : Completable.complete();
  }

  private Single<Card> card(PlanTx tx, Command<?> command) {
    return Single.defer(() -> cards.get(tx.reads(), command, command.participantId()));
  }

  private static void logAndPublish(
      PlanTx tx, RightsDecision decision, ParticipantState before, Card card) {
    tx.log(PlanLogEvent.RIGHTS_CHANGED, before.participant(), RightsDiff.between(before, decision));
    if (!card.open()) {
      tx.publish(new AccessEnded(tx.planId(), Set.of(before.person())));
    }
    tx.markChanged("rights", card.rightsVersion());
  }

  /**
   * Ends a participant's access at once (PART-5): by a coordinator, a decision-maker or the
   * participant. Fails as {@link RightsPolicy#validateRemoval} does.
   */
  Single<NoContent> remove(Command<Void> command) {
    return planCommands.run(
        command,
        Right.READ,
        tx -> participants.get(tx, command.participantId()).flatMap(before -> remove(tx, before)));
  }

  private Single<NoContent> remove(PlanTx tx, ParticipantState before) {
    RightsPolicy.validateRemoval(
        tx.member(), AccessPolicy.isGranted(tx.member(), Right.REMOVE_PARTICIPANTS), before);
    return participants
        .remove(tx, before.participant())
        .doOnComplete(
            () -> {
              recordRemoval(tx, before);
              tx.markChanged("participants", before.version() + 1);
            })
        .toSingleDefault(NoContent.NO_CONTENT);
  }

  /** Logs that a participant was removed, and ends their sockets. */
  static void recordRemoval(PlanTx tx, ParticipantState before) {
    tx.log(
        PlanLogEvent.PARTICIPANT_REMOVED,
        before.participant(),
        new JsonObject().put("role", before.role().name()));
    tx.publish(new AccessEnded(tx.planId(), Set.of(before.person())));
  }
}
