package no.samklang.participant;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Single;
import java.util.Optional;
import java.util.Set;
import no.samklang.access.PlanCommands;
import no.samklang.access.PlanLog.PlanLogEvent;
import no.samklang.access.PlanTx;
import no.samklang.access.Right;
import no.samklang.access.Role;
import no.samklang.error.Failure;
import no.samklang.event.AccessEnded;
import no.samklang.id.ParticipantId;
import no.samklang.id.PersonId;
import no.samklang.notification.Notices.NoticeType;
import no.samklang.notification.Outbox;
import no.samklang.operation.Command;
import no.samklang.operation.Result.Created;
import no.samklang.participant.Cards.Card;
import no.samklang.participant.Cards.Replacement;
import no.samklang.participant.Cards.RightsDecision;
import no.samklang.participant.Cards.ServiceChange;
import no.samklang.participant.ParticipantService.ExistingParticipant;
import no.samklang.participant.ParticipantService.ParticipantToAdd;
import no.samklang.participant.RepresentationRepository.MemberWithAccess;
import no.samklang.participant.RepresentationRepository.Representation;
import no.samklang.person.PersonService;

/** Participants who stand for a service, and the persons who replace them (PART-9). */
@CheckReturnValue
final class RepresentationService {
  private final PlanCommands planCommands;
  private final Outbox outbox;
  private final RegisteredPersons persons;
  private final ParticipantService participantService;
  private final CardQuery cards = new CardQuery();
  private final ParticipantRepository participants = new ParticipantRepository();
  private final RepresentationRepository representations = new RepresentationRepository();

  RepresentationService(
      PlanCommands planCommands,
      Outbox outbox,
      PersonService persons,
      ParticipantService participantService) {
    this.planCommands = planCommands;
    this.outbox = outbox;
    this.persons = new RegisteredPersons(persons);
    this.participantService = participantService;
  }

  /**
   * Changes what a participant stands for. Fails with {@code service.notAllowed} for a service of
   * others than providers, and with {@code version.stale}.
   */
  Single<Card> change(Command<ServiceChange> command) {
    return planCommands.run(
        command,
        Right.CHANGE_PLAN,
        tx ->
            participants
                .get(tx, command.participantId())
                .doOnSuccess(before -> requireMayChange(before, command.body()))
                .flatMapCompletable(
                    before ->
                        tx.requireCurrent(
                                before.version(), card(tx, command, command.participantId()))
                            .andThen(
                                representations.update(
                                    tx, before.participant(), command.body().service())))
                .andThen(card(tx, command, command.participantId()))
                .doOnSuccess(card -> recordChange(tx, card)));
  }

  private static void recordChange(PlanTx tx, Card card) {
    tx.log(PlanLogEvent.PARTICIPANT_CHANGED, card.participantId());
    tx.markChanged("participants", card.rightsVersion());
  }

  private static void requireMayChange(ParticipantState participant, ServiceChange change) {
    if (change.service() != null) {
      requireProvider(participant);
    }
  }

  private static void requireProvider(ParticipantState participant) {
    if (participant.role() != Role.PROVIDER) {
      throw new Failure.Invalid("service.notAllowed", "role", "role.notAllowed");
    }
  }

  /**
   * Another person takes the participant's place, with the same scope, period, rights and limits;
   * the former loses access at once and keeps the messages. Those who decide for the owner are
   * told. Idempotent by key. Fails with {@code service.missing} for a participant who stands for no
   * service, with {@code service.noAccess} for one without access, which would be given anew, and
   * as adding a participant does.
   */
  Single<Created> replace(Command<Replacement> command) {
    return planCommands
        .create(
            command,
            Right.ADD_PARTICIPANTS,
            (tx, id) -> replace(tx, command, new ParticipantId(id)),
            (tx, id) -> card(tx, command, new ParticipantId(id)))
        .map(card -> new Created(card.participantId(), card));
  }

  private Single<Card> replace(PlanTx tx, Command<Replacement> command, ParticipantId id) {
    Replacement request = command.body();
    return participants
        .get(tx, command.participantId())
        .doOnSuccess(RepresentationService::requireProvider)
        .flatMapCompletable(
            former ->
                Single.zip(
                        representations.get(tx, former.participant()),
                        persons.require(
                            tx, request.personId(), request.person(), request.registerAnyway()),
                        (represented, person) -> replace(tx, former, represented, id, person))
                    .flatMapCompletable(replaced -> replaced))
        .andThen(card(tx, command, id))
        .doOnSuccess(card -> tx.markChanged("participants", card.rightsVersion()));
  }

  private Completable replace(
      PlanTx tx,
      ParticipantState former,
      Representation represented,
      ParticipantId id,
      PersonId person) {
    requireReplaceable(former, represented, person);
    return participants
        .remove(tx, former.participant())
        .andThen(Completable.defer(() -> add(tx, former, represented, id, person)))
        .andThen(Completable.defer(() -> notifyOthers(tx, id)))
        .doOnComplete(() -> record(tx, former, id));
  }

  private static void requireReplaceable(
      ParticipantState former, Representation represented, PersonId person) {
    if (represented.service() == null) {
      throw new Failure.Conflict("service.missing", null);
    }
    if (!represented.hasAccess()) {
      throw new Failure.Conflict("service.noAccess", null);
    }
    if (person.equals(former.person())) {
      throw new Failure.Conflict(
          "participant.exists", new ExistingParticipant(former.participant()));
    }
  }

  /** What the owner has decided, about either of the two, limits the new participant (PART-1). */
  private Completable add(
      PlanTx tx,
      ParticipantState former,
      Representation represented,
      ParticipantId id,
      PersonId person) {
    ParticipantToAdd toAdd =
        new ParticipantToAdd(
            tx.planId(),
            person,
            former.role(),
            Optional.of(former.rights()),
            represented.responsibility(),
            former.endsOn(),
            former.consentScope(),
            former.reason());
    return participantService
        .add(tx.tx(), id, toAdd, tx.caller().person())
        .flatMap(added -> participants.get(tx, added))
        .flatMapCompletable(
            added ->
                participants
                    .updateRights(
                        tx,
                        id,
                        decision(added),
                        added.limit().intersect(former.limit()),
                        added.reason())
                    .andThen(representations.update(tx, id, represented.service())));
  }

  private static RightsDecision decision(ParticipantState added) {
    return new RightsDecision(
        added.role(), added.rights(), added.endsOn(), added.consentScope(), added.reason());
  }

  private static void record(PlanTx tx, ParticipantState former, ParticipantId id) {
    tx.log(PlanLogEvent.PARTICIPANT_REPLACED, id);
    tx.publish(new AccessEnded(tx.planId(), Set.of(former.person())));
  }

  /** Those who decide are told in any case; others as of any new participant (NOTIF-1). */
  private Completable notifyOthers(PlanTx tx, ParticipantId id) {
    return representations
        .findWithAccess(tx)
        .flatMapCompletable(
            all ->
                outbox
                    .enqueueForDeciders(
                        tx.tx(),
                        NoticeType.SERVICE_PERSON_CHANGED,
                        tx.planId(),
                        tx.caller().person())
                    .andThen(
                        outbox.enqueueForParticipants(
                            tx.tx(),
                            NoticeType.NEW_PARTICIPANT,
                            all.stream()
                                .filter(one -> !one.decides() && !one.participant().equals(id))
                                .map(MemberWithAccess::participant)
                                .toList(),
                            tx.member().participant())));
  }

  private Single<Card> card(PlanTx tx, Command<?> command, ParticipantId participant) {
    return Single.defer(() -> cards.get(tx.reads(), command, participant));
  }
}
