package no.samklang.participant;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Single;
import java.util.List;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Predicate;
import no.samklang.access.PlanCommands;
import no.samklang.access.PlanTx;
import no.samklang.access.Right;
import no.samklang.db.RowValues;
import no.samklang.id.ParticipantId;
import no.samklang.id.PersonId;
import no.samklang.notification.Notices.NoticeType;
import no.samklang.notification.Outbox;
import no.samklang.operation.Command;
import no.samklang.operation.Result.Created;
import no.samklang.participant.Cards.Card;
import no.samklang.participant.Cards.PersonChoice;
import no.samklang.participant.ParticipantRepository.MemberWithAccess;
import no.samklang.person.NamedPersons;
import no.samklang.person.PersonService;

/** What adding a participant and replacing one have in common (PART-1, PART-9). */
@CheckReturnValue
final class ParticipantCreation {
  private static final String IS_BACK =
      """
      select exists (
        select from participant p join participant before on before.plan_id = p.plan_id and before.person_id = p.person_id
         where p.id = $1 and before.removed_at is not null) as is_back""";

  private final PlanCommands planCommands;
  private final Outbox outbox;
  private final PersonService register;
  private final RegisteredPersons persons;
  private final ParticipantService participantService;
  private final CardQuery cards = new CardQuery();
  private final ParticipantRepository participants = new ParticipantRepository();

  ParticipantCreation(
      PlanCommands planCommands,
      Outbox outbox,
      PersonService persons,
      ParticipantService participantService) {
    this.planCommands = planCommands;
    this.outbox = outbox;
    this.register = persons;
    this.persons = new RegisteredPersons(persons);
    this.participantService = participantService;
  }

  /**
   * Runs a change that adds a participant with the given id, and emits the card. Idempotent by key,
   * notifications included (MSG-7).
   */
  Single<Created> run(Command<?> command, BiFunction<PlanTx, ParticipantId, Completable> addition) {
    return register
        .noted(command.caller(), NamedPersons.NONE, create(command, addition))
        .map(card -> new Created(card.participantId(), card));
  }

  private Single<Card> create(
      Command<?> command, BiFunction<PlanTx, ParticipantId, Completable> addition) {
    return planCommands.create(
        command,
        Right.ADD_PARTICIPANTS,
        (tx, id) -> run(tx, command, id, addition),
        (tx, id) -> card(tx, command, id));
  }

  private Single<Card> run(
      PlanTx tx,
      Command<?> command,
      UUID id,
      BiFunction<PlanTx, ParticipantId, Completable> addition) {
    return addition
        .apply(tx, new ParticipantId(id))
        .andThen(card(tx, command, id))
        .doOnSuccess(card -> tx.markChanged("participants", card.rightsVersion()));
  }

  private Single<Card> card(PlanTx tx, Command<?> command, UUID id) {
    return Single.defer(() -> cards.get(tx.reads(), command, new ParticipantId(id)));
  }

  /** Adds the person. Fails as {@link PersonService#register} and {@link ParticipantService} do. */
  Completable add(
      PlanTx tx,
      ParticipantId id,
      PersonChoice choice,
      Function<PersonId, ParticipantToAdd> participant) {
    return Single.defer(() -> persons.require(tx, choice))
        .flatMapCompletable(
            person ->
                participantService
                    .add(tx.tx(), id, participant.apply(person), tx.caller().person())
                    .ignoreElement()
                    .andThen(
                        Completable.defer(() -> persons.requireNoDuplicate(tx, choice, person))));
  }

  /**
   * Tells those who decide for the owner when a participant who was removed is added anew, which
   * gives another consent period (PART-4).
   */
  Completable tellDecidersOfReturn(PlanTx tx, ParticipantId added) {
    return tx.query(IS_BACK, added)
        .flatMapCompletable(
            rows ->
                RowValues.first(rows).orElseThrow().getBoolean("is_back")
                    ? ParticipantConsentService.notifyDeciders(tx, outbox)
                    : Completable.complete());
  }

  /** Notifies other participants with access who have subscribed to the event (NOTIF-3). */
  Completable notifyOthers(PlanTx tx, ParticipantId added, Predicate<MemberWithAccess> isTold) {
    return Single.defer(() -> participants.findWithAccess(tx))
        .map(all -> others(all, added, isTold))
        .flatMapCompletable(
            others ->
                outbox.enqueueForParticipants(
                    tx.tx(), NoticeType.NEW_PARTICIPANT, others, tx.member().participant()));
  }

  private static List<ParticipantId> others(
      List<MemberWithAccess> all, ParticipantId added, Predicate<MemberWithAccess> isTold) {
    return all.stream()
        .filter(isTold)
        .map(MemberWithAccess::participant)
        .filter(other -> !other.equals(added))
        .toList();
  }
}
