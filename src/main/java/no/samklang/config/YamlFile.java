package no.samklang.config;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Reads YAML as text by key, {@code http: {port: 8080}} as {@code http.port}. Reads token by token,
 * so that a version 1.10 stays 1.10 and a password 0012 stays 0012.
 */
final class YamlFile {
  private YamlFile() {}

  /**
   * Reads the stream; {@code name} is used in error messages.
   *
   * @return the values; null for a key or group without a value
   */
  static Map<String, String> read(String name, InputStream in) {
    return read(name, in, new YAMLFactory());
  }

  /** As {@link #read} for JSON written by the build, which parses in a tenth of the time. */
  static Map<String, String> readJson(String name, InputStream in) {
    return read(name, in, new JsonFactory());
  }

  private static Map<String, String> read(String name, InputStream in, JsonFactory format) {
    try (JsonParser parser = format.createParser(in)) {
      Map<String, String> texts = new LinkedHashMap<>();
      JsonToken first = parser.nextToken();
      if (first == JsonToken.START_OBJECT) {
        readGroup(parser, "", texts);
      } else if (first != null && first != JsonToken.VALUE_NULL) {
        throw new SettingsException(name, "must be a mapping");
      }
      return texts;
    } catch (JsonProcessingException e) {
      // Only the line: the parser's message quotes the text, which may be a password.
      throw new SettingsException(name, "is not YAML at line " + e.getLocation().getLineNr());
    } catch (IOException e) {
      throw new SettingsException(name, "can't be read");
    }
  }

  private static void readGroup(JsonParser parser, String prefix, Map<String, String> texts)
      throws IOException {
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String key = prefix + parser.currentName();
      JsonToken token = parser.nextToken();
      if (token == JsonToken.START_OBJECT) {
        readGroup(parser, key + ".", texts);
      } else if (token == JsonToken.START_ARRAY) {
        throw new SettingsException(SettingValueFormat.line(key), "can't be a list");
      } else if (texts.containsKey(key)) {
        throw new SettingsException(SettingValueFormat.line(key), "occurs twice in the file");
      } else {
        texts.put(key, token == JsonToken.VALUE_NULL ? null : parser.getText());
      }
    }
  }
}
