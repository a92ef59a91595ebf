package no.samklang.participant;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Single;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;
import no.samklang.access.Access;
import no.samklang.access.Membership;
import no.samklang.access.PlanChanged;
import no.samklang.access.Right;
import no.samklang.access.Role;
import no.samklang.bus.Bus;
import no.samklang.bus.Failure;
import no.samklang.bus.Json;
import no.samklang.db.Database;
import no.samklang.db.Once;
import no.samklang.db.Tx;
import no.samklang.id.ParticipantId;
import no.samklang.id.PersonId;
import no.samklang.notify.Notices.Template;
import no.samklang.notify.Outbox;
import no.samklang.participant.Cards.AddParticipant;
import no.samklang.participant.Cards.Card;
import no.samklang.participant.Cards.NewParticipant;
import no.samklang.participant.ParticipantRegister.Joining;
import no.samklang.participant.Participants.Pick;
import no.samklang.person.PersonRegister;

/** Brings people into a plan, as far as the owner consents (PART-1). */
@CheckReturnValue
final class AddingService {
  private final Database db;
  private final Bus bus;
  private final Clock clock;
  private final Access access;
  private final Outbox outbox;
  private final PersonRegister persons;
  private final ParticipantRegister register;
  private final CardStore cards;
  private final PlaceStore places = new PlaceStore();

  AddingService(
      Database db, Bus bus, Clock clock, Access access, Outbox outbox, PersonRegister persons) {
    this.db = db;
    this.bus = bus;
    this.clock = clock;
    this.access = access;
    this.outbox = outbox;
    this.persons = persons;
    this.register = new ParticipantRegister(clock);
    this.cards = new CardStore(access);
  }

  Single<Card> add(AddParticipant command) {
    Once once = Once.of(command.caller(), command.key(), text(command));
    return db.inTransaction(tx -> add(tx, command, once)).doOnSuccess(card -> tell(command, card));
  }

  private static String text(AddParticipant command) {
    return command.plan() + Json.mapper().valueToTree(command.wanted()).toString();
  }

  private void tell(AddParticipant command, Card card) {
    bus.publish(new PlanChanged(command.plan(), "participants", card.rightsVersion()));
  }

  private Single<Card> add(Tx tx, AddParticipant command, Once once) {
    return register
        .hold(tx, command.plan())
        .andThen(access.require(tx, command.caller(), command.plan(), Right.ADD_PARTICIPANTS))
        .flatMap(me -> once.make(tx, clock.instant(), () -> join(tx, command, me)))
        .map(made -> new ParticipantId(made.id()))
        .flatMap(id -> cards.card(tx, new Pick(command.caller(), command.plan(), id)));
  }

  private Single<UUID> join(Tx tx, AddParticipant command, Membership me) {
    NewParticipant wanted = command.wanted();
    check(wanted, me);
    return person(tx, command)
        .map(person -> joining(command, person))
        .flatMap(joining -> register.add(tx, joining, command.caller().person()))
        .flatMap(id -> announce(tx, command, me, id).toSingleDefault(id.value()));
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
  private Single<PersonId> person(Tx tx, AddParticipant command) {
    NewParticipant wanted = command.wanted();
    var municipality = command.caller().municipality();
    if (wanted.personId() == null) {
      boolean anyway = Boolean.TRUE.equals(wanted.registerAnyway());
      return persons.register(tx, municipality, wanted.person(), anyway);
    }
    return persons.require(tx, municipality, wanted.personId()).toSingleDefault(wanted.personId());
  }

  private static Joining joining(AddParticipant command, PersonId person) {
    NewParticipant wanted = command.wanted();
    return new Joining(
        command.plan(),
        person,
        wanted.role(),
        Optional.ofNullable(wanted.rights()),
        CardStore.text(wanted.responsibility()),
        wanted.endsOn(),
        CardStore.text(wanted.consentScope()));
  }

  private Completable announce(Tx tx, AddParticipant command, Membership me, ParticipantId added) {
    return cards
        .told(tx, me, added)
        .flatMapCompletable(
            told -> outbox.happened(tx, Template.NEW_PARTICIPANT, told, me.participant()))
        .andThen(places.touch(tx, command.plan(), clock.instant(), command.caller().person()));
  }
}
