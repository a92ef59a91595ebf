package no.samklang.plan;

import io.reactivex.rxjava3.core.Single;
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
    operations.on("openPlan", this::open);
    operations.on("updateStatus", this::updateStatus);
  }

  private record StatusChange(String text) {}

  private Single<Reply> list(Request request) {
    Wanted page =
        new Wanted(request.query("sort").orElse("owner"), request.limit(), request.query("after"));
    ListPlans question =
        new ListPlans(
            request.caller(),
            request.query("firstName").orElse(""),
            request.query("lastName").orElse(""),
            request.flag("closed"),
            page);
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
