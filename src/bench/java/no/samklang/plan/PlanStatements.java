package no.samklang.plan;

import java.time.Clock;
import java.util.Optional;
import no.samklang.access.Access;
import no.samklang.bench.Statement;
import no.samklang.db.Keyset.Wanted;
import no.samklang.plan.Plans.ListPlans;

/** What the plan room runs. */
public final class PlanStatements {
  private PlanStatements() {}

  public static Statement list(Access access) {
    ListPlans question =
        new ListPlans(Statement.CALLER, "", "", false, new Wanted("owner", 50, Optional.empty()));
    return Statement.of(sql -> new PlanListStore().list(sql, question, access.today()));
  }

  public static Statement home(Access access, Clock clock) {
    return Statement.of(
        sql -> new HomeStore(access, clock).home(sql, Statement.PLAN, Statement.CALLER));
  }
}
