package no.samklang.config;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Texts by key, laid over each other: what is put last wins. */
final class Layers {
  private static final String DEFAULTS = "/conf/application.yaml";

  private final Map<String, String> texts = new HashMap<>();

  private Layers() {}

  static Layers defaults() {
    try (InputStream in = Layers.class.getResourceAsStream(DEFAULTS)) {
      return new Layers().values(YamlFile.read(DEFAULTS, in));
    } catch (IOException e) {
      throw new SettingsException(DEFAULTS, "can't be read");
    }
  }

  Layers file(Optional<Path> path) {
    return path.isEmpty() ? this : values(read(path.get()));
  }

  Layers environment(Map<String, String> variables) {
    return values(Environment.read(variables));
  }

  Layers values(Map<String, String> values) {
    values.keySet().forEach(Layers::requireKnown);
    texts.putAll(values);
    return this;
  }

  Settings settings() {
    return new RecordBinder(texts).bind(Settings.class, "");
  }

  private static Map<String, String> read(Path path) {
    try (InputStream in = Files.newInputStream(path)) {
      return YamlFile.read(path.toString(), in);
    } catch (IOException e) {
      throw new SettingsException("settings", Text.shown(path.toString()) + " can't be read");
    }
  }

  private static void requireKnown(String key) {
    if (SettingKeys.isGroup(key)) {
      throw new SettingsException(key, "is a group of settings and has no value of its own");
    }
    if (!SettingKeys.isKnown(key)) {
      throw new SettingsException(Text.shown(key), "there is no such setting");
    }
  }
}
