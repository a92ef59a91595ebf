package no.samklang.participant;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Single;
import io.vertx.core.json.JsonObject;
import java.util.Set;
import no.samklang.access.Access;
import no.samklang.access.AccessEnded;
import no.samklang.access.Membership;
import no.samklang.access.PlanCommands;
import no.samklang.access.PlanLog.Event;
import no.samklang.access.PlanTx;
import no.samklang.access.Right;
import no.samklang.access.Rights;
import no.samklang.bus.Done;
import no.samklang.id.ParticipantId;
import no.samklang.operation.Command;
import no.samklang.participant.Cards.Card;
import no.samklang.participant.Cards.RightsDecision;

/**
 * What participants are in the plan and may do there, and that they leave it. One is decided at a
 * time in each plan, so that it always has a coordinator (PART-1, PART-5).
 */
@CheckReturnValue
final class ParticipantRightsService {
  private final PlanCommands planCommands;
  private final CardQuery cards = new CardQuery();
  private final ParticipantRepository participants = new ParticipantRepository();

  ParticipantRightsService(PlanCommands planCommands) {
    this.planCommands = planCommands;
  }

  /**
   * Decides what somebody may see and do (PART-1, PART-2). Fails with {@code version.stale} and the
   * card, and as {@link RightsPolicy#check} does.
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
            Completable.fromAction(() -> RightsPolicy.check(tx.member(), before, command.body())))
        .andThen(Single.defer(() -> update(tx, command, before)))
        .doOnSuccess(card -> conclude(tx, command.body(), before, card));
  }

  /** What is the owner's stands: that is said even to who is late. */
  private Completable requireCurrent(PlanTx tx, Command<?> command, ParticipantState before) {
    return before.isOwner()
        ? Completable.complete()
        : tx.requireCurrent(before.version(), card(tx, command));
  }

  /** Writes it, and reads the card in the same trip. */
  private Single<Card> update(PlanTx tx, Command<RightsDecision> command, ParticipantState before) {
    RightsDecision decision = command.body();
    Rights limit =
        tx.member().decides()
            ? before.limit().limitedWhere(before.rights(), decision.rights())
            : before.limit();
    return Single.zip(
        participants
            .updateRights(tx, before.participant(), decision, limit)
            .toSingleDefault(Done.DONE),
        card(tx, command),
        (updated, card) -> card);
  }

  private Single<Card> card(PlanTx tx, Command<?> command) {
    return Single.defer(() -> cards.get(tx.reads(), command, command.participantId()));
  }

  private static void conclude(
      PlanTx tx, RightsDecision decision, ParticipantState before, Card card) {
    tx.log(Event.RIGHTS_CHANGED, before.participant(), RightsDiff.between(before, decision));
    if (isShutOut(tx.member(), decision)) {
      tx.publish(new AccessEnded(tx.planId(), Set.of(before.person())));
    }
    tx.changed("rights", card.rightsVersion());
  }

  /** Without consent a plan is open to some roles only (PART-4). */
  private static boolean isShutOut(Membership me, RightsDecision decision) {
    return !me.hasConsent() && !decision.role().keepsAccessWithoutConsent();
  }

  /**
   * Takes somebody out of the plan, at once (PART-5): by a coordinator or who decides, or oneself.
   * Fails as {@link RightsPolicy#checkRemoval} does.
   */
  Single<Done> remove(Command<Void> command) {
    return planCommands.run(
        command,
        Right.READ,
        tx -> participants.get(tx, command.participantId()).flatMap(before -> remove(tx, before)));
  }

  private Single<Done> remove(PlanTx tx, ParticipantState before) {
    RightsPolicy.checkRemoval(
        tx.member(), Access.grants(tx.member(), Right.REMOVE_PARTICIPANTS), before);
    ParticipantId participant = before.participant();
    return participants
        .remove(tx, participant)
        .doOnComplete(
            () -> {
              tx.log(
                  Event.PARTICIPANT_REMOVED,
                  participant,
                  new JsonObject().put("role", before.role().name()));
              tx.publish(new AccessEnded(tx.planId(), Set.of(before.person())));
              tx.changed("participants", before.version() + 1);
            })
        .toSingleDefault(Done.DONE);
  }
}
