package no.samklang.config;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A YAML text as keys and texts, {@code http: {port: 8080}} as {@code http.port} and {@code 8080}.
 * Read token by token, so that a version written 1.10 stays 1.10 and each value is judged, with its
 * key, where its type is known.
 */
final class YamlFile {
  private final Map<String, String> texts = new LinkedHashMap<>();
  private final JsonParser parser;

  private YamlFile(JsonParser parser) {
    this.parser = parser;
  }

  /** Reads the stream; {@code name} is what a message calls it. */
  static Map<String, String> read(String name, InputStream in) {
    try (JsonParser parser = new YAMLFactory().createParser(in)) {
      YamlFile file = new YamlFile(parser);
      file.readAll(name);
      return file.texts;
    } catch (JsonProcessingException e) {
      // Only the place: the parser's own message quotes the text, which may be a password.
      throw new SettingsException(name, "is not YAML at line " + e.getLocation().getLineNr());
    } catch (IOException e) {
      throw new SettingsException(name, "can't be read");
    }
  }

  private void readAll(String name) throws IOException {
    JsonToken first = parser.nextToken();
    if (first == null || first == JsonToken.VALUE_NULL) {
      return;
    }
    if (first != JsonToken.START_OBJECT) {
      throw new SettingsException(name, "must hold keys and values");
    }
    readGroup("");
  }

  private void readGroup(String group) throws IOException {
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String key = group.isEmpty() ? parser.currentName() : group + "." + parser.currentName();
      readValue(key, parser.nextToken());
    }
  }

  private void readValue(String key, JsonToken token) throws IOException {
    if (token == JsonToken.START_OBJECT) {
      readGroup(key);
    } else if (token == JsonToken.START_ARRAY) {
      throw new SettingsException(Text.shown(key), "can't be a list");
    } else if (token == JsonToken.VALUE_NULL) {
      readNothing(key);
    } else if (texts.putIfAbsent(key, parser.getText()) != null) {
      throw new SettingsException(Text.shown(key), "stands twice in the file");
    }
  }

  /** A group whose keys are all commented out is fine; a key without a value is a slip. */
  private static void readNothing(String key) {
    if (!SettingKeys.isGroup(key)) {
      throw new SettingsException(Text.shown(key), "has no value");
    }
  }
}
