package no.samklang.plan;

import io.reactivex.rxjava3.core.Single;
import java.time.LocalDate;
import java.util.UUID;
import no.samklang.bus.Bus;
import no.samklang.http.Operations;
import no.samklang.http.Reply;
import no.samklang.http.Request;
import no.samklang.http.Routes;
import no.samklang.id.ParticipantId;
import no.samklang.id.PlanId;
import no.samklang.plan.PlanLife.Answer;
import no.samklang.plan.PlanLife.Change;
import no.samklang.plan.PlanLife.ChangeState;
import no.samklang.plan.PlanLife.Concerning;
import no.samklang.plan.PlanLife.NameSubstitute;
import no.samklang.plan.PlanLife.OfPlan;
import no.samklang.plan.PlanLife.PlanType;
import no.samklang.plan.PlanLife.State;

/** How plans are run, over HTTP. */
public final class LifeRoutes implements Routes {
  private final Bus bus;

  public LifeRoutes(Bus bus) {
    this.bus = bus;
  }

  @Override
  public void addTo(Operations operations) {
    operations.on("planAdministration", this::administration);
    operations.on("changePlan", this::change);
    operations.on("changeState", this::changeState);
    operations.on("askBaton", this::askBaton);
    operations.on("takeBackBaton", this::takeBackBaton);
    operations.on("answerBaton", this::answerBaton);
    operations.on("nameSubstitute", this::nameSubstitute);
    operations.on("endSubstitute", this::endSubstitute);
  }

  private record PlanChange(
      String shortName, LocalDate startDate, PlanType type, Boolean secondPlan) {}

  private record StateChange(State state, LocalDate endDate, Boolean secondPlan) {}

  private record BatonQuestion(UUID to) {}

  private record BatonAnswer(boolean accept) {}

  private record Period(LocalDate from, LocalDate until) {}

  private Single<Reply> administration(Request request) {
    return bus.ask(PlanLife.ADMINISTRATION, new OfPlan(request.caller(), plan(request)))
        .map(Reply::ok);
  }

  private Single<Reply> change(Request request) {
    PlanChange body = request.body(PlanChange.class);
    Change command =
        new Change(
            request.caller(),
            plan(request),
            body.shortName(),
            body.startDate(),
            body.type(),
            Boolean.TRUE.equals(body.secondPlan()),
            request.ifMatch());
    return bus.ask(PlanLife.CHANGE, command).map(Reply::ok);
  }

  private Single<Reply> changeState(Request request) {
    StateChange body = request.body(StateChange.class);
    ChangeState command =
        new ChangeState(
            request.caller(),
            plan(request),
            body.state(),
            body.endDate(),
            Boolean.TRUE.equals(body.secondPlan()));
    return bus.ask(PlanLife.CHANGE_STATE, command).map(Reply::ok);
  }

  private Single<Reply> askBaton(Request request) {
    ParticipantId to = new ParticipantId(request.body(BatonQuestion.class).to());
    return bus.ask(PlanLife.ASK_BATON, new Concerning(request.caller(), plan(request), to))
        .map(Reply::ok);
  }

  private Single<Reply> takeBackBaton(Request request) {
    return bus.ask(PlanLife.TAKE_BACK_BATON, new OfPlan(request.caller(), plan(request)))
        .map(plan -> Reply.noContent());
  }

  private Single<Reply> answerBaton(Request request) {
    boolean accept = request.body(BatonAnswer.class).accept();
    return bus.ask(PlanLife.ANSWER_BATON, new Answer(request.caller(), plan(request), accept))
        .map(done -> Reply.noContent());
  }

  private Single<Reply> nameSubstitute(Request request) {
    Period period = request.body(Period.class);
    NameSubstitute command =
        new NameSubstitute(
            request.caller(), plan(request), participant(request), period.from(), period.until());
    return bus.ask(PlanLife.NAME_SUBSTITUTE, command).map(Reply::ok);
  }

  private Single<Reply> endSubstitute(Request request) {
    Concerning command = new Concerning(request.caller(), plan(request), participant(request));
    return bus.ask(PlanLife.END_SUBSTITUTE, command).map(plan -> Reply.noContent());
  }

  private static PlanId plan(Request request) {
    return new PlanId(request.id("planId"));
  }

  private static ParticipantId participant(Request request) {
    return new ParticipantId(request.id("participantId"));
  }
}
