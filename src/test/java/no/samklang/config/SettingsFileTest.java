package no.samklang.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Keeps {@code conf/application.yaml} and the records the same. */
class SettingsFileTest {
  private static final Path FILE = Path.of("conf/application.yaml");

  @Test
  void everyComponentStandsInTheFileAndEveryKeyIsAComponent() throws IOException {
    List<String> inFile = new ArrayList<>();
    collect(new YAMLMapper().readTree(FILE.toFile()), "", inFile);
    List<String> inRecords = new ArrayList<>(SettingKeys.leaves());
    inRecords.addAll(SettingKeys.openGroups());
    assertThat(inFile).containsExactlyInAnyOrderElementsOf(inRecords);
  }

  private static void collect(JsonNode node, String path, List<String> keys) {
    if (!node.isObject() || node.isEmpty()) {
      keys.add(path);
      return;
    }
    node.properties()
        .forEach(
            child -> {
              String prefix = path.isEmpty() ? "" : path + ".";
              collect(child.getValue(), prefix + child.getKey(), keys);
            });
  }
}
