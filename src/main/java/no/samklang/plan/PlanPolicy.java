package no.samklang.plan;

import io.reactivex.rxjava3.core.Completable;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import no.samklang.error.Failure;
import no.samklang.error.Failure.FieldError;

/** Validation rules of plans. Invalid dates fail with {@link Failure.Invalid}. */
final class PlanPolicy {
  private static final LocalDate MIN_START_DATE = LocalDate.of(1990, 1, 1);
  private static final int MAX_YEARS_AHEAD = 1;
  private static final int MAX_PLAN_YEARS = 20;
  private static final int MAX_SUBSTITUTE_YEARS = 1;

  private PlanPolicy() {}

  /**
   * The start date: from {@link #MIN_START_DATE} to {@value #MAX_YEARS_AHEAD} year ahead. The
   * planned end: from the start date and today to {@value #MAX_PLAN_YEARS} years ahead (PLAN-2).
   *
   * @param plannedEnd null for none
   */
  static void validatePeriod(LocalDate startDate, LocalDate plannedEnd, LocalDate today) {
    List<FieldError> errors = new ArrayList<>();
    addIf(startDate.isBefore(MIN_START_DATE), "startDate", "date.tooEarly", errors);
    addIf(startDate.isAfter(today.plusYears(MAX_YEARS_AHEAD)), "startDate", "date.tooFar", errors);
    if (plannedEnd != null) {
      LocalDate max = today.plusYears(MAX_PLAN_YEARS);
      addIf(plannedEnd.isBefore(startDate), "plannedEnd", "date.beforeStart", errors);
      addIf(plannedEnd.isBefore(today), "plannedEnd", "date.past", errors);
      addIf(plannedEnd.isAfter(max), "plannedEnd", "date.tooFar", errors);
    }
    throwIfAny("plan.invalid", errors);
  }

  /** The end date: from the start date to today. */
  static void validateEndDate(LocalDate endDate, LocalDate startDate, LocalDate today) {
    List<FieldError> errors = new ArrayList<>();
    addIf(endDate.isBefore(startDate), "endDate", "date.beforeStart", errors);
    addIf(endDate.isAfter(today), "endDate", "date.future", errors);
    throwIfAny("plan.invalid", errors);
  }

  /** The day from which a BTI level holds: from the start date to today. */
  static void validateBtiLevelDate(LocalDate from, LocalDate startDate, LocalDate today) {
    List<FieldError> errors = new ArrayList<>();
    addIf(from.isBefore(startDate), "from", "date.beforeStart", errors);
    addIf(from.isAfter(today), "from", "date.future", errors);
    throwIfAny("plan.invalid", errors);
  }

  /** The period of a substitute: at most {@value #MAX_SUBSTITUTE_YEARS} year, not in the past. */
  static void validateSubstitutePeriod(LocalDate from, LocalDate until, LocalDate today) {
    List<FieldError> errors = new ArrayList<>();
    LocalDate maxUntil = from.plusYears(MAX_SUBSTITUTE_YEARS);
    addIf(from.isAfter(today.plusYears(MAX_YEARS_AHEAD)), "from", "date.tooFar", errors);
    addIf(until.isBefore(from), "until", "date.beforeStart", errors);
    addIf(until.isBefore(today), "until", "date.past", errors);
    addIf(until.isAfter(maxUntil), "until", "date.tooFar", errors);
    throwIfAny("substitute.invalid", errors);
  }

  /** Fails with {@code plan.secondActiveIp} if the owner has an active individual plan. */
  static Completable requireNoActiveIp(boolean hasActiveIp) {
    return hasActiveIp
        ? Completable.error(new Failure.Conflict("plan.secondActiveIp", null))
        : Completable.complete();
  }

  /**
   * Prefixes the error fields of a nested object with its name; idempotent. Returns other failures
   * unchanged.
   */
  static Throwable prefixFields(String prefix, Throwable failure) {
    return failure instanceof Failure.Invalid invalid
        ? new Failure.Invalid(
            invalid.code(),
            invalid.errors().stream().map(error -> prefixFields(prefix, error)).toList())
        : failure;
  }

  private static FieldError prefixFields(String prefix, FieldError error) {
    String fullPrefix = prefix + ".";
    return error.field().startsWith(fullPrefix)
        ? error
        : new FieldError(fullPrefix + error.field(), error.code());
  }

  private static void addIf(boolean invalid, String field, String code, List<FieldError> errors) {
    if (invalid) {
      errors.add(new FieldError(field, code));
    }
  }

  private static void throwIfAny(String code, List<FieldError> errors) {
    if (!errors.isEmpty()) {
      throw new Failure.Invalid(code, errors);
    }
  }
}
