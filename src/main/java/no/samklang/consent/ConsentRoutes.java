package no.samklang.consent;

import io.reactivex.rxjava3.core.Single;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import no.samklang.bus.Bus;
import no.samklang.consent.Consents.AddPaper;
import no.samklang.consent.Consents.OfPlan;
import no.samklang.consent.Consents.Renew;
import no.samklang.consent.Consents.ScopeOf;
import no.samklang.http.Operations;
import no.samklang.http.Reply;
import no.samklang.http.Request;
import no.samklang.http.Routes;
import no.samklang.id.PlanId;

/** The consent of a plan over HTTP. */
public final class ConsentRoutes implements Routes {
  private final Bus bus;

  public ConsentRoutes(Bus bus) {
    this.bus = bus;
  }

  @Override
  public void addTo(Operations operations) {
    operations.on("readConsent", request -> bus.ask(Consents.READ, ofPlan(request)).map(Reply::ok));
    operations.on("renewConsent", this::renew);
    operations.on(
        "withdrawConsent",
        request -> bus.ask(Consents.WITHDRAW, ofPlan(request)).map(done -> Reply.noContent()));
    operations.on("addConsentPaper", this::addPaper);
    operations.on("consentPaper", this::paper);
  }

  private record Given(
      LocalDate from,
      LocalDate until,
      String scope,
      Capacity capacity,
      String givenByName,
      String reason,
      Boolean differentiated,
      List<ScopeOf> participants) {

    ConsentInput consent() {
      return new ConsentInput(from, until, scope, capacity, givenByName, reason, differentiated);
    }
  }

  private Single<Reply> renew(Request request) {
    Given given = request.body(Given.class);
    List<ScopeOf> shares = given.participants() == null ? List.of() : given.participants();
    return bus.ask(
            Consents.RENEW,
            new Renew(request.caller(), plan(request), request.ifMatch(), given.consent(), shares))
        .map(Reply::ok);
  }

  private Single<Reply> addPaper(Request request) {
    String name = request.query("name").map(String::strip).orElse("");
    String shown = name.isEmpty() ? "samtykke.pdf" : name;
    return bus.ask(
            Consents.ADD_PAPER,
            new AddPaper(request.caller(), plan(request), shown, request.file()))
        .map(Reply::ok);
  }

  /** To be kept by the browser, never run in a page of ours. */
  private Single<Reply> paper(Request request) {
    Map<String, String> headers =
        Map.of(
            "Content-Type", "application/pdf",
            "Content-Disposition", "attachment; filename=\"samtykke.pdf\"");
    return bus.ask(Consents.PAPER, ofPlan(request))
        .map(file -> new Reply(200, file.content(), headers, null));
  }

  private static OfPlan ofPlan(Request request) {
    return new OfPlan(request.caller(), plan(request));
  }

  private static PlanId plan(Request request) {
    return new PlanId(request.id("planId"));
  }
}
