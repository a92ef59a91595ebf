package no.samklang.config;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.exc.PropertyBindingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import java.util.Map;
import java.util.stream.Collectors;

/** Binds text by key to the settings records, with Jackson; errors name the full key. */
final class SettingsBinder {
  private static final ObjectMapper MAPPER =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
          .addModules(new Jdk8Module(), module())
          .build();

  private SettingsBinder() {}

  private static SimpleModule module() {
    SimpleModule module = new SimpleModule("settings");
    module.setDeserializers(new ValueParsers());
    return module;
  }

  /**
   * Without Jackson's messages and causes: they quote the text.
   *
   * @throws SettingsException with a one-line message that names the key
   */
  static Settings bind(Map<String, String> texts) {
    try {
      return MAPPER.treeToValue(tree(texts), Settings.class);
    } catch (JsonMappingException e) {
      throw settingsException(e);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private static ObjectNode tree(Map<String, String> texts) {
    ObjectNode tree = MAPPER.createObjectNode();
    Environment.FREE_FORM.forEach(
        prefix ->
            tree.withObject("/" + prefix.substring(0, prefix.length() - 1).replace('.', '/')));
    texts.forEach(
        (key, text) -> {
          int dot =
              Environment.freeFormPrefix(key)
                  .map(prefix -> prefix.length() - 1)
                  .orElse(key.lastIndexOf('.'));
          tree.withObject("/" + key.substring(0, dot).replace('.', '/'))
              .put(key.substring(dot + 1), text);
        });
    return tree;
  }

  /** Without Jackson's own words and causes: they quote the text. */
  private static SettingsException settingsException(JsonMappingException e) {
    String path =
        e.getPath().stream()
            .map(JsonMappingException.Reference::getFieldName)
            .collect(Collectors.joining("."));
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof SettingsException refusal) {
        return refusal.prefixedWith(path);
      }
      if (cause instanceof IllegalArgumentException refusal) {
        return new SettingsException(path, refusal.getMessage());
      }
    }
    return new SettingsException(
        path, e instanceof PropertyBindingException ? "unknown setting" : "missing");
  }
}
