package no.samklang.participant;

import io.vertx.rxjava3.sqlclient.Row;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;

/**
 * A participant's consent period, inside the plan's (PART-4).
 *
 * @param from the later of the first day of the plan's consent and the day of joining the plan
 * @param until the last day: the plan's, or an earlier one of the participant's own
 * @param daysLeft until the last day, negative when it has passed
 */
public record ConsentPeriod(LocalDate from, LocalDate until, int daysLeft) {

  /** Reads the columns of {@code consent_period}; null while the plan has no consent. */
  static ConsentPeriod of(Row row, LocalDate today) {
    LocalDate until = row.getLocalDate("period_until");
    return until == null
        ? null
        : new ConsentPeriod(
            row.getLocalDate("period_from"), until, (int) ChronoUnit.DAYS.between(today, until));
  }
}
