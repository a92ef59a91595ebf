package no.samklang.plan;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Single;
import no.samklang.access.AccessLog;
import no.samklang.db.SqlReader;
import no.samklang.operation.Command;
import no.samklang.operation.Platform;
import no.samklang.plan.PlanAdministration.AdministeredPlan;
import no.samklang.plan.PlanAdministrationQuery.AdministrationView;

/**
 * Reads the administration of a plan, for a coordinator and for an ORG_ADMIN of its organisation.
 */
@CheckReturnValue
final class PlanAdministrationService {
  private final SqlReader sql;
  private final PlanAdministrationQuery query;
  private final AccessLog accessLog;

  PlanAdministrationService(Platform platform, PlanAdministrationQuery query, AccessLog accessLog) {
    this.sql = platform.db();
    this.query = query;
    this.accessLog = accessLog;
  }

  /**
   * A coordinator gets the full view; an ORG_ADMIN of the plan's organisation gets the owner and
   * the state only. Fails as {@link PlanAdministrationQuery#find} does.
   */
  Single<AdministeredPlan> get(Command<Void> command) {
    return query
        .findView(sql, command)
        .doOnSuccess(
            view -> view.coordinator().ifPresent(member -> accessLog.record(command, member)))
        .map(AdministrationView::plan);
  }
}
