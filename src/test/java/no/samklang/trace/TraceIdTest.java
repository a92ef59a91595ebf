package no.samklang.trace;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TraceIdTest {
  private static final String CALLERS = "4bf92f3577b34da6a3ce929d0e0e4736";

  @Test
  void theCallersOwnIsTakenOver() {
    assertThat(TraceId.of("00-" + CALLERS + "-00f067aa0ba902b7-01")).isEqualTo(CALLERS);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        CALLERS,
        "00-" + CALLERS + "-00f067aa0ba902b7",
        "00-" + CALLERS + "-00f067aa0ba902b7-01-more",
        "ff-" + CALLERS + "-00f067aa0ba902b7-01",
        "00-" + CALLERS + "-0000000000000000-01",
        "00-00000000000000000000000000000000-00f067aa0ba902b7-01",
        "00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01",
        "00-4bf92f3577b34da6a3ce929d0e0e47\n6-00f067aa0ba902b7-01",
      })
  void whatIsMalformedCountsAsNone(String traceparent) {
    assertThat(TraceId.of(traceparent)).matches("[0-9a-f]{32}").isNotEqualTo(CALLERS);
  }

  @Test
  void aNewOneIsAnother() {
    assertThat(TraceId.of(null)).matches("[0-9a-f]{32}").isNotEqualTo(TraceId.next());
  }
}
