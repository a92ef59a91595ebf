package no.samklang.participant;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Single;
import java.time.Clock;
import no.samklang.access.Access;
import no.samklang.access.AccessLog;
import no.samklang.access.Membership;
import no.samklang.access.PlanChanged;
import no.samklang.access.PlanLog.Entry;
import no.samklang.access.PlanLog.Event;
import no.samklang.access.PlanLog;
import no.samklang.access.PlanSection;
import no.samklang.access.Right;
import no.samklang.bus.Bus;
import no.samklang.bus.Failure;
import no.samklang.db.Database;
import no.samklang.db.Tx;
import no.samklang.notify.Outbox;
import no.samklang.participant.CardStore.Locked;
import no.samklang.participant.CardStore.Shown;
import no.samklang.participant.Cards.Card;
import no.samklang.participant.Cards.ChangeCard;
import no.samklang.participant.Participants.ChangeNotifications;
import no.samklang.participant.Participants.Notifications;
import no.samklang.participant.Participants.Pick;
import no.samklang.person.PersonRegister;

/** Cards: read, changed, and what their people are told of (PART-3, PERSON-6, NOTIF-1). */
@CheckReturnValue
final class CardService {
  private final Database db;
  private final Bus bus;
  private final Access access;
  private final Outbox outbox;
  private final PersonRegister persons;
  private final AccessLog seen;
  private final PlanLog log;
  private final CardStore cards;
  private final PlaceStore places = new PlaceStore();
  private final NotificationStore notifications = new NotificationStore();

  CardService(
      Database db,
      Bus bus,
      Clock clock,
      Access access,
      Outbox outbox,
      PersonRegister persons,
      AccessLog seen) {
    this.db = db;
    this.seen = seen;
    this.bus = bus;
    this.access = access;
    this.outbox = outbox;
    this.persons = persons;
    this.log = new PlanLog(clock);
    this.cards = new CardStore(access);
  }

  Single<Card> read(Pick question) {
    return cards
        .shown(db, question)
        .doOnSuccess(shown -> seen.saw(question.caller(), shown.to(), PlanSection.CARD))
        .map(Shown::card);
  }

  Single<Card> change(ChangeCard command) {
    return db.inTransaction(tx -> change(tx, command)).doOnSuccess(card -> tell(command, card));
  }

  private void tell(ChangeCard command, Card card) {
    bus.publish(new PlanChanged(command.who().plan(), "participants", card.version()));
  }

  private Single<Card> change(Tx tx, ChangeCard command) {
    Pick who = command.who();
    return requireOwnOr(tx, who, Right.EDIT_OWN_CARD, Right.EDIT_PERSONS)
        .flatMap(me -> cards.lock(tx, who))
        .flatMap(
            locked ->
                locked.version() == command.basedOn()
                    ? write(tx, command, locked).andThen(cards.card(tx, who))
                    : stale(tx, cards, who));
  }

  private Completable write(Tx tx, ChangeCard command, Locked locked) {
    Pick who = command.who();
    return persons
        .change(tx, who.caller(), command.origin(), locked.person(), command.wanted().person())
        .andThen(
            cards.say(tx, who.participant(), CardStore.text(command.wanted().responsibility())))
        .andThen(log.add(tx, entry(who, Event.PARTICIPANT_CHANGED)));
  }

  static <T> Single<T> stale(Tx tx, CardStore cards, Pick who) {
    return cards
        .card(tx, who)
        .flatMap(current -> Single.error(new Failure.Conflict("version.stale", current)));
  }

  Single<Notifications> choose(ChangeNotifications command) {
    return db.inTransaction(tx -> choose(tx, command));
  }

  private Single<Notifications> choose(Tx tx, ChangeNotifications command) {
    Pick who = command.who();
    return requireOwnOr(tx, who, Right.READ, Right.ADMINISTER)
        .flatMap(
            me ->
                places
                    .find(tx, who)
                    .flatMap(
                        place -> notifications.choose(tx, place.participant(), command.wanted()))
                    .flatMap(chosen -> note(tx, me, who).toSingleDefault(chosen)));
  }

  /** What one chooses for oneself is nobody else's concern. */
  private Completable note(Tx tx, Membership me, Pick who) {
    return me.participant().equals(who.participant())
        ? Completable.complete()
        : log.add(tx, entry(who, Event.NOTICES_CHANGED));
  }

  private static Entry entry(Pick who, Event event) {
    return new Entry(who.plan(), who.caller().person(), event, who.participant());
  }

  private Single<Membership> requireOwnOr(Tx tx, Pick who, Right own, Right others) {
    return access
        .require(tx, who.caller(), who.plan(), Right.READ)
        .map(me -> Access.demand(me, me.participant().equals(who.participant()) ? own : others));
  }
}
