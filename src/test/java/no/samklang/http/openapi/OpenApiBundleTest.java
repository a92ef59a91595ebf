package no.samklang.http.openapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

class OpenApiBundleTest {
  @Test
  void filesAreMergedInOrder() {
    JsonObject bundle =
        OpenApiBundle.of(
                List.of(
                    "openapi: 3.1.0\ncomponents: {parameters: {Limit: {}}, schemas: {Problem: {}}}",
                    "paths: {/b: {}, /a: {}}\ncomponents: {schemas: {B: {}}}",
                    "paths: {/c: {}}"))
            .json();
    assertThat(bundle.fieldNames()).containsExactly("openapi", "components", "paths");
    assertThat(bundle.getJsonObject("paths").fieldNames()).containsExactly("/b", "/a", "/c");
    JsonObject components = bundle.getJsonObject("components");
    assertThat(components.getJsonObject("schemas").fieldNames()).containsExactly("Problem", "B");
    assertThat(components.getJsonObject("parameters").fieldNames()).containsExactly("Limit");
  }

  @Test
  void duplicateNamesAreRejected() {
    refused("/paths//a", "paths: {/a: {}}", "paths: {/a: {}}");
    refused(
        "/components/schemas/A",
        "components: {schemas: {A: {}}}",
        "components: {schemas: {A: {}}}");
    refused("Unreadable", "paths:\n  /a: {}\n  /a: {}");
  }

  private static void refused(String why, String... files) {
    assertThatThrownBy(() -> OpenApiBundle.of(List.of(files)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining(why);
  }

  @Test
  void theBundleEqualsTheFiles(@TempDir Path classes) throws IOException {
    Files.createDirectory(classes.resolve("openapi"));
    LoadedContract.write(classes);
    String written = Files.readString(classes.resolve("openapi/openapi.json"));
    Map<String, Object> first =
        new Yaml(new SafeConstructor(new LoaderOptions()))
            .load(Files.readString(Path.of("src/main/resources/openapi/openapi.yaml")));
    assertThat(new JsonObject(written)).isEqualTo(OpenApiBundle.ofFiles().json());
    assertThat(OpenApiBundle.packaged().json()).isEqualTo(OpenApiBundle.ofFiles().json());
    assertThat(new JsonObject(written).getMap().get("info")).isEqualTo(first.get("info"));
  }

  @Test
  void theYamlEqualsTheJson() {
    OpenApiBundle bundle = OpenApiBundle.packaged();
    Map<String, Object> read =
        new Yaml(new SafeConstructor(new LoaderOptions())).load(bundle.yaml());
    assertThat(new JsonObject(read)).isEqualTo(bundle.json());
    assertThat(bundle.yaml()).startsWith("openapi: 3.1.0\ninfo:\n").doesNotContain("&id");
  }
}
