package no.samklang.concurrent;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import no.samklang.TestClock;
import no.samklang.TestLog;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/**
 * However often something fails, the log holds a few lines about it and the number of those
 * omitted.
 */
final class RateLimitedLoggerTest {
  private final TestClock clock = new TestClock();
  private final RateLimitedLogger logger =
      new RateLimitedLogger(
          LoggerFactory.getLogger(RateLimitedLoggerTest.class), new RateLimiter(clock, 6, 2));

  @Test
  void burstIsLoggedAndTheNextLineCountsTheOmitted() {
    try (TestLog log = TestLog.open()) {
      for (int i = 0; i < 5; i++) {
        logger.warn("{} failed for {}", "it", i);
      }
      assertThat(texts(log)).containsExactly("it failed for 0", "it failed for 1");
      clock.advance(Duration.ofSeconds(10));
      logger.warn("{} failed for {}", "it", 5);
      clock.advance(Duration.ofSeconds(10));
      logger.warn("{} failed for {}", "it", 6);
      assertThat(texts(log).subList(2, 4))
          .containsExactly("it failed for 5, 3 more omitted", "it failed for 6");
    }
  }

  @Test
  void anErrorIsLoggedWithItsStackTrace() {
    try (TestLog log = TestLog.open()) {
      logger.error("Unexpected", new IllegalStateException("why"));
      assertThat(texts(log))
          .singleElement()
          .asString()
          .contains("Unexpected", "why", "anErrorIsLogged");
    }
  }

  private static List<String> texts(TestLog log) {
    return log.lines().stream().map(TestLog.LogLine::text).toList();
  }
}
