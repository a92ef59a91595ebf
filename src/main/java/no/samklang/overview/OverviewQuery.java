package no.samklang.overview;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Single;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import no.samklang.access.AccessLog;
import no.samklang.access.AccessPolicy;
import no.samklang.calendar.EventTimes;
import no.samklang.db.SqlParams;
import no.samklang.db.SqlReader;
import no.samklang.operation.Command;
import no.samklang.operation.Platform;
import no.samklang.overview.Overviews.Overview;
import no.samklang.overview.Overviews.OverviewFilter;
import no.samklang.overview.Overviews.OverviewList;

/** Reads what waits for a person in all their plans, in one statement (HOME-5). */
@CheckReturnValue
final class OverviewQuery {
  /** The length of a list, unless it is wanted whole. */
  static final int SHOWN = 8;

  /** The length of a list that is wanted whole. */
  static final int MAX_SHOWN = 200;

  /** How far ahead events are shown. */
  private static final Duration AHEAD = Duration.ofDays(14);

  private final SqlReader sql;
  private final Clock clock;
  private final AccessPolicy access;
  private final AccessLog accessLog;
  private final Duration quietAfter;

  OverviewQuery(Platform platform, AccessLog accessLog) {
    this.sql = platform.db();
    this.clock = platform.clock();
    this.access = new AccessPolicy(platform.clock());
    this.accessLog = accessLog;
    this.quietAfter = platform.settings().plans().quietAfter();
  }

  /** What waits for the caller; recorded as read in each plan of which something is shown. */
  Single<Overview> find(Command<OverviewFilter> command) {
    Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
    LocalDate today = access.today();
    Instant until = today.atStartOfDay(EventTimes.ZONE).toInstant().plus(AHEAD);
    OverviewList whole = command.body().all();
    SqlParams params =
        SqlParams.of("person", command.caller().person())
            .and("today", today)
            .and("now", now)
            .and("until", until)
            .and("quietSince", now.minus(quietAfter))
            .and("events", MAX_SHOWN)
            .and("gatherings", MAX_SHOWN);
    for (OverviewList list : OverviewList.values()) {
      if (list != OverviewList.PLANS && list != OverviewList.EVENTS) {
        params = params.and(list.field(), limit(list, whole));
      }
    }
    return sql.query(OverviewSql.OVERVIEW, params)
        .map(rows -> new OverviewRows(rows, today, now, until))
        .doOnSuccess(rows -> rows.shown().forEach(member -> accessLog.record(command, member)))
        .map(
            rows ->
                rows.overview(limit(OverviewList.PLANS, whole), limit(OverviewList.EVENTS, whole)));
  }

  private static int limit(OverviewList list, OverviewList whole) {
    return list == whole ? MAX_SHOWN : SHOWN;
  }
}
