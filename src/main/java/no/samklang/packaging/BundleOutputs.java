package no.samklang.packaging;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What esbuild has written, from its metafile.
 *
 * @param files by path, each with its entry point, if any, and its imports
 */
record BundleOutputs(JsonNode files) {
  private static final String SOURCES = "sources/";

  static BundleOutputs of(JsonNode metafile) {
    return new BundleOutputs(metafile.get("outputs"));
  }

  /** The URL of the file that a source became. */
  String entry(String source) {
    return url(file(source));
  }

  /**
   * The URLs of all modules that a page imports, its own first.
   *
   * @param page slice and file, as {@code plan/plan-home}
   */
  List<String> modules(String page) {
    return loadedBy(file("slices/" + page + ".page.js")).stream().map(BundleOutputs::url).toList();
  }

  /** The URL of the file that a module is in. */
  String containing(String source) {
    return files.properties().stream()
        .filter(file -> file.getValue().get("inputs").has(SOURCES + source))
        .map(file -> url(file.getKey()))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("Not bundled: " + source));
  }

  /**
   * The modules in files that several pages share, and that cost less as a part of what all pages
   * load than as a request of those that share them.
   *
   * @param requestBytes how many bytes, loaded in vain by other pages, are worth a request
   * @return paths in the sources
   */
  List<String> cheaperForAll(int requestBytes) {
    Set<String> loadedByAll = loadedBy(file("core/main.js"));
    List<Set<String>> pages = pages();
    return files.properties().stream()
        .filter(file -> !file.getValue().has("entryPoint"))
        .filter(
            file -> {
              long users = pages.stream().filter(page -> page.contains(file.getKey())).count();
              long inVain = (pages.size() - users) * bytesBeyond(loadedByAll, file.getKey());
              return inVain <= users * requestBytes;
            })
        .flatMap(file -> file.getValue().get("inputs").properties().stream())
        .map(Map.Entry::getKey)
        .filter(input -> input.endsWith(".js") && input.startsWith(SOURCES))
        .map(input -> input.substring(SOURCES.length()))
        .sorted()
        .toList();
  }

  private List<Set<String>> pages() {
    return files.properties().stream()
        .filter(file -> file.getValue().path("entryPoint").asText().endsWith(".page.js"))
        .map(file -> loadedBy(file.getKey()))
        .toList();
  }

  private Set<String> loadedBy(String file) {
    Set<String> loaded = new LinkedHashSet<>();
    add(file, loaded);
    return loaded;
  }

  private long bytesBeyond(Set<String> loaded, String file) {
    Set<String> imported = new LinkedHashSet<>(loaded);
    add(file, imported);
    return imported.stream()
        .filter(other -> !loaded.contains(other))
        .mapToLong(other -> files.get(other).get("bytes").asLong())
        .sum();
  }

  private void add(String file, Set<String> modules) {
    if (modules.add(file)) {
      for (JsonNode imported : files.get(file).get("imports")) {
        if (imported.get("kind").asText().equals("import-statement")) {
          add(imported.get("path").asText(), modules);
        }
      }
    }
  }

  private String file(String source) {
    return files.properties().stream()
        .filter(file -> file.getValue().path("entryPoint").asText().equals(SOURCES + source))
        .map(Map.Entry::getKey)
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("Not bundled: " + source));
  }

  private static String url(String file) {
    return "/" + file;
  }
}
