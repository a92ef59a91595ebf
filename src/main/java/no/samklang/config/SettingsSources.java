package no.samklang.config;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Text by key from the sources of settings; a later source overrides an earlier one. The defaults
 * define the known keys.
 */
final class SettingsSources {
  private static final String DEFAULTS = "conf/application.yaml";
  private static final String WRITTEN_DEFAULTS = "conf/application.json";

  private final Map<String, String> texts;

  private SettingsSources(Map<String, String> defaults) {
    this.texts = new LinkedHashMap<>(defaults);
  }

  /** As the build has written them, or of the file itself where no build has, as in an editor. */
  static SettingsSources defaults() {
    try (InputStream in = resource(WRITTEN_DEFAULTS)) {
      return in == null
          ? fileOfDefaults()
          : new SettingsSources(YamlFile.readJson(WRITTEN_DEFAULTS, in));
    } catch (IOException e) {
      throw new SettingsException(WRITTEN_DEFAULTS, "can't be read");
    }
  }

  /** As {@code conf/application.yaml} says them. */
  static SettingsSources fileOfDefaults() {
    try (InputStream in = resource(DEFAULTS)) {
      return new SettingsSources(YamlFile.read(DEFAULTS, in));
    } catch (IOException e) {
      throw new SettingsException(DEFAULTS, "can't be read");
    }
  }

  /** Writes the texts to the resource that {@link #defaults} reads. */
  void write(Path classes) throws IOException {
    new ObjectMapper().writeValue(classes.resolve(WRITTEN_DEFAULTS).toFile(), texts);
  }

  private static InputStream resource(String name) {
    return SettingsSources.class.getClassLoader().getResourceAsStream(name);
  }

  /** All known keys, except those of groups with free-form keys. */
  Set<String> keys() {
    return texts.keySet();
  }

  SettingsSources file(Optional<Path> path) {
    return path.isEmpty() ? this : values(read(path.get()));
  }

  SettingsSources environment(Map<String, String> variables) {
    return values(new Environment(keys()).read(variables));
  }

  SettingsSources values(Map<String, String> values) {
    values.forEach(this::put);
    return this;
  }

  /** By key, as they lie over each other by now. */
  Map<String, String> texts() {
    return Map.copyOf(texts);
  }

  Settings settings() {
    return SettingsBinder.bind(texts);
  }

  private static Map<String, String> read(Path path) {
    try (InputStream in = Files.newInputStream(path)) {
      return YamlFile.read(path.toString(), in);
    } catch (IOException e) {
      throw new SettingsException(
          "settings", SettingValueFormat.line(path.toString()) + " can't be read");
    }
  }

  /** A group whose keys are all commented out is allowed; a key without a value is an error. */
  private void put(String key, String text) {
    boolean freeForm = Environment.freeFormPrefix(key).isPresent();
    boolean group = keys().stream().anyMatch(known -> known.startsWith(key + "."));
    if (!freeForm && !group && !keys().contains(key)) {
      throw new SettingsException(SettingValueFormat.line(key), "unknown setting");
    }
    if (group && text != null) {
      throw new SettingsException(key, "is a group of settings and can't have a value");
    }
    if (!group && text == null) {
      throw new SettingsException(SettingValueFormat.line(key), "has no value");
    }
    if (!group) {
      texts.put(key, text);
    }
  }
}
