package no.samklang.bus;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.MessageCodec;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** Passes records by reference within the process, and facts as JSON between nodes. */
final class RecordCodec implements MessageCodec<Object, Object> {
  static final String NAME = "record";
  private static final ObjectMapper JSON = Json.mapper();

  @Override
  public void encodeToWire(Buffer buffer, Object told) {
    Object fact = ((Traced) told).body();
    try {
      write(buffer, fact.getClass().getName());
      write(buffer, JSON.writeValueAsString(fact));
      write(buffer, Objects.requireNonNullElse(((Traced) told).trace(), ""));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("Not a fact: " + fact.getClass().getName(), e);
    }
  }

  @Override
  public Object decodeFromWire(int position, Buffer buffer) {
    int json = next(buffer, position);
    String kind = read(buffer, position);
    String trace = read(buffer, next(buffer, json));
    try {
      Fact fact = JSON.readValue(read(buffer, json), Class.forName(kind).asSubclass(Fact.class));
      return new Traced(fact, trace.isEmpty() ? null : trace);
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

  private static int next(Buffer buffer, int position) {
    return position + 4 + buffer.getInt(position);
  }

  private static String read(Buffer buffer, int position) {
    int start = position + 4;
    return buffer.getString(start, start + buffer.getInt(position), StandardCharsets.UTF_8.name());
  }
}
