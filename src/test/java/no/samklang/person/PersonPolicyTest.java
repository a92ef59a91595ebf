package no.samklang.person;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import no.samklang.error.Failure;
import org.junit.jupiter.api.Test;

/** Validation of a due date (PERSON-2). */
class PersonPolicyTest {
  private static final LocalDate TODAY = LocalDate.of(2026, 11, 29);
  private static final LocalDate LONG_PASSED = TODAY.minusYears(2);

  private static PersonInput due(LocalDate date, String city) {
    return new PersonInput(
        "Ikke", "Født", null, date, null, null, null, null, null, null, false, false, null, null,
        city, false);
  }

  /** Else the card of a child whose birth date was never entered couldn't be changed any more. */
  @Test
  void dueDateThatIsNotChangedIsValid() {
    PersonInput before = due(LONG_PASSED, null);
    PersonInput changed = due(LONG_PASSED, "Eksempelvik");
    assertThat(PersonPolicy.validate(changed, before, TODAY)).isEqualTo(changed);
  }

  @Test
  void changedDueDateIsNeitherLongPassedNorTooFarAhead() {
    PersonInput before = due(LONG_PASSED, null);
    expectInvalid(due(LONG_PASSED.plusDays(1), null), before, "dueDate.passed");
    expectInvalid(due(TODAY.plusDays(301), null), before, "date.tooFar");
    PersonInput near = due(TODAY.plusDays(30), null);
    assertThat(PersonPolicy.validate(near, before, TODAY)).isEqualTo(near);
  }

  private static void expectInvalid(PersonInput input, PersonInput before, String code) {
    assertThatThrownBy(() -> PersonPolicy.validate(input, before, TODAY))
        .isInstanceOfSatisfying(
            Failure.Invalid.class,
            failure ->
                assertThat(failure.errors()).extracting(Failure.FieldError::code).contains(code));
  }
}
