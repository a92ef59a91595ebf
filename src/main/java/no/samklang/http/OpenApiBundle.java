package no.samklang.http;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.representer.Representer;

/**
 * The contract as one document: what all slices share, and the paths and components of each slice,
 * in the order of the files. A reference names a component of the document, so a file may use what
 * stands in another.
 */
final class OpenApiBundle {
  private static final List<String> FILES =
      List.of(
          "openapi",
          "auth",
          "person",
          "organisation",
          "plan",
          "participant",
          "consent",
          "message",
          "audit",
          "formdraft",
          "notification",
          "live");
  private static final int LINE_WIDTH = 150;

  private final Map<String, Object> document;
  private volatile String yaml;

  private OpenApiBundle(Map<String, Object> document) {
    this.document = document;
  }

  /** The contract that is packaged with the service. */
  static OpenApiBundle packaged() {
    return of(FILES.stream().map(OpenApiBundle::resource).toList());
  }

  /**
   * @param files YAML, the shared one first; each may add paths and components
   * @throws IllegalStateException when a name stands in two of them, or twice in one
   */
  static OpenApiBundle of(List<String> files) {
    Map<String, Object> document = new LinkedHashMap<>();
    files.forEach(file -> merge(document, parsed(file), ""));
    return new OpenApiBundle(document);
  }

  JsonObject json() {
    return new JsonObject(document);
  }

  /** Written when it is first asked for; few ask. */
  String yaml() {
    if (yaml == null) {
      yaml = written(document);
    }
    return yaml;
  }

  /** Paths and components are filled by several files, each name in them by one. */
  @SuppressWarnings("unchecked") // a section of the document is a map
  private static void merge(Map<String, Object> into, Map<String, Object> from, String section) {
    from.forEach(
        (name, value) -> {
          if (isShared(section, name)) {
            Object known = into.computeIfAbsent(name, absent -> new LinkedHashMap<>());
            merge((Map<String, Object>) known, (Map<String, Object>) value, section + "/" + name);
          } else if (into.putIfAbsent(name, value) != null) {
            throw new IllegalStateException(
                "Twice in the contract: %s/%s".formatted(section, name));
          }
        });
  }

  private static boolean isShared(String section, String name) {
    return section.isEmpty()
        ? name.equals("paths") || name.equals("components")
        : section.equals("/components");
  }

  private static Map<String, Object> parsed(String text) {
    LoaderOptions options = new LoaderOptions();
    options.setAllowDuplicateKeys(false);
    try {
      return new Yaml(new SafeConstructor(options)).load(text);
    } catch (YAMLException e) {
      throw new IllegalStateException("Unreadable contract", e);
    }
  }

  private static String written(Map<String, Object> document) {
    DumperOptions options = new DumperOptions();
    options.setDefaultFlowStyle(DumperOptions.FlowStyle.BLOCK);
    options.setWidth(LINE_WIDTH);
    return new Yaml(new SafeConstructor(new LoaderOptions()), new Representer(options), options)
        .dump(document);
  }

  private static String resource(String name) {
    String path = "openapi/" + name + ".yaml";
    try (InputStream in = OpenApiBundle.class.getClassLoader().getResourceAsStream(path)) {
      if (in == null) {
        throw new IllegalStateException("Not packaged: " + path);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
