package no.samklang.plan;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Single;
import no.samklang.access.AccessLog;
import no.samklang.db.SqlReader;
import no.samklang.operation.Command;
import no.samklang.operation.Platform;
import no.samklang.plan.PlanAdministration.AdministeredPlan;
import no.samklang.plan.PlanAdministrationQuery.SeenPlan;

/** How a plan is run, for a coordinator and for an ORG_ADMIN of its organisation. */
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
   * A coordinator sees all of it; an ORG_ADMIN of the plan's organisation sees that it is there,
   * whose it is, and whether it is closed. Fails as {@link PlanAdministrationQuery#find} does.
   */
  Single<AdministeredPlan> get(Command<Void> command) {
    return query
        .findSeen(sql, command)
        .doOnSuccess(seen -> seen.by().ifPresent(by -> accessLog.record(command, by)))
        .map(SeenPlan::plan);
  }
}
