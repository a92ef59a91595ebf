package no.samklang.organisation;

import io.reactivex.rxjava3.core.Single;
import no.samklang.bus.Bus;
import no.samklang.http.Operations;
import no.samklang.http.Reply;
import no.samklang.http.Request;
import no.samklang.http.Routes;
import no.samklang.id.OrganisationId;

/** Municipalities and their units over HTTP. */
public final class OrganisationRoutes implements Routes {
  private final Bus bus;

  public OrganisationRoutes(Bus bus) {
    this.bus = bus;
  }

  @Override
  public void addTo(Operations operations) {
    operations.on(
        "listOrganisations",
        request -> bus.ask(Organisations.LIST, request.caller()).map(Reply::ok));
    operations.on("changeOrganisation", this::change);
  }

  private record OrganisationChange(int consentAge) {}

  private Single<Reply> change(Request request) {
    Organisations.Change command =
        new Organisations.Change(
            request.caller(),
            new OrganisationId(request.id("organisationId")),
            request.body(OrganisationChange.class).consentAge(),
            request.ifMatch());
    return bus.ask(Organisations.CHANGE, command).map(Reply::ok);
  }
}
