package no.samklang.bus;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class RecordCodecTest {
  record Happened(String where, int times) implements Fact {}

  @ParameterizedTest
  @NullSource
  @ValueSource(strings = "4bf92f3577b34da6a3ce929d0e0e4736")
  void aFactCrossesToAnotherNodeWithItsTraceId(String trace) {
    RecordCodec codec = new RecordCodec();
    Traced told = new Traced(new Happened("på kjøkkenet", 3), trace);
    Buffer wire = Buffer.buffer("before");
    codec.encodeToWire(wire, told);
    assertThat(codec.decodeFromWire("before".length(), wire)).isEqualTo(told);
  }
}
