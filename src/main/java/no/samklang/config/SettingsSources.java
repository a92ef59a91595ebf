package no.samklang.config;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Texts by key from where settings come from, laid over each other: what is put last wins. The
 * defaults say which keys there are.
 */
final class SettingsSources {
  private static final String DEFAULTS = "/conf/application.yaml";

  private final Map<String, String> texts;

  private SettingsSources(Map<String, String> defaults) {
    this.texts = new LinkedHashMap<>(defaults);
  }

  static SettingsSources defaults() {
    try (InputStream in = SettingsSources.class.getResourceAsStream(DEFAULTS)) {
      return new SettingsSources(YamlFile.read(DEFAULTS, in));
    } catch (IOException e) {
      throw new SettingsException(DEFAULTS, "can't be read");
    }
  }

  /** Every key that there is, but those of groups whose keys are free. */
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

  Settings settings() {
    return SettingsBinder.bind(texts);
  }

  private static Map<String, String> read(Path path) {
    try (InputStream in = Files.newInputStream(path)) {
      return YamlFile.read(path.toString(), in);
    } catch (IOException e) {
      throw new SettingsException("settings", Printable.line(path.toString()) + " can't be read");
    }
  }

  /** A group whose keys are all commented out is fine; a key without a value is a slip. */
  private void put(String key, String text) {
    boolean free = key.startsWith(Environment.SMS_VALUES);
    boolean group = keys().stream().anyMatch(known -> known.startsWith(key + "."));
    if (!free && !group && !keys().contains(key)) {
      throw new SettingsException(Printable.line(key), "there is no such setting");
    }
    if (group && text != null) {
      throw new SettingsException(key, "is a group of settings and has no value of its own");
    }
    if (!group && text == null) {
      throw new SettingsException(Printable.line(key), "has no value");
    }
    if (!group) {
      texts.put(key, text);
    }
  }
}
