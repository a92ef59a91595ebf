package no.samklang.notification;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.UUID;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import no.samklang.TestClock;
import no.samklang.id.PersonId;
import no.samklang.notification.Notices.NoticeType;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class SendBudgetTest {
  private static final PersonId PERSON = new PersonId(new UUID(0, 1));
  private static final PersonId OTHER = new PersonId(new UUID(0, 2));
  private static final String MOBILE = "+4791234567";

  private final TestClock clock = new TestClock();
  private final SendBudget budget = new SendBudget(clock, 20);

  private long sent(PersonId person, IntFunction<String> address, NoticeType type) {
    return IntStream.range(0, 29)
        .filter(i -> budget.allows(person, address.apply(i), type))
        .count();
  }

  @Test
  @DisplayName("PERSON-14: nobody gets more than the day's budget, whatever asks for it")
  void limitsEachRecipient() {
    assertThat(sent(PERSON, i -> MOBILE, NoticeType.NEW_MESSAGE)).isEqualTo(20);
    assertThat(budget.allows(OTHER, "+4791234568", NoticeType.NEW_MESSAGE)).isTrue();
    clock.advance(Duration.ofDays(1));
    assertThat(budget.allows(PERSON, MOBILE, NoticeType.NEW_MESSAGE)).isTrue();
  }

  @Test
  @DisplayName("PERSON-14: a person who asks for codes to ever other numbers soon gets no more")
  void limitsEachPersonWhateverTheAddress() {
    assertThat(sent(PERSON, i -> "+4791234" + (100 + i), NoticeType.ONE_TIME_CODE)).isEqualTo(20);
  }

  @Test
  @DisplayName("PERSON-14: persons who are made up with one number don't get more to it than one")
  void limitsEachAddressWhoeverThePerson() {
    long sent =
        IntStream.range(0, 29)
            .filter(
                i -> budget.allows(new PersonId(new UUID(1, i)), MOBILE, NoticeType.ONE_TIME_CODE))
            .count();
    assertThat(sent).isEqualTo(20);
  }

  @Test
  @DisplayName("LOGIN-2, PERSON-15: a flood of notices keeps neither codes nor warnings back")
  void floodOfNoticesLeavesTheLogin() {
    assertThat(sent(PERSON, i -> MOBILE, NoticeType.NEW_COMMENT)).isEqualTo(20);
    assertThat(sent(PERSON, i -> MOBILE, NoticeType.MEETING_CHANGED)).isZero();
    assertThat(budget.allows(PERSON, MOBILE, NoticeType.ONE_TIME_CODE)).isTrue();
    assertThat(budget.allows(PERSON, MOBILE, NoticeType.ADDRESS_CHANGE_ASKED)).isTrue();
  }
}
