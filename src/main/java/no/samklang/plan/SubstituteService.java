package no.samklang.plan;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Single;
import io.vertx.core.json.JsonObject;
import java.time.LocalDate;
import java.util.Set;
import no.samklang.access.AccessEnded;
import no.samklang.access.PlanChanged;
import no.samklang.access.PlanCommands;
import no.samklang.access.PlanLog.Event;
import no.samklang.access.PlanTx;
import no.samklang.access.Right;
import no.samklang.bus.Done;
import no.samklang.bus.Failure;
import no.samklang.operation.Command;
import no.samklang.plan.PlanAdministration.AdministeredPlan;
import no.samklang.plan.PlanAdministration.SubstitutePeriod;
import no.samklang.plan.SubstituteCandidates.Candidate;

/** Names a substitute for the coordinator, from one day to another (PLAN-6). */
@CheckReturnValue
final class SubstituteService {
  private static final String INVALID = "substitute.invalid";

  private final PlanCommands planCommands;
  private final PlanAdministrationQuery administrations;
  private final SubstituteCandidates candidates = new SubstituteCandidates();

  SubstituteService(PlanCommands planCommands, PlanAdministrationQuery administrations) {
    this.planCommands = planCommands;
    this.administrations = administrations;
  }

  /** Names one for a period, or changes the period. Fails with {@code substitute.invalid}. */
  Single<AdministeredPlan> name(Command<SubstitutePeriod> command) {
    return planCommands.run(
        command,
        Right.HAND_OVER,
        tx -> {
          SubstitutePeriod period = command.body();
          PlanPolicy.period(period.from(), period.until(), tx.today());
          return find(tx, command)
              .doOnSuccess(one -> one.require(INVALID, "participantId", one.maySubstitute()))
              .flatMap(one -> update(tx, command, one, period.from(), period.until()))
              .flatMap(done -> administrations.find(tx, command))
              .doOnSuccess(plan -> publish(tx, plan));
        });
  }

  /** Idempotent. */
  Single<Done> end(Command<Void> command) {
    return planCommands.run(
        command,
        Right.HAND_OVER,
        tx ->
            find(tx, command)
                .flatMap(
                    one ->
                        one.isSubstitute()
                            ? update(tx, command, one, null, null)
                            : Single.just(Done.DONE))
                .doOnSuccess(
                    done -> tx.publish(new PlanChanged(tx.planId(), "plan", tx.plan().version()))));
  }

  private Single<Candidate> find(PlanTx tx, Command<?> command) {
    return candidates
        .find(tx, command.participantId())
        .map(found -> found.orElseThrow(Failure.NotFound::new));
  }

  private Single<Done> update(
      PlanTx tx, Command<?> command, Candidate one, LocalDate from, LocalDate until) {
    if (from == null) {
      tx.log(Event.SUBSTITUTE_ENDED, command.participantId());
    } else {
      JsonObject period =
          new JsonObject().put("from", from.toString()).put("until", until.toString());
      tx.log(Event.SUBSTITUTE_NAMED, command.participantId(), period);
    }
    return candidates
        .updatePeriod(tx, command.participantId(), from, until)
        .doOnSuccess(isOpen -> publishEnd(tx, one, isOpen))
        .map(isOpen -> Done.DONE);
  }

  private static void publishEnd(PlanTx tx, Candidate one, boolean isOpen) {
    if (!isOpen) {
      tx.publish(new AccessEnded(tx.planId(), Set.of(one.person())));
    }
  }

  private static void publish(PlanTx tx, AdministeredPlan plan) {
    tx.publish(new PlanChanged(tx.planId(), "plan", plan.version()));
  }
}
