package no.samklang.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.LocalDate;
import no.samklang.error.Failure;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Boundary values of plan dates. */
class PlanPolicyTest {
  private static final LocalDate TODAY = LocalDate.of(2026, 11, 20);

  @ParameterizedTest
  @CsvSource({
    "1990-01-01, ",
    "1989-12-31, startDate date.tooEarly",
    "2027-11-20, ",
    "2027-11-21, startDate date.tooFar"
  })
  void validatesStartDate(LocalDate start, String expected) {
    assertThat(errors(() -> PlanPolicy.validatePeriod(start, null, TODAY))).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "2026-11-20, 2026-11-20, ",
    "2026-11-01, 2026-11-19, plannedEnd date.past",
    "2026-12-24, 2026-12-23, plannedEnd date.beforeStart",
    "2026-11-20, 2046-11-20, ",
    "2026-11-20, 2046-11-21, plannedEnd date.tooFar"
  })
  void validatesPlannedEnd(LocalDate start, LocalDate plannedEnd, String expected) {
    assertThat(errors(() -> PlanPolicy.validatePeriod(start, plannedEnd, TODAY)))
        .isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "2026-11-20, ",
    "2026-11-21, endDate date.future",
    "2026-11-01, ",
    "2026-10-31, endDate date.beforeStart"
  })
  void validatesEndDate(LocalDate end, String expected) {
    LocalDate start = LocalDate.of(2026, 11, 1);
    assertThat(errors(() -> PlanPolicy.validateEndDate(end, start, TODAY))).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "2026-11-20, 2026-11-20, ",
    "2026-11-01, 2026-11-20, ",
    "2026-11-01, 2026-11-19, until date.past",
    "2026-11-22, 2026-11-21, until date.beforeStart",
    "2026-11-20, 2027-11-20, ",
    "2026-11-20, 2027-11-21, until date.tooFar",
    "2027-11-21, 2027-11-22, from date.tooFar"
  })
  void validatesSubstitutePeriod(LocalDate from, LocalDate until, String expected) {
    assertThat(errors(() -> PlanPolicy.validateSubstitutePeriod(from, until, TODAY)))
        .isEqualTo(expected);
  }

  @Test
  void prefixesFieldsOnce() {
    Failure.Invalid inside = new Failure.Invalid("consent.invalid", "until", "required");
    Throwable once = PlanPolicy.prefixFields("consent", inside);
    assertThat(((Failure.Invalid) once).errors().get(0).field()).isEqualTo("consent.until");
    Throwable twice = PlanPolicy.prefixFields("consent", once);
    assertThat(((Failure.Invalid) twice).errors().get(0).field()).isEqualTo("consent.until");
    Failure other = new Failure.NotFound();
    assertThat(PlanPolicy.prefixFields("consent", other)).isSameAs(other);
  }

  /** The first error as "field code", null if valid. */
  private static String errors(ThrowingCallable check) {
    Failure.Invalid failure = catchThrowableOfType(Failure.Invalid.class, check);
    if (failure == null) {
      return null;
    }
    Failure.FieldError error = failure.errors().get(0);
    return error.field() + " " + error.code();
  }
}
