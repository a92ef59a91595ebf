package no.samklang.participant;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Single;
import io.vertx.core.json.JsonObject;
import java.time.Clock;
import java.util.Optional;
import java.util.Set;
import no.samklang.access.Access;
import no.samklang.access.AccessEnded;
import no.samklang.access.Membership;
import no.samklang.access.PlanChanged;
import no.samklang.access.PlanLog.Entry;
import no.samklang.access.PlanLog.Event;
import no.samklang.access.PlanLog;
import no.samklang.access.Right;
import no.samklang.access.Rights;
import no.samklang.bus.Bus;
import no.samklang.bus.Done;
import no.samklang.db.Database;
import no.samklang.db.Tx;
import no.samklang.participant.Cards.Card;
import no.samklang.participant.Cards.ChangeRights;
import no.samklang.participant.Cards.Decision;
import no.samklang.participant.Participants.Pick;

/**
 * What participants are in the plan and may do there, and that they leave it. One decides at a time
 * in each plan, so that it always has a coordinator (PART-1, PART-5).
 */
@CheckReturnValue
final class PlaceService {
  private final Database db;
  private final Bus bus;
  private final Clock clock;
  private final Access access;
  private final PlanLog log;
  private final ParticipantRegister register;
  private final CardStore cards;
  private final PlaceStore places = new PlaceStore();

  PlaceService(Database db, Bus bus, Clock clock, Access access) {
    this.db = db;
    this.bus = bus;
    this.clock = clock;
    this.access = access;
    this.log = new PlanLog(clock);
    this.register = new ParticipantRegister(clock);
    this.cards = new CardStore(access);
  }

  /**
   * @param shutOut who can't open the plan any more
   */
  private record Decided(Card card, Optional<AccessEnded> shutOut) {}

  Single<Card> decide(ChangeRights command) {
    return db.inTransaction(tx -> decide(tx, command))
        .doOnSuccess(decided -> tell(command.who(), decided))
        .map(Decided::card);
  }

  private void tell(Pick who, Decided decided) {
    decided.shutOut().ifPresent(bus::publish);
    bus.publish(new PlanChanged(who.plan(), "rights", decided.card().rightsVersion()));
  }

  private Single<Decided> decide(Tx tx, ChangeRights command) {
    Pick who = command.who();
    return register
        .hold(tx, who.plan())
        .andThen(access.require(tx, who.caller(), who.plan(), Right.DECIDE_RIGHTS))
        .flatMap(me -> places.find(tx, who).flatMap(place -> decide(tx, command, me, place)));
  }

  private Single<Decided> decide(Tx tx, ChangeRights command, Membership me, Place place) {
    if (place.version() != command.basedOn() && !place.isOwner()) {
      return CardService.stale(tx, cards, command.who());
    }
    RightsRule.check(me, place, command.wanted());
    return write(tx, command, me, place)
        .andThen(cards.card(tx, command.who()))
        .map(card -> new Decided(card, shutOut(me, place, command.wanted())));
  }

  private Completable write(Tx tx, ChangeRights command, Membership me, Place place) {
    Pick who = command.who();
    Decision wanted = command.wanted();
    JsonObject detail = Changes.between(place, wanted);
    Rights limit =
        me.decides() ? place.limit().limitedWhere(place.rights(), wanted.rights()) : place.limit();
    return places
        .decide(tx, place.participant(), wanted, limit)
        .andThen(note(tx, who, Event.RIGHTS_CHANGED, detail));
  }

  /** Without consent a plan is open to some roles only (PART-4). */
  private static Optional<AccessEnded> shutOut(Membership me, Place place, Decision wanted) {
    boolean stays = me.hasConsent() || wanted.role().keepsAccessWithoutConsent();
    return stays
        ? Optional.empty()
        : Optional.of(new AccessEnded(me.plan(), Set.of(place.person())));
  }

  Single<Done> remove(Pick command) {
    return db.inTransaction(tx -> remove(tx, command))
        .doOnSuccess(gone -> tellGone(command, gone))
        .map(gone -> Done.DONE);
  }

  private void tellGone(Pick command, Place gone) {
    bus.publish(new AccessEnded(command.plan(), Set.of(gone.person())));
    bus.publish(new PlanChanged(command.plan(), "participants", gone.version() + 1));
  }

  private Single<Place> remove(Tx tx, Pick command) {
    return register
        .hold(tx, command.plan())
        .andThen(access.require(tx, command.caller(), command.plan(), Right.READ))
        .flatMap(me -> places.find(tx, command).flatMap(place -> remove(tx, command, me, place)));
  }

  private Single<Place> remove(Tx tx, Pick command, Membership me, Place place) {
    RightsRule.checkRemoval(me, Access.grants(me, Right.REMOVE_PARTICIPANTS), place);
    JsonObject detail = new JsonObject().put("role", place.role().name());
    return places
        .remove(tx, place.participant(), clock.instant(), command.caller().person())
        .andThen(note(tx, command, Event.PARTICIPANT_REMOVED, detail))
        .toSingleDefault(place);
  }

  private Completable note(Tx tx, Pick who, Event event, JsonObject detail) {
    Entry entry = new Entry(who.plan(), who.caller().person(), event, who.participant(), detail);
    return log.add(tx, entry)
        .andThen(places.touch(tx, who.plan(), clock.instant(), who.caller().person()));
  }
}
