package no.samklang.event;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.MessageCodec;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import no.samklang.json.Json;

/** Passes records by reference within the process, and events as JSON between nodes. */
final class RecordCodec implements MessageCodec<Object, Object> {
  static final String NAME = "record";
  private static final ObjectMapper JSON = Json.mapper();

  @Override
  public void encodeToWire(Buffer buffer, Object envelope) {
    Object event = ((BusEnvelope) envelope).body();
    try {
      writeField(buffer, event.getClass().getName());
      writeField(buffer, JSON.writeValueAsString(event));
      writeField(buffer, Objects.requireNonNullElse(((BusEnvelope) envelope).trace(), ""));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("Not an event: " + event.getClass().getName(), e);
    }
  }

  @Override
  public Object decodeFromWire(int position, Buffer buffer) {
    int json = nextField(buffer, position);
    String type = readField(buffer, position);
    String trace = readField(buffer, nextField(buffer, json));
    try {
      Event event =
          JSON.readValue(readField(buffer, json), Class.forName(type).asSubclass(Event.class));
      return new BusEnvelope(event, trace.isEmpty() ? null : trace);
    } catch (JsonProcessingException | ClassNotFoundException e) {
      throw new IllegalArgumentException("Not an event: " + type, e);
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

  private static void writeField(Buffer buffer, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    buffer.appendInt(bytes.length).appendBytes(bytes);
  }

  private static int nextField(Buffer buffer, int position) {
    return position + 4 + buffer.getInt(position);
  }

  private static String readField(Buffer buffer, int position) {
    int start = position + 4;
    return buffer.getString(start, start + buffer.getInt(position), StandardCharsets.UTF_8.name());
  }
}
