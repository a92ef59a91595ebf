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
 * Reads YAML as texts by key, {@code http: {port: 8080}} as {@code http.port}. Token by token, so
 * that a version written 1.10 stays 1.10 and a password 0012 stays 0012.
 */
final class YamlFile {
  private YamlFile() {}

  /**
   * Reads the stream; {@code name} is what a message calls it.
   *
   * @return null for a key or a group without a value
   */
  static Map<String, String> read(String name, InputStream in) {
    try (JsonParser parser = new YAMLFactory().createParser(in)) {
      Map<String, String> texts = new LinkedHashMap<>();
      JsonToken first = parser.nextToken();
      if (first == JsonToken.START_OBJECT) {
        readGroup(parser, "", texts);
      } else if (first != null && first != JsonToken.VALUE_NULL) {
        throw new SettingsException(name, "must hold keys and values");
      }
      return texts;
    } catch (JsonProcessingException e) {
      // Only the place: the parser's own message quotes the text, which may be a password.
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
        throw new SettingsException(Printable.line(key), "can't be a list");
      } else if (texts.containsKey(key)) {
        throw new SettingsException(Printable.line(key), "stands twice in the file");
      } else {
        texts.put(key, token == JsonToken.VALUE_NULL ? null : parser.getText());
      }
    }
  }
}
