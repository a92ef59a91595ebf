package no.samklang.deletion;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Single;
import java.text.Normalizer;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import no.samklang.access.AccessPolicy;
import no.samklang.access.PlanCommands;
import no.samklang.db.Database;
import no.samklang.db.Tx;
import no.samklang.deletion.PlanDeletionRepository.PlanToDelete;
import no.samklang.deletion.PlanDeletions.ClosedPlanPage;
import no.samklang.deletion.PlanDeletions.DeletionConfirmation;
import no.samklang.deletion.PlanDeletions.PageQuery;
import no.samklang.deletion.PlanDeletions.PlanDeletionPage;
import no.samklang.error.Failure;
import no.samklang.operation.Command;
import no.samklang.operation.NoContent;
import no.samklang.operation.Platform;
import no.samklang.organisation.OrganisationAccess;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Lists the closed plans that an ORG_ADMIN administers, and deletes them (PLAN-9). */
@CheckReturnValue
final class PlanDeletionService {
  private static final Logger LOG = LoggerFactory.getLogger(PlanDeletionService.class);

  private final Database db;
  private final Clock clock;
  private final AccessPolicy access;
  private final PlanCommands planCommands;
  private final PlanDeletionRepository repository;

  PlanDeletionService(Platform platform, PlanCommands planCommands) {
    this.db = platform.db();
    this.clock = platform.clock();
    this.access = new AccessPolicy(platform.clock());
    this.planCommands = planCommands;
    this.repository = new PlanDeletionRepository(platform.settings().retention().plans().byType());
  }

  /** The closed plans of the caller's organisations, those closed first at the top. */
  Single<ClosedPlanPage> listClosedPlans(Command<PageQuery> command) {
    return OrganisationAccess.require(db, command.caller())
        .andThen(
            Single.defer(
                () ->
                    repository.listClosed(
                        db, command.caller().person(), access.today(), command.body())));
  }

  /** What has been deleted in the caller's organisations, newest first. */
  Single<PlanDeletionPage> listDeletions(Command<PageQuery> command) {
    return OrganisationAccess.require(db, command.caller())
        .andThen(
            Single.defer(
                () -> repository.listDeletions(db, command.caller().person(), command.body())));
  }

  /**
   * Deletes a plan for good, in one transaction.
   *
   * @return fails with {@link Failure.NotFound} for callers outside the plan and its organisation,
   *     {@code access.denied} for participants, {@link Failure.Conflict} with the code of the
   *     obstacle, and {@code plan.notConfirmed} for another short name
   */
  Single<NoContent> delete(Command<DeletionConfirmation> command) {
    return db.inTransaction(
        tx ->
            planCommands
                .lock(tx, command.planId())
                .flatMap(
                    plan ->
                        repository.find(
                            tx, command.planId(), command.caller().person(), access.today()))
                .doOnSuccess(plan -> requireDeletable(plan, command.body()))
                .flatMapCompletable(plan -> delete(tx, command))
                .toSingleDefault(NoContent.NO_CONTENT));
  }

  private Completable delete(Tx tx, Command<?> command) {
    Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
    return repository
        .delete(tx, command.planId(), command.caller().person(), now)
        .doOnComplete(
            () -> LOG.info("A plan was deleted by {}", command.caller().person().value()));
  }

  private static void requireDeletable(PlanToDelete plan, DeletionConfirmation given) {
    if (!plan.administers()) {
      throw plan.takesPart() ? new Failure.Forbidden("access.denied") : new Failure.NotFound();
    }
    plan.obstacle()
        .ifPresent(
            obstacle -> {
              throw new Failure.Conflict(obstacle.code(), null);
            });
    if (!comparable(given.shortName()).equals(comparable(plan.confirmation()))) {
      throw new Failure.Invalid("plan.notConfirmed", "shortName", "shortName.differs");
    }
  }

  /** Capitals count; what a keyboard or a copied text makes of spaces and accents doesn't. */
  private static String comparable(String name) {
    return Normalizer.normalize(name, Normalizer.Form.NFKC).strip().replaceAll("\\s+", " ");
  }
}
