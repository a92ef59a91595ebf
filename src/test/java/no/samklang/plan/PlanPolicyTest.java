package no.samklang.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.LocalDate;
import no.samklang.bus.Failure;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The dates of a plan, at their edges. */
class PlanPolicyTest {
  private static final LocalDate TODAY = LocalDate.of(2026, 11, 20);

  @ParameterizedTest
  @CsvSource({
    "1990-01-01, ",
    "1989-12-31, startDate date.tooEarly",
    "2027-11-20, ",
    "2027-11-21, startDate date.tooFar"
  })
  void aPlanStartsInOurTime(LocalDate start, String wrong) {
    assertThat(errors(() -> PlanPolicy.start(start, TODAY))).isEqualTo(wrong);
  }

  @ParameterizedTest
  @CsvSource({
    "2026-11-20, ",
    "2026-11-21, endDate date.future",
    "2026-11-01, ",
    "2026-10-31, endDate date.beforeStart"
  })
  void aPlanEndsBetweenItsStartAndToday(LocalDate end, String wrong) {
    LocalDate start = LocalDate.of(2026, 11, 1);
    assertThat(errors(() -> PlanPolicy.end(end, start, TODAY))).isEqualTo(wrong);
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
  void oneStandsInForAYearAtMost(LocalDate from, LocalDate until, String wrong) {
    assertThat(errors(() -> PlanPolicy.period(from, until, TODAY))).isEqualTo(wrong);
  }

  @Test
  void fieldsOfAPartAreNamedOnce() {
    Failure.Invalid inside = new Failure.Invalid("consent.invalid", "until", "required");
    Throwable once = PlanPolicy.under("consent", inside);
    assertThat(((Failure.Invalid) once).errors().get(0).field()).isEqualTo("consent.until");
    Throwable twice = PlanPolicy.under("consent", once);
    assertThat(((Failure.Invalid) twice).errors().get(0).field()).isEqualTo("consent.until");
    Failure other = new Failure.NotFound();
    assertThat(PlanPolicy.under("consent", other)).isSameAs(other);
  }

  /** What is wrong, null when nothing is. */
  private static String errors(ThrowingCallable check) {
    Failure.Invalid refused = catchThrowableOfType(Failure.Invalid.class, check);
    if (refused == null) {
      return null;
    }
    Failure.FieldError error = refused.errors().get(0);
    return error.field() + " " + error.code();
  }
}
