package no.samklang.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code conf/application.yaml} and the settings records have the same keys. */
class SettingsFileTest {
  private static final Path FILE = Path.of("conf/application.yaml");

  @Test
  void everyComponentIsInTheFile() throws IOException {
    Map<String, String> file = file();
    assertThat(file).containsKeys("http.port", "password.argon2.memoryKiB");
    for (String key : file.keySet()) {
      Map<String, String> texts = new LinkedHashMap<>(file);
      texts.remove(key);
      String group = key.substring(0, key.lastIndexOf('.'));
      // without any of its keys the whole group is missing
      boolean alone = texts.keySet().stream().noneMatch(other -> other.startsWith(group + "."));
      assertRejected(texts, (alone ? group : key) + ": missing");
    }
  }

  @Test
  void everyKeyOfTheFileIsAComponent() throws IOException {
    for (String key : file().keySet()) {
      Map<String, String> texts = file();
      String other = key.substring(0, key.lastIndexOf('.')) + ".other";
      texts.put(other, "1");
      assertRejected(texts, other + ": unknown setting");
    }
  }

  @Test
  void whatTheBuildWritesSaysTheSameAsTheFile(@TempDir Path classes) throws IOException {
    Files.createDirectory(classes.resolve("conf"));
    Settings.writeDefaults(classes);
    try (InputStream in = Files.newInputStream(classes.resolve("conf/application.json"))) {
      assertThat(YamlFile.readJson("written", in)).isEqualTo(file());
    }
    Map<String, String> read = SettingsSources.defaults().texts();
    assertThat(read).isEqualTo(file());
  }

  private static void assertRejected(Map<String, String> texts, String message) {
    assertThatExceptionOfType(SettingsException.class)
        .isThrownBy(() -> SettingsBinder.bind(texts))
        .withMessage(message);
  }

  private static Map<String, String> file() throws IOException {
    try (InputStream in = Files.newInputStream(FILE)) {
      return YamlFile.read(FILE.toString(), in);
    }
  }
}
