package no.samklang.plan;

import io.reactivex.rxjava3.core.Completable;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import no.samklang.bus.Failure;
import no.samklang.bus.Failure.FieldError;

/** What a plan must be. Dates that are wrong fail with {@link Failure.Invalid}. */
final class PlanPolicy {
  private static final LocalDate FIRST = LocalDate.of(1990, 1, 1);
  private static final int YEARS_AHEAD = 1;
  private static final int LONGEST_SUBSTITUTE_YEARS = 1;

  private PlanPolicy() {}

  /** A plan may be made some time before it starts. */
  static void start(LocalDate startDate, LocalDate today) {
    List<FieldError> errors = new ArrayList<>();
    check(startDate.isBefore(FIRST), "startDate", "date.tooEarly", errors);
    check(startDate.isAfter(today.plusYears(YEARS_AHEAD)), "startDate", "date.tooFar", errors);
    refuse("plan.invalid", errors);
  }

  /** The last day of the cooperation. */
  static void end(LocalDate endDate, LocalDate startDate, LocalDate today) {
    List<FieldError> errors = new ArrayList<>();
    check(endDate.isBefore(startDate), "endDate", "date.beforeStart", errors);
    check(endDate.isAfter(today), "endDate", "date.future", errors);
    refuse("plan.invalid", errors);
  }

  /** The days in which somebody stands in. */
  static void period(LocalDate from, LocalDate until, LocalDate today) {
    List<FieldError> errors = new ArrayList<>();
    LocalDate longest = from.plusYears(LONGEST_SUBSTITUTE_YEARS);
    check(from.isAfter(today.plusYears(YEARS_AHEAD)), "from", "date.tooFar", errors);
    check(until.isBefore(from), "until", "date.beforeStart", errors);
    check(until.isBefore(today), "until", "date.past", errors);
    check(until.isAfter(longest), "until", "date.tooFar", errors);
    refuse("substitute.invalid", errors);
  }

  /** Fails with {@code plan.secondActiveIp} when the owner has an individual plan already. */
  static Completable warnOfSecond(boolean hasActiveIp) {
    return hasActiveIp
        ? Completable.error(new Failure.Conflict("plan.secondActiveIp", null))
        : Completable.complete();
  }

  /** Names the fields of a part as they are called in the whole. */
  static Throwable under(String part, Throwable failure) {
    return failure instanceof Failure.Invalid invalid
        ? new Failure.Invalid(
            invalid.code(), invalid.errors().stream().map(error -> under(part, error)).toList())
        : failure;
  }

  private static FieldError under(String part, FieldError error) {
    String inside = part + ".";
    return error.field().startsWith(inside)
        ? error
        : new FieldError(inside + error.field(), error.code());
  }

  private static void check(boolean wrong, String field, String code, List<FieldError> errors) {
    if (wrong) {
      errors.add(new FieldError(field, code));
    }
  }

  private static void refuse(String code, List<FieldError> errors) {
    if (!errors.isEmpty()) {
      throw new Failure.Invalid(code, errors);
    }
  }
}
