package no.samklang.packaging;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Map.Entry;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import no.samklang.json.Json;

/**
 * The texts of the slices as modules, one for each group of keys, so that a page loads the groups
 * that its modules name and not the texts of every slice it takes something from. A group belongs
 * to one slice.
 */
final class BundledTexts {
  private static final Pattern IMPORT =
      Pattern.compile("(?m)^import '(?:\\./|\\.\\./([\\w-]+)/)texts\\.js';\\n");
  private static final Pattern KEY = Pattern.compile("['\"`](\\w+)\\.");
  // the group is a value: any group of the slices whose texts the module imports
  private static final Pattern COMPUTED_GROUP = Pattern.compile("`\\$\\{[^}`]*}\\.\\w");

  // modules that name a group, and characters of it
  private static final int FEW = 3;
  private static final int SMALL = 3000;
  private static final String REGISTER_OWN =
      "import { registerTexts as registerOwnTexts } from '../../core/i18n.js';%nregisterOwnTexts(%s);%n";

  private final Path slices;
  private final String language;
  private final JsonNode routes;
  private final Map<String, String> slicesByGroup = new LinkedHashMap<>();
  private final Map<String, JsonNode> content = new LinkedHashMap<>();

  /**
   * @param sources a copy of the pages' sources, which is changed
   */
  BundledTexts(Path sources, String language) throws IOException {
    this.slices = sources.resolve("slices");
    this.language = language;
    this.routes = Json.mapper().readTree(sources.resolve("core/routes.json").toFile());
  }

  /** Writes a module for each group of a slice. */
  void addGroups(String slice) throws IOException {
    Path texts = slices.resolve(slice).resolve("texts");
    JsonNode groups = Json.mapper().readTree(texts.resolve(language + ".json").toFile());
    for (Entry<String, JsonNode> group : groups.properties()) {
      String other = slicesByGroup.put(group.getKey(), slice);
      if (other != null) {
        throw new IllegalStateException(
            "Texts '%s' are in %s and %s".formatted(group.getKey(), other, slice));
      }
      content.put(group.getKey(), group.getValue());
      ObjectNode module = Json.mapper().createObjectNode().set(group.getKey(), group.getValue());
      Files.writeString(
          texts.resolve(group.getKey() + ".js"),
          "import { registerTexts } from '../../../core/i18n.js';%nregisterTexts(%s);%n"
              .formatted(module));
    }
  }

  /**
   * Lets modules of slices import the groups that they name, instead of the texts of slices. What
   * is small and named by few becomes a part of those, instead of one more file to load.
   */
  void importGroups(List<Path> modules) throws IOException {
    Map<Path, Set<String>> groups = new LinkedHashMap<>();
    for (Path module : modules) {
      groups.put(module, groupsOf(module));
    }
    Map<String, Long> users =
        groups.values().stream()
            .flatMap(Set::stream)
            .collect(Collectors.groupingBy(group -> group, Collectors.counting()));
    for (Entry<Path, Set<String>> module : groups.entrySet()) {
      StringBuilder start = new StringBuilder();
      ObjectNode own = Json.mapper().createObjectNode();
      for (String group : module.getValue()) {
        if (users.get(group) <= FEW && content.get(group).toString().length() <= SMALL) {
          own.set(group, content.get(group));
        } else {
          start.append("import '../%s/texts/%s.js';%n".formatted(slicesByGroup.get(group), group));
        }
      }
      if (!own.isEmpty()) {
        start.append(REGISTER_OWN.formatted(own));
      }
      String source = Files.readString(module.getKey());
      Files.writeString(module.getKey(), start + IMPORT.matcher(source).replaceAll(""));
    }
  }

  private Set<String> groupsOf(Path module) throws IOException {
    String source = Files.readString(module);
    Set<String> groups = namedGroups(source + routesOf(module));
    if (COMPUTED_GROUP.matcher(source).find()) {
      groups.addAll(groupsOf(importedSlices(module, source)));
    }
    return groups;
  }

  private Set<String> namedGroups(String source) {
    return KEY.matcher(source)
        .results()
        .map(key -> key.group(1))
        .filter(slicesByGroup::containsKey)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private List<String> groupsOf(Set<String> imported) {
    return slicesByGroup.entrySet().stream()
        .filter(group -> imported.contains(group.getValue()))
        .map(Entry::getKey)
        .toList();
  }

  private static Set<String> importedSlices(Path module, String source) {
    Set<String> imported = new TreeSet<>();
    Matcher imports = IMPORT.matcher(source);
    while (imports.find()) {
      String other = imports.group(1);
      imported.add(other == null ? module.getParent().getFileName().toString() : other);
    }
    return imported;
  }

  /** The routes of a page as JSON: they name its title. */
  private String routesOf(Path module) {
    String page =
        slices.relativize(module).toString().replace('\\', '/').replaceFirst("\\.page\\.js$", "");
    StringBuilder found = new StringBuilder();
    for (JsonNode route : routes) {
      if (route.get("page").asText().equals(page)) {
        found.append(route);
      }
    }
    return found.toString();
  }
}
