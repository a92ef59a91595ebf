package no.samklang.participant;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Single;
import no.samklang.access.AccessPolicy;
import no.samklang.access.PlanCommands;
import no.samklang.access.PlanLog.PlanLogEvent;
import no.samklang.access.PlanReads;
import no.samklang.access.PlanTx;
import no.samklang.access.Right;
import no.samklang.operation.Command;
import no.samklang.participant.CardQuery.LockedCard;
import no.samklang.participant.Cards.Card;
import no.samklang.participant.Cards.CardChange;
import no.samklang.participant.Participants.Notifications;
import no.samklang.participant.Participants.NotificationsChange;
import no.samklang.person.PersonService;

/** Reads and changes cards and notification preferences (PART-3, PERSON-6, NOTIF-1). */
@CheckReturnValue
final class CardService {
  private final PlanReads planReads;
  private final PlanCommands planCommands;
  private final PersonService persons;
  private final CardQuery cards = new CardQuery();
  private final ParticipantRepository participants = new ParticipantRepository();
  private final NotificationPreferenceRepository notifications =
      new NotificationPreferenceRepository();

  CardService(PlanReads planReads, PlanCommands planCommands, PersonService persons) {
    this.planReads = planReads;
    this.planCommands = planCommands;
    this.persons = persons;
  }

  Single<Card> get(Command<Void> command) {
    return cards.get(planReads, command, command.participantId());
  }

  /**
   * Changes the caller's own card, or another's with the right to edit persons (PERSON-6). Fails
   * with {@code version.stale} and the card, and as {@link PersonService#change} does, which marks
   * all plans of the person as changed.
   */
  Single<Card> update(Command<CardChange> command) {
    return planCommands.runUnlocked(
        command,
        Right.READ,
        tx -> {
          requireOwnOr(tx, command, Right.EDIT_OWN_CARD, Right.EDIT_PERSONS);
          return cards
              .lock(tx, command.participantId())
              .flatMap(locked -> update(tx, command, locked));
        });
  }

  private Single<Card> update(PlanTx tx, Command<CardChange> command, LockedCard locked) {
    return tx.requireCurrent(locked.version(), card(tx, command))
        .andThen(Single.defer(() -> updateRows(tx, command, locked)))
        .flatMap(
            responsibilityChanged ->
                card(tx, command)
                    .doOnSuccess(card -> logAndPublish(tx, card, responsibilityChanged)));
  }

  /**
   * Updates person and participant; emits whether the responsibility changed, which only this plan
   * shows.
   */
  private Single<Boolean> updateRows(PlanTx tx, Command<CardChange> command, LockedCard locked) {
    CardChange change = command.body();
    return persons
        .change(tx.tx(), tx.caller(), command.clientInfo(), locked.person(), change.person())
        .andThen(
            Single.defer(
                () ->
                    participants.updateResponsibility(
                        tx, command.participantId(), change.responsibility())));
  }

  private static void logAndPublish(PlanTx tx, Card card, boolean responsibilityChanged) {
    tx.log(PlanLogEvent.PARTICIPANT_CHANGED, card.participantId());
    if (responsibilityChanged) {
      tx.markChanged("participants", card.version());
    }
  }

  private Single<Card> card(PlanTx tx, Command<?> command) {
    return Single.defer(() -> cards.get(tx.reads(), command, command.participantId()));
  }

  /** Changes notification preferences (NOTIF-1): the caller's own, or another's as coordinator. */
  Single<Notifications> updateNotifications(Command<NotificationsChange> command) {
    return planCommands.runUnlocked(
        command,
        Right.READ,
        tx -> {
          boolean isOwn = requireOwnOr(tx, command, Right.READ, Right.ADMINISTER);
          return participants
              .get(tx, command.participantId())
              .flatMap(found -> notifications.update(tx, found.participant(), command.body()))
              .doOnSuccess(all -> logUnlessOwn(isOwn, tx, command));
        });
  }

  /** Own changes aren't logged in the plan. */
  private static void logUnlessOwn(boolean isOwn, PlanTx tx, Command<?> command) {
    if (!isOwn) {
      tx.log(PlanLogEvent.NOTICES_CHANGED, command.participantId());
    }
  }

  /**
   * Requires {@code ownRight} for the caller's own card, else {@code otherRight}; returns whether
   * it is the caller's own.
   */
  @CanIgnoreReturnValue
  private static boolean requireOwnOr(
      PlanTx tx, Command<?> command, Right ownRight, Right otherRight) {
    boolean isOwn = tx.member().participant().equals(command.participantId());
    AccessPolicy.require(tx.member(), isOwn ? ownRight : otherRight);
    return isOwn;
  }
}
