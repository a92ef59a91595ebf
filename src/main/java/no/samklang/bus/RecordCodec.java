package no.samklang.bus;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.MessageCodec;
import java.nio.charset.StandardCharsets;

/** Passes records by reference within the process, and facts as JSON between nodes. */
final class RecordCodec implements MessageCodec<Object, Object> {
  static final String NAME = "record";
  private static final ObjectMapper JSON = Json.mapper();

  @Override
  public void encodeToWire(Buffer buffer, Object fact) {
    try {
      write(buffer, fact.getClass().getName());
      write(buffer, JSON.writeValueAsString(fact));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("Not a fact: " + fact.getClass().getName(), e);
    }
  }

  @Override
  public Object decodeFromWire(int position, Buffer buffer) {
    String kind = read(buffer, position);
    String json = read(buffer, position + 4 + buffer.getInt(position));
    try {
      return JSON.readValue(json, Class.forName(kind).asSubclass(Fact.class));
    } catch (JsonProcessingException | ClassNotFoundException e) {
      throw new IllegalArgumentException("Not a fact: " + kind, e);
    }
  }

  @Override
  public Object transform(Object message) {
    return message;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public byte systemCodecID() {
    return -1;
  }

  private static void write(Buffer buffer, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    buffer.appendInt(bytes.length).appendBytes(bytes);
  }

  private static String read(Buffer buffer, int position) {
    int start = position + 4;
    return buffer.getString(start, start + buffer.getInt(position), StandardCharsets.UTF_8.name());
  }
}
