package no.samklang.participant;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Single;
import io.vertx.core.json.JsonObject;
import java.time.LocalDate;
import java.util.Set;
import no.samklang.access.PlanCommands;
import no.samklang.access.PlanLog.PlanLogEvent;
import no.samklang.access.PlanTx;
import no.samklang.access.Right;
import no.samklang.event.AccessEnded;
import no.samklang.notification.Notices.NoticeType;
import no.samklang.notification.Outbox;
import no.samklang.operation.Command;
import no.samklang.operation.NoContent;
import no.samklang.participant.Cards.Card;
import no.samklang.participant.Cards.ConsentChange;

/** Changes and withdraws the consent of one participant; the plan's stays as it is (PART-4). */
@CheckReturnValue
final class ParticipantConsentService {
  private final PlanCommands planCommands;
  private final Outbox outbox;
  private final CardQuery cards = new CardQuery();
  private final ParticipantConsentRepository repository = new ParticipantConsentRepository();

  ParticipantConsentService(PlanCommands planCommands, Outbox outbox) {
    this.planCommands = planCommands;
    this.outbox = outbox;
  }

  /**
   * Changes the period, and gives a withdrawn consent again. Those who decide for the owner are
   * told when a coordinator does it. Fails with {@code version.stale} and the card, and as {@link
   * ParticipantConsentPolicy#validatePeriod} does.
   */
  Single<Card> change(Command<ConsentChange> command) {
    return planCommands.run(
        command,
        Right.RENEW_CONSENT,
        tx ->
            repository
                .get(tx, command.participantId())
                .flatMap(before -> change(tx, command, before)));
  }

  private Single<Card> change(
      PlanTx tx, Command<ConsentChange> command, ParticipantConsentState before) {
    LocalDate until = command.body().until();
    return tx.requireCurrent(before.version(), card(tx, command))
        .andThen(
            Completable.fromAction(
                () -> ParticipantConsentPolicy.validatePeriod(tx.member(), before, until)))
        .andThen(Completable.defer(() -> repository.give(tx, command.participantId(), until)))
        .andThen(Completable.defer(() -> notifyDeciders(tx, outbox)))
        .andThen(card(tx, command))
        .doOnSuccess(card -> recordChange(tx, card, until));
  }

  /** Tells those who decide for the owner of a period that the caller gives in their place. */
  static Completable notifyDeciders(PlanTx tx, Outbox outbox) {
    return tx.member().hasOwnerAuthority()
        ? Completable.complete()
        : outbox.enqueueForDeciders(
            tx.tx(), NoticeType.CONSENT_REGISTERED, tx.planId(), tx.caller().person());
  }

  private Single<Card> card(PlanTx tx, Command<?> command) {
    return Single.defer(() -> cards.get(tx.reads(), command, command.participantId()));
  }

  private static void recordChange(PlanTx tx, Card card, LocalDate until) {
    JsonObject detail = new JsonObject();
    if (until != null) {
      detail.put("until", until.toString());
    }
    tx.log(PlanLogEvent.PARTICIPANT_CONSENT_GIVEN, card.participantId(), detail);
    tx.markChanged("participants", card.rightsVersion());
  }

  /**
   * Withdraws the participant's consent, which ends their access at once and closes their sockets.
   * Idempotent; possible in a closed plan too. Fails as {@link
   * ParticipantConsentPolicy#validateWithdrawal} does.
   */
  Single<NoContent> withdraw(Command<Void> command) {
    return planCommands.run(
        command,
        Right.WITHDRAW_CONSENT,
        tx ->
            repository
                .get(tx, command.participantId())
                .doOnSuccess(ParticipantConsentPolicy::validateWithdrawal)
                .flatMapCompletable(before -> withdraw(tx, command, before))
                .toSingleDefault(NoContent.NO_CONTENT));
  }

  private Completable withdraw(PlanTx tx, Command<Void> command, ParticipantConsentState before) {
    boolean byOwner = tx.member().hasOwnerAuthority();
    if (before.withdrawn() && (before.withdrawnByOwner() || !byOwner)) {
      return Completable.complete();
    }
    return repository
        .withdraw(tx, command.participantId())
        .doOnComplete(() -> recordWithdrawal(tx, command, before));
  }

  private static void recordWithdrawal(
      PlanTx tx, Command<Void> command, ParticipantConsentState before) {
    tx.log(PlanLogEvent.PARTICIPANT_CONSENT_WITHDRAWN, command.participantId());
    tx.publish(new AccessEnded(tx.planId(), Set.of(before.person())));
    tx.markChanged("participants", before.version() + 1);
  }
}
