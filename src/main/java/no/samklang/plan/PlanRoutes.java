package no.samklang.plan;

import io.reactivex.rxjava3.core.Single;
import java.util.Optional;
import no.samklang.bus.Bus;
import no.samklang.db.Keyset.Wanted;
import no.samklang.http.Operations;
import no.samklang.http.Reply;
import no.samklang.http.Request;
import no.samklang.http.Routes;
import no.samklang.id.PlanId;
import no.samklang.plan.Plans.ListPlans;
import no.samklang.plan.Plans.OpenPlan;
import no.samklang.plan.Plans.UpdateStatus;

/** Plans over HTTP. */
public final class PlanRoutes implements Routes {
  private final Bus bus;

  public PlanRoutes(Bus bus) {
    this.bus = bus;
  }

  @Override
  public void addTo(Operations operations) {
    operations.on("listPlans", this::list);
    operations.on("searchPlans", this::search);
    operations.on("openPlan", this::open);
    operations.on("updateStatus", this::updateStatus);
  }

  private record PlanSearch(
      String firstName,
      String lastName,
      Boolean closed,
      String sort,
      Integer limit,
      String after) {}

  private Single<Reply> search(Request request) {
    PlanSearch wanted = request.body(PlanSearch.class);
    Wanted page =
        new Wanted(
            wanted.sort() == null ? "owner" : wanted.sort(),
            wanted.limit() == null ? 50 : wanted.limit(),
            Optional.ofNullable(wanted.after()));
    ListPlans question =
        new ListPlans(
            request.caller(),
            wanted.firstName() == null ? "" : wanted.firstName(),
            wanted.lastName() == null ? "" : wanted.lastName(),
            Boolean.TRUE.equals(wanted.closed()),
            page);
    return bus.ask(Plans.LIST, question).map(Reply::ok);
  }

  private record StatusChange(String text) {}

  private Single<Reply> list(Request request) {
    Wanted page =
        new Wanted(request.query("sort").orElse("owner"), request.limit(), request.query("after"));
    ListPlans question = new ListPlans(request.caller(), "", "", request.flag("closed"), page);
    return bus.ask(Plans.LIST, question).map(Reply::ok);
  }

  private Single<Reply> open(Request request) {
    OpenPlan question = new OpenPlan(request.caller(), plan(request));
    return bus.ask(Plans.OPEN, question).map(Reply::ok);
  }

  private Single<Reply> updateStatus(Request request) {
    String text = request.body(StatusChange.class).text();
    return bus.ask(
            Plans.UPDATE_STATUS,
            new UpdateStatus(request.caller(), plan(request), text, request.ifMatch()))
        .map(Reply::ok);
  }

  private static PlanId plan(Request request) {
    return new PlanId(request.id("planId"));
  }
}
