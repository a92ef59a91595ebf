package no.samklang.plan;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Single;
import io.vertx.core.json.JsonObject;
import java.time.LocalDate;
import java.util.Set;
import no.samklang.access.PlanCommands;
import no.samklang.access.PlanLog.PlanLogEvent;
import no.samklang.access.PlanTx;
import no.samklang.access.Right;
import no.samklang.error.Failure;
import no.samklang.event.AccessEnded;
import no.samklang.event.PlanChanged;
import no.samklang.operation.Command;
import no.samklang.operation.NoContent;
import no.samklang.plan.PlanAdministration.AdministeredPlan;
import no.samklang.plan.PlanAdministration.SubstitutePeriod;
import no.samklang.plan.SubstituteCandidates.Candidate;

/** Names and ends substitutes for the coordinator (PLAN-6). */
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

  /**
   * Names a substitute for a period, or changes the period. Fails with {@code substitute.invalid}.
   */
  Single<AdministeredPlan> name(Command<SubstitutePeriod> command) {
    return planCommands.run(
        command,
        Right.HAND_OVER,
        tx -> {
          SubstitutePeriod period = command.body();
          PlanPolicy.validateSubstitutePeriod(period.from(), period.until(), tx.today());
          return find(tx, command)
              .doOnSuccess(
                  candidate ->
                      candidate.validate(INVALID, "participantId", candidate.maySubstitute()))
              .flatMap(candidate -> update(tx, command, candidate, period.from(), period.until()))
              .flatMap(result -> administrations.find(tx, command))
              .doOnSuccess(plan -> publish(tx, plan));
        });
  }

  /** Ends the substitution. Idempotent. */
  Single<NoContent> end(Command<Void> command) {
    return planCommands.run(
        command,
        Right.HAND_OVER,
        tx ->
            find(tx, command)
                .flatMap(
                    candidate ->
                        candidate.isSubstitute()
                            ? update(tx, command, candidate, null, null)
                            : Single.just(NoContent.NO_CONTENT))
                .doOnSuccess(
                    result ->
                        tx.publish(new PlanChanged(tx.planId(), "plan", tx.plan().version()))));
  }

  private Single<Candidate> find(PlanTx tx, Command<?> command) {
    return candidates
        .find(tx, command.participantId())
        .map(candidate -> candidate.orElseThrow(Failure.NotFound::new));
  }

  private Single<NoContent> update(
      PlanTx tx, Command<?> command, Candidate candidate, LocalDate from, LocalDate until) {
    if (from == null) {
      tx.log(PlanLogEvent.SUBSTITUTE_ENDED, command.participantId());
    } else {
      JsonObject period =
          new JsonObject().put("from", from.toString()).put("until", until.toString());
      tx.log(PlanLogEvent.SUBSTITUTE_NAMED, command.participantId(), period);
    }
    return candidates
        .updatePeriod(tx, command.participantId(), from, until)
        .doOnSuccess(hasAccess -> publishAccessEnded(tx, candidate, hasAccess))
        .map(hasAccess -> NoContent.NO_CONTENT);
  }

  private static void publishAccessEnded(PlanTx tx, Candidate candidate, boolean hasAccess) {
    if (!hasAccess) {
      tx.publish(new AccessEnded(tx.planId(), Set.of(candidate.person())));
    }
  }

  private static void publish(PlanTx tx, AdministeredPlan plan) {
    tx.publish(new PlanChanged(tx.planId(), "plan", plan.version()));
  }
}
