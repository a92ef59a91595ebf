package no.samklang.participant;

import io.reactivex.rxjava3.core.Single;
import no.samklang.bus.Bus;
import no.samklang.http.Operations;
import no.samklang.http.Reply;
import no.samklang.http.Request;
import no.samklang.http.Routes;
import no.samklang.id.ParticipantId;
import no.samklang.id.PlanId;
import no.samklang.participant.Cards.AddParticipant;
import no.samklang.participant.Cards.Card;
import no.samklang.participant.Cards.CardChange;
import no.samklang.participant.Cards.ChangeCard;
import no.samklang.participant.Cards.ChangeRights;
import no.samklang.participant.Cards.Decision;
import no.samklang.participant.Cards.NewParticipant;
import no.samklang.participant.Participants.ChangeNotifications;
import no.samklang.participant.Participants.ListGroup;
import no.samklang.participant.Participants.Notifications;
import no.samklang.participant.Participants.Pick;

/** The plan group, its cards and rights over HTTP. */
public final class ParticipantRoutes implements Routes {
  private final Bus bus;

  public ParticipantRoutes(Bus bus) {
    this.bus = bus;
  }

  @Override
  public void addTo(Operations operations) {
    operations.on(
        "listParticipants", request -> bus.ask(Participants.LIST, group(request)).map(Reply::ok));
    operations.on(
        "planRights", request -> bus.ask(Participants.RIGHTS, group(request)).map(Reply::ok));
    operations.on("addParticipant", this::add);
    operations.on("readParticipant", request -> bus.ask(Cards.READ, pick(request)).map(Reply::ok));
    operations.on("changeParticipant", this::change);
    operations.on("changeRights", this::decide);
    operations.on(
        "removeParticipant",
        request -> bus.ask(Participants.REMOVE, pick(request)).map(done -> Reply.noContent()));
    operations.on("changeNotifications", this::choose);
  }

  private Single<Reply> add(Request request) {
    PlanId plan = plan(request);
    AddParticipant command =
        new AddParticipant(
            request.caller(), plan, request.body(NewParticipant.class), request.idempotencyKey());
    return bus.ask(Cards.ADD, command).map(card -> Reply.created(location(plan, card), card));
  }

  private Single<Reply> change(Request request) {
    ChangeCard command =
        new ChangeCard(
            pick(request), request.origin(), request.body(CardChange.class), request.ifMatch());
    return bus.ask(Cards.CHANGE, command).map(Reply::ok);
  }

  private Single<Reply> decide(Request request) {
    Decision wanted = request.body(Decision.class);
    ChangeRights command = new ChangeRights(pick(request), tidy(wanted), request.ifMatch());
    return bus.ask(Cards.DECIDE, command).map(Reply::ok);
  }

  private static Decision tidy(Decision wanted) {
    return new Decision(
        wanted.role(), wanted.rights(), wanted.endsOn(), CardStore.text(wanted.consentScope()));
  }

  private Single<Reply> choose(Request request) {
    return bus.ask(
            Participants.CHANGE_NOTIFICATIONS,
            new ChangeNotifications(pick(request), request.body(Notifications.class)))
        .map(Reply::ok);
  }

  private static String location(PlanId plan, Card card) {
    return "/api/v1/plans/%s/participants/%s".formatted(plan, card.participantId());
  }

  private static ListGroup group(Request request) {
    return new ListGroup(request.caller(), plan(request), false);
  }

  private static Pick pick(Request request) {
    ParticipantId participant = new ParticipantId(request.id("participantId"));
    return new Pick(request.caller(), plan(request), participant);
  }

  private static PlanId plan(Request request) {
    return new PlanId(request.id("planId"));
  }
}
