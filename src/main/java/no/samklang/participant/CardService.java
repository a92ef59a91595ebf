package no.samklang.participant;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Single;
import no.samklang.access.Access;
import no.samklang.access.PlanCommands;
import no.samklang.access.PlanLog.Event;
import no.samklang.access.PlanReads;
import no.samklang.access.PlanTx;
import no.samklang.access.Right;
import no.samklang.operation.Command;
import no.samklang.participant.CardQuery.LockedCard;
import no.samklang.participant.Cards.Card;
import no.samklang.participant.Cards.CardChange;
import no.samklang.participant.Participants.Notifications;
import no.samklang.person.PersonRegister;

/** Cards: read, changed, and what their people are notified of (PART-3, PERSON-6, NOTIF-1). */
@CheckReturnValue
final class CardService {
  private final PlanReads planReads;
  private final PlanCommands planCommands;
  private final PersonRegister persons;
  private final CardQuery cards = new CardQuery();
  private final ParticipantRepository participants = new ParticipantRepository();
  private final NotificationRepository notifications = new NotificationRepository();

  CardService(PlanReads planReads, PlanCommands planCommands, PersonRegister persons) {
    this.planReads = planReads;
    this.planCommands = planCommands;
    this.persons = persons;
  }

  Single<Card> get(Command<Void> command) {
    return cards.get(planReads, command, command.participantId());
  }

  /**
   * Changes a card (PERSON-6): one's own, or with the right to edit persons. Fails with {@code
   * version.stale} and the card, and as {@link PersonRegister#change} does, which tells all plans
   * of the person.
   */
  Single<Card> update(Command<CardChange> command) {
    return planCommands.runUnlocked(
        command,
        Right.READ,
        tx -> {
          demandOwnOr(tx, command, Right.EDIT_OWN_CARD, Right.EDIT_PERSONS);
          return cards
              .lock(tx, command.participantId())
              .flatMap(locked -> update(tx, command, locked));
        });
  }

  private Single<Card> update(PlanTx tx, Command<CardChange> command, LockedCard locked) {
    return tx.requireCurrent(locked.version(), card(tx, command))
        .andThen(Single.defer(() -> write(tx, command, locked)))
        .flatMap(isChanged -> card(tx, command).doOnSuccess(card -> conclude(tx, card, isChanged)));
  }

  /** Whether it is another responsibility, which is this plan's alone. */
  private Single<Boolean> write(PlanTx tx, Command<CardChange> command, LockedCard locked) {
    CardChange change = command.body();
    return persons
        .change(tx.tx(), tx.caller(), command.origin(), locked.person(), change.person())
        .andThen(
            Single.defer(
                () ->
                    participants.updateResponsibility(
                        tx, command.participantId(), change.responsibility())));
  }

  private static void conclude(PlanTx tx, Card card, boolean hasOtherResponsibility) {
    tx.log(Event.PARTICIPANT_CHANGED, card.participantId());
    if (hasOtherResponsibility) {
      tx.changed("participants", card.version());
    }
  }

  private Single<Card> card(PlanTx tx, Command<?> command) {
    return Single.defer(() -> cards.get(tx.reads(), command, command.participantId()));
  }

  /** What somebody is notified of (NOTIF-1): one's own choice, or the coordinator's. */
  Single<Notifications> updateNotifications(Command<Notifications> command) {
    return planCommands.runUnlocked(
        command,
        Right.READ,
        tx -> {
          boolean own = demandOwnOr(tx, command, Right.READ, Right.ADMINISTER);
          return participants
              .get(tx, command.participantId())
              .flatMap(found -> notifications.update(tx, found.participant(), command.body()))
              .doOnSuccess(all -> logUnless(own, tx, command));
        });
  }

  /** What one chooses for oneself isn't for the others to know. */
  private static void logUnless(boolean own, PlanTx tx, Command<?> command) {
    if (!own) {
      tx.log(Event.NOTICES_CHANGED, command.participantId());
    }
  }

  /** Whether it is the caller's own; fails when neither right is granted. */
  @CanIgnoreReturnValue
  private static boolean demandOwnOr(PlanTx tx, Command<?> command, Right own, Right others) {
    boolean isOwn = tx.member().participant().equals(command.participantId());
    Access.demand(tx.member(), isOwn ? own : others);
    return isOwn;
  }
}
