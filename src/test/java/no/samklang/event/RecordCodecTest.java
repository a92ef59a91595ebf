package no.samklang.event;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class RecordCodecTest {
  record CodecTestEvent(String place, int count) implements Event {}

  @ParameterizedTest
  @NullSource
  @ValueSource(strings = "4bf92f3577b34da6a3ce929d0e0e4736")
  void anEventRoundTripsWithItsTraceId(String trace) {
    RecordCodec codec = new RecordCodec();
    BusEnvelope envelope = new BusEnvelope(new CodecTestEvent("på kjøkkenet", 3), trace);
    Buffer wire = Buffer.buffer("before");
    codec.encodeToWire(wire, envelope);
    assertThat(codec.decodeFromWire("before".length(), wire)).isEqualTo(envelope);
  }
}
