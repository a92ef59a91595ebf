package no.samklang.participant;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Single;
import java.util.List;
import java.util.Optional;
import no.samklang.access.Membership;
import no.samklang.access.PlanCommands;
import no.samklang.access.PlanTx;
import no.samklang.access.Right;
import no.samklang.access.Role;
import no.samklang.error.Failure;
import no.samklang.id.ParticipantId;
import no.samklang.id.PersonId;
import no.samklang.notification.Notices.NoticeType;
import no.samklang.notification.Outbox;
import no.samklang.operation.Command;
import no.samklang.operation.Result.Created;
import no.samklang.participant.Cards.Card;
import no.samklang.participant.Cards.NewParticipant;
import no.samklang.participant.ParticipantService.ParticipantToAdd;
import no.samklang.person.PersonService;

/** Adds participants to a plan, within the owner's consent (PART-1). */
@CheckReturnValue
final class AddParticipantService {
  private final PlanCommands planCommands;
  private final Outbox outbox;
  private final RegisteredPersons persons;
  private final ParticipantService participantService;
  private final CardQuery cards = new CardQuery();
  private final ParticipantRepository participants = new ParticipantRepository();
  private final RepresentationRepository representations = new RepresentationRepository();

  AddParticipantService(
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
   * Adds a registered person, or registers a new one. Idempotent by key, notifications included
   * (MSG-7). Fails with {@code participant.exists}, {@code plan.tooManyParticipants}, and as {@link
   * PersonService#register} does.
   */
  Single<Created> add(Command<NewParticipant> command) {
    return planCommands
        .create(
            command,
            Right.ADD_PARTICIPANTS,
            (tx, id) -> insert(tx, command, new ParticipantId(id)),
            (tx, id) -> cards.get(tx.reads(), command, new ParticipantId(id)))
        .map(card -> new Created(card.participantId(), card));
  }

  private Single<Card> insert(PlanTx tx, Command<NewParticipant> command, ParticipantId id) {
    NewParticipant request = command.body();
    validate(request, tx.member());
    return persons
        .require(tx, request.personId(), request.person(), request.registerAnyway())
        .map(person -> toAdd(tx, request, person))
        .flatMap(toAdd -> participantService.add(tx.tx(), id, toAdd, tx.caller().person()))
        .flatMap(
            added -> representations.update(tx, added, request.service()).toSingleDefault(added))
        .flatMapCompletable(added -> notifyOthers(tx, added))
        .andThen(Single.defer(() -> cards.get(tx.reads(), command, id)))
        .doOnSuccess(card -> tx.markChanged("participants", card.rightsVersion()));
  }

  private static void validate(NewParticipant request, Membership me) {
    if (request.service() != null && request.role() != Role.PROVIDER) {
      throw new Failure.Invalid("service.notAllowed", "role", "role.notAllowed");
    }
    if (request.role() == Role.OWNER) {
      throw new Failure.Invalid("request.invalid", "role", "invalid");
    }
    boolean isPrivilegedRole =
        request.role() == Role.COORDINATOR || request.role() == Role.GUARDIAN;
    if (isPrivilegedRole && me.substitute()) {
      throw new Failure.Forbidden("access.denied");
    }
    validateEnd(request, me);
  }

  /**
   * The period is inside the plan's consent (PART-4); a coordinator's access doesn't rest on it.
   */
  private static void validateEnd(NewParticipant request, Membership me) {
    if (request.role() != Role.COORDINATOR) {
      ParticipantConsentPolicy.requireWithinPlan(me, request.endsOn(), "endsOn");
    } else if (request.endsOn() != null && request.endsOn().isBefore(me.today())) {
      throw new Failure.Invalid("request.invalid", "endsOn", "date.past");
    }
  }

  private static ParticipantToAdd toAdd(PlanTx tx, NewParticipant request, PersonId person) {
    return new ParticipantToAdd(
        tx.planId(),
        person,
        request.role(),
        Optional.ofNullable(request.rights()),
        request.responsibility(),
        request.endsOn(),
        request.consentScope(),
        request.reason());
  }

  /** Notifies participants with access who have subscribed to the event (NOTIF-3). */
  private Completable notifyOthers(PlanTx tx, ParticipantId added) {
    return participants
        .findWithAccess(tx)
        .map(all -> all.stream().filter(other -> !other.equals(added)).toList())
        .flatMapCompletable((List<ParticipantId> others) -> notify(tx, others));
  }

  private Completable notify(PlanTx tx, List<ParticipantId> others) {
    return outbox.enqueueForParticipants(
        tx.tx(), NoticeType.NEW_PARTICIPANT, others, tx.member().participant());
  }
}
