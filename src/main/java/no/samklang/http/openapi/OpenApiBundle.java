package no.samklang.http.openapi;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import no.samklang.json.Json;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.representer.Representer;

/**
 * The contract as one document: the shared part, and each slice's paths and components, in file
 * order. References address the bundled document, so a file may refer to components of another.
 */
public final class OpenApiBundle {
  /** The build's output. */
  static final String BUNDLED = "openapi/openapi.json";

  private static final List<String> FILES =
      List.of(
          "openapi",
          "auth",
          "person",
          "organisation",
          "template",
          "contact",
          "plan",
          "deletion",
          "practice",
          "participant",
          "consent",
          "message",
          "goal",
          "about",
          "survey",
          "help",
          "bin",
          "calendar",
          "meeting",
          "overview",
          "document",
          "print",
          "export",
          "report",
          "archive",
          "audit",
          "formdraft",
          "notification",
          "live");
  private static final int LINE_WIDTH = 150;

  private final String text;
  private volatile String yaml;

  private OpenApiBundle(String text) {
    this.text = text;
  }

  /**
   * The packaged contract: bundled by the build, or from the files where the build hasn't run (in
   * an IDE).
   */
  static OpenApiBundle packaged() {
    return resource(BUNDLED).map(OpenApiBundle::new).orElseGet(OpenApiBundle::ofFiles);
  }

  /** The contract bundled from its files. */
  static OpenApiBundle ofFiles() {
    return of(FILES.stream().map(OpenApiBundle::file).toList());
  }

  /**
   * @param files YAML, the shared one first; each may add paths and components
   * @throws IllegalStateException for a duplicate name
   */
  static OpenApiBundle of(List<String> files) {
    Map<String, Object> document = new LinkedHashMap<>();
    files.forEach(file -> merge(document, parseYaml(file), ""));
    return new OpenApiBundle(json(document));
  }

  /** The JSON text. */
  public String text() {
    return text;
  }

  JsonNode tree() {
    try {
      return Json.mapper().readTree(text);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Unreadable contract", e);
    }
  }

  JsonObject json() {
    return new JsonObject(text);
  }

  /** The YAML text, generated on first use. */
  public String yaml() {
    if (yaml == null) {
      yaml = writeYaml(json().getMap());
    }
    return yaml;
  }

  private static String json(Map<String, Object> document) {
    try {
      return Json.mapper().writeValueAsString(document);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Not JSON", e);
    }
  }

  /** Files share paths and components; names within them must be unique. */
  @SuppressWarnings("unchecked") // a section of the document is a map
  private static void merge(Map<String, Object> into, Map<String, Object> from, String section) {
    from.forEach(
        (name, value) -> {
          if (isShared(section, name)) {
            Object known = into.computeIfAbsent(name, absent -> new LinkedHashMap<>());
            merge((Map<String, Object>) known, (Map<String, Object>) value, section + "/" + name);
          } else if (into.putIfAbsent(name, value) != null) {
            throw new IllegalStateException(
                "Duplicate in the contract: %s/%s".formatted(section, name));
          }
        });
  }

  private static boolean isShared(String section, String name) {
    return section.isEmpty()
        ? name.equals("paths") || name.equals("components")
        : section.equals("/components");
  }

  private static Map<String, Object> parseYaml(String text) {
    LoaderOptions options = new LoaderOptions();
    options.setAllowDuplicateKeys(false);
    try {
      return new Yaml(new SafeConstructor(options)).load(text);
    } catch (YAMLException e) {
      throw new IllegalStateException("Unreadable contract", e);
    }
  }

  private static String writeYaml(Map<String, Object> document) {
    DumperOptions options = new DumperOptions();
    options.setDefaultFlowStyle(DumperOptions.FlowStyle.BLOCK);
    options.setWidth(LINE_WIDTH);
    return new Yaml(new SafeConstructor(new LoaderOptions()), new Representer(options), options)
        .dump(document);
  }

  private static String file(String name) {
    String path = "openapi/" + name + ".yaml";
    return resource(path).orElseThrow(() -> new IllegalStateException("Not packaged: " + path));
  }

  private static Optional<String> resource(String path) {
    try (InputStream in = OpenApiBundle.class.getClassLoader().getResourceAsStream(path)) {
      return in == null
          ? Optional.empty()
          : Optional.of(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
