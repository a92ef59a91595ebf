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
import no.samklang.bus.Failure;
import no.samklang.id.ParticipantId;
import no.samklang.id.PersonId;
import no.samklang.notify.Notices.Template;
import no.samklang.notify.Outbox;
import no.samklang.operation.Command;
import no.samklang.operation.Result.Created;
import no.samklang.participant.Cards.Card;
import no.samklang.participant.Cards.NewParticipant;
import no.samklang.participant.ParticipantRegister.Joining;
import no.samklang.person.PersonRegister;

/** Brings people into a plan, as far as the owner consents (PART-1). */
@CheckReturnValue
final class AddParticipantService {
  private final PlanCommands planCommands;
  private final Outbox outbox;
  private final PersonRegister persons;
  private final ParticipantRegister register;
  private final CardQuery cards = new CardQuery();
  private final ParticipantRepository participants = new ParticipantRepository();

  AddParticipantService(
      PlanCommands planCommands,
      Outbox outbox,
      PersonRegister persons,
      ParticipantRegister register) {
    this.planCommands = planCommands;
    this.outbox = outbox;
    this.persons = persons;
    this.register = register;
  }

  /**
   * Adds a person of the register, or a new one. The same request gives the same, and tells nobody
   * twice (MSG-7). Fails with {@code participant.exists}, {@code plan.full}, and as {@link
   * PersonRegister#register} does.
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
    NewParticipant wanted = command.body();
    check(wanted, tx.member());
    return person(tx, wanted)
        .map(person -> joining(tx, wanted, person))
        .flatMap(joining -> register.add(tx.tx(), id, joining, tx.caller().person()))
        .flatMapCompletable(added -> notifyOthers(tx, added))
        .andThen(Single.defer(() -> cards.get(tx.reads(), command, id)))
        .doOnSuccess(card -> tx.changed("participants", card.rightsVersion()));
  }

  private static void check(NewParticipant wanted, Membership me) {
    if ((wanted.personId() == null) == (wanted.person() == null)) {
      throw new Failure.Invalid("request.invalid", "person", "required");
    }
    if (wanted.role() == Role.OWNER) {
      throw new Failure.Invalid("request.invalid", "role", "invalid");
    }
    boolean hasWeight = wanted.role() == Role.COORDINATOR || wanted.role() == Role.GUARDIAN;
    if (hasWeight && me.substitute()) {
      throw new Failure.Forbidden("access.denied");
    }
    if (wanted.endsOn() != null && wanted.endsOn().isBefore(me.today())) {
      throw new Failure.Invalid("request.invalid", "endsOn", "date.past");
    }
  }

  /** One of the municipality's register, or a new one in it. */
  private Single<PersonId> person(PlanTx tx, NewParticipant wanted) {
    var municipality = tx.caller().municipality();
    if (wanted.personId() == null) {
      boolean anyway = Boolean.TRUE.equals(wanted.registerAnyway());
      return persons.register(tx.tx(), municipality, wanted.person(), anyway);
    }
    return persons
        .require(tx.tx(), municipality, wanted.personId())
        .toSingleDefault(wanted.personId());
  }

  private static Joining joining(PlanTx tx, NewParticipant wanted, PersonId person) {
    return new Joining(
        tx.planId(),
        person,
        wanted.role(),
        Optional.ofNullable(wanted.rights()),
        wanted.responsibility(),
        wanted.endsOn(),
        wanted.consentScope());
  }

  /** All to whom the plan is open, as far as they have asked for it (NOTIF-3). */
  private Completable notifyOthers(PlanTx tx, ParticipantId added) {
    return participants
        .findOpen(tx)
        .map(open -> open.stream().filter(one -> !one.equals(added)).toList())
        .flatMapCompletable((List<ParticipantId> others) -> notify(tx, others));
  }

  private Completable notify(PlanTx tx, List<ParticipantId> others) {
    return outbox.happened(tx.tx(), Template.NEW_PARTICIPANT, others, tx.member().participant());
  }
}
