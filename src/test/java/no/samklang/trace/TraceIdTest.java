package no.samklang.trace;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TraceIdTest {
  private static final String CALLER_ID = "4bf92f3577b34da6a3ce929d0e0e4736";

  @Test
  void aCallersIdIsAdopted() {
    assertThat(TraceId.fromTraceparent("00-" + CALLER_ID + "-00f067aa0ba902b7-01"))
        .isEqualTo(CALLER_ID);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        CALLER_ID,
        "00-" + CALLER_ID + "-00f067aa0ba902b7",
        "00-" + CALLER_ID + "-00f067aa0ba902b7-01-more",
        "ff-" + CALLER_ID + "-00f067aa0ba902b7-01",
        "00-" + CALLER_ID + "-0000000000000000-01",
        "00-00000000000000000000000000000000-00f067aa0ba902b7-01",
        "00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01",
        "00-4bf92f3577b34da6a3ce929d0e0e47\n6-00f067aa0ba902b7-01",
      })
  void aMalformedHeaderIsIgnored(String traceparent) {
    assertThat(TraceId.fromTraceparent(traceparent))
        .matches("[0-9a-f]{32}")
        .isNotEqualTo(CALLER_ID);
  }

  @Test
  void generatedIdsDiffer() {
    assertThat(TraceId.fromTraceparent(null))
        .matches("[0-9a-f]{32}")
        .isNotEqualTo(TraceId.generate());
  }
}
