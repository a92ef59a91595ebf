package no.samklang.bench;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Writes rows directly as JSON, without intermediate objects. */
final class RowJsonWriter {
  private static final JsonFactory JSON = new JsonFactory();
  private static final Map<String, String> NAMES = new ConcurrentHashMap<>();

  private final JsonGenerator json;

  private RowJsonWriter(JsonGenerator json) {
    this.json = json;
  }

  /** Writes a part of a JSON document. */
  interface JsonPart {
    void on(RowJsonWriter json) throws IOException;
  }

  static Buffer write(JsonPart part) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(4096);
    try (JsonGenerator json = JSON.createGenerator(bytes)) {
      part.on(new RowJsonWriter(json));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return Buffer.buffer(bytes.toByteArray());
  }

  void rows(RowSet<Row> rows) throws IOException {
    String[] names =
        rows.columnsNames().stream()
            .map(name -> NAMES.computeIfAbsent(name, RowJsonWriter::camelCase))
            .toArray(String[]::new);
    json.writeStartArray();
    for (Row row : rows) {
      json.writeStartObject();
      for (int i = 0; i < names.length; i++) {
        json.writeFieldName(names[i]);
        value(row.getValue(i));
      }
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private void value(Object value) throws IOException {
    if (value == null) {
      json.writeNull();
    } else if (value instanceof Integer number) {
      json.writeNumber(number);
    } else if (value instanceof Boolean flag) {
      json.writeBoolean(flag);
    } else if (value instanceof JsonArray array) {
      array(array.getList());
    } else if (value instanceof JsonObject object) {
      object(object.getMap());
    } else if (value instanceof List<?> array) {
      array(array);
    } else if (value instanceof Object[] array) {
      array(List.of(array));
    } else if (value instanceof Map<?, ?> object) {
      object(object);
    } else {
      json.writeString(value.toString());
    }
  }

  private void array(List<?> values) throws IOException {
    json.writeStartArray();
    for (Object value : values) {
      value(value);
    }
    json.writeEndArray();
  }

  private void object(Map<?, ?> fields) throws IOException {
    json.writeStartObject();
    for (Map.Entry<?, ?> field : fields.entrySet()) {
      json.writeFieldName((String) field.getKey());
      value(field.getValue());
    }
    json.writeEndObject();
  }

  private static String camelCase(String column) {
    StringBuilder name = new StringBuilder();
    for (String word : column.split("_")) {
      name.append(
          name.isEmpty() ? word : Character.toUpperCase(word.charAt(0)) + word.substring(1));
    }
    return name.toString();
  }
}
