package no.samklang.packaging;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import no.samklang.text.Language;
import no.samklang.text.Languages;
import no.samklang.text.TextFiles;

/**
 * Compares the texts of each language with those of the default one: a placeholder that is broken
 * or has another name stops the build, not the page that shows it (LANG-1).
 */
final class TextCheck {
  private static final Pattern PLACEHOLDER = Pattern.compile("\\{(\\w+)}");

  private final List<String> faults = new ArrayList<>();
  private Path file;

  private TextCheck() {}

  /**
   * @throws IllegalStateException that names each file and key at fault
   */
  static void require(Path webroot, Languages languages) {
    List<String> faults = faults(webroot, languages);
    if (!faults.isEmpty()) {
      throw new IllegalStateException("Texts at fault:\n" + String.join("\n", faults));
    }
  }

  static List<String> faults(Path webroot, Languages languages) {
    TextCheck check = new TextCheck();
    for (Path directory : TextFiles.directories(webroot)) {
      ObjectNode first = TextFiles.read(directory.resolve(Languages.DEFAULT + ".json"));
      for (Language language : languages.all()) {
        check.file = directory.resolve(language.tag() + ".json");
        if (Files.exists(check.file)) {
          check.compare("", first, TextFiles.read(check.file));
        }
      }
    }
    return check.faults;
  }

  private void compare(String key, JsonNode first, JsonNode other) {
    if (first == null) {
      fault(key, "isn't a text of " + Languages.DEFAULT);
    } else if (isGroup(first) != isGroup(other)
        || TextFiles.isPlural(first) != TextFiles.isPlural(other)) {
      fault(key, "isn't of the same kind");
    } else if (isGroup(first)) {
      other
          .properties()
          .forEach(
              entry ->
                  compare(
                      key.isEmpty() ? entry.getKey() : key + "." + entry.getKey(),
                      first.get(entry.getKey()),
                      entry.getValue()));
    } else {
      compareTexts(key, first, other);
    }
  }

  /**
   * What is wrong with a translation; null for a text that lacks.
   *
   * @param first in the default language
   */
  static Optional<String> textFault(String first, String other) {
    if (first == null) {
      return Optional.of("isn't a text of " + Languages.DEFAULT);
    }
    if (other == null) {
      return Optional.of("lacks");
    }
    if (PLACEHOLDER.matcher(other).replaceAll("").matches("(?s).*[{}].*")) {
      return Optional.of("has a broken placeholder");
    }
    return placeholders(first).equals(placeholders(other))
        ? Optional.empty()
        : Optional.of("has %s, not %s".formatted(placeholders(other), placeholders(first)));
  }

  private void compareTexts(String key, JsonNode first, JsonNode other) {
    Optional<String> fault = textFault(textOf(first), textOf(other));
    if (fault.isPresent()) {
      fault(key, fault.get());
    } else if (first.isObject() && !names(other).containsAll(names(first))) {
      fault(key, "has the forms %s, not %s".formatted(names(other), names(first)));
    }
  }

  private void fault(String key, String what) {
    faults.add("%s: %s %s".formatted(file, key, what));
  }

  private static boolean isGroup(JsonNode value) {
    return value.isObject() && !TextFiles.isPlural(value);
  }

  private static Set<String> names(JsonNode forms) {
    return forms.properties().stream()
        .map(form -> form.getKey())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Set<String> placeholders(String text) {
    Matcher matcher = PLACEHOLDER.matcher(text);
    return matcher
        .results()
        .map(found -> found.group(1))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** All lines and forms of a text. */
  static String textOf(JsonNode value) {
    return value.isTextual()
        ? value.asText()
        : StreamSupport.stream(value.spliterator(), false)
            .map(TextCheck::textOf)
            .collect(Collectors.joining(" "));
  }
}
