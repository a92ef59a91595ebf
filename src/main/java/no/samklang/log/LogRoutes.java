package no.samklang.log;

import no.samklang.bus.Bus;
import no.samklang.db.Keyset.Wanted;
import no.samklang.http.Operations;
import no.samklang.http.Reply;
import no.samklang.http.Request;
import no.samklang.http.Routes;
import no.samklang.id.PlanId;
import no.samklang.log.Logs.Ask;

/** The logs of a plan over HTTP. */
public final class LogRoutes implements Routes {
  private static final String NEWEST_FIRST = "-at";

  private final Bus bus;

  public LogRoutes(Bus bus) {
    this.bus = bus;
  }

  @Override
  public void addTo(Operations operations) {
    operations.on("planAccess", request -> bus.ask(Logs.ACCESS, ask(request)).map(Reply::ok));
    operations.on("planLog", request -> bus.ask(Logs.DONE, ask(request)).map(Reply::ok));
  }

  private static Ask ask(Request request) {
    return new Ask(
        request.caller(),
        new PlanId(request.id("planId")),
        new Wanted(NEWEST_FIRST, request.limit(), request.query("after")));
  }
}
