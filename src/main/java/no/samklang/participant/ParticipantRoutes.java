package no.samklang.participant;

import no.samklang.bus.Bus;
import no.samklang.http.Operations;
import no.samklang.http.Reply;
import no.samklang.http.Routes;
import no.samklang.id.PlanId;
import no.samklang.participant.Participants.ListGroup;

/** The plan group over HTTP. */
public final class ParticipantRoutes implements Routes {
  private final Bus bus;

  public ParticipantRoutes(Bus bus) {
    this.bus = bus;
  }

  @Override
  public void addTo(Operations operations) {
    operations.on(
        "listParticipants",
        request ->
            bus.ask(
                    Participants.LIST,
                    new ListGroup(request.caller(), new PlanId(request.id("planId")), false))
                .map(Reply::ok));
  }
}
