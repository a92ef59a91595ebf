package no.samklang.notification;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.IntStream;
import no.samklang.TestClock;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class SendBudgetTest {
  @Test
  @DisplayName("PERSON-14: nobody gets more than the day's budget, whatever asks for it")
  void limitsEachRecipient() {
    TestClock clock = new TestClock();
    SendBudget budget = new SendBudget(clock, 20);
    long sent = IntStream.range(0, 29).filter(i -> budget.allows("+4791234567")).count();
    assertThat(sent).isEqualTo(20);
    assertThat(budget.allows("+4791234568")).isTrue();
    clock.advance(Duration.ofDays(1));
    assertThat(budget.allows("+4791234567")).isTrue();
  }
}
