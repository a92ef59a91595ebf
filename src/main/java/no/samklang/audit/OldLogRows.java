package no.samklang.audit;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Single;
import java.time.Duration;
import java.util.List;
import no.samklang.config.Settings.RetentionSettings;
import no.samklang.retention.RetentionRule;

/**
 * Deletes rows of the logs when they are due (LAW-3), by a function of the database: the service
 * itself may delete none. The log of a plan stays as long as the plan.
 */
@CheckReturnValue
final class OldLogRows {
  private static final String DELETE = "select delete_old_log_rows($1, $2, $3) as deleted";

  private OldLogRows() {}

  static List<RetentionRule> rules(RetentionSettings times) {
    return List.of(
        rule("access log rows", "access_log", times.accessLog()),
        rule("security log rows", "security_event", times.securityLog()),
        rule("register log rows", "register_log", times.registerLog()));
  }

  private static RetentionRule rule(String kind, String log, Duration age) {
    return new RetentionRule(
        kind,
        age,
        (db, before, limit) ->
            Single.defer(() -> db.execute(DELETE, log, before, limit))
                .map(rows -> rows.iterator().next().getInteger("deleted")));
  }
}
