package no.samklang.text;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import no.samklang.json.Json;

/**
 * The pages' texts: a directory {@code texts} of each slice, with a file of JSON for each language.
 * A value is a text, a text folded into an array of lines, or the plural forms of a text.
 */
public final class TextFiles {
  /** The categories of plural forms (CLDR). */
  public static final Set<String> PLURAL_FORMS =
      Set.of("zero", "one", "two", "few", "many", "other");

  private static final Path COMMON = Path.of("core", "texts");
  private static final String ENDING = ".json";

  private TextFiles() {}

  /**
   * The languages that the common texts name themselves in, the default one first, then those of
   * Norway.
   *
   * @param webroot directory of the pages' sources
   */
  public static Languages languages(Path webroot) {
    try (Stream<Path> files = Files.list(webroot.resolve(COMMON))) {
      return new Languages(
          files
              .filter(file -> file.toString().endsWith(ENDING))
              .map(TextFiles::language)
              .flatMap(Optional::stream)
              .sorted(
                  Comparator.comparing((Language one) -> !one.tag().equals(Languages.DEFAULT))
                      .thenComparing(one -> !one.locale().endsWith("-NO"))
                      .thenComparing(Language::tag))
              .toList());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Optional<Language> language(Path file) {
    JsonNode about = read(file).path("language");
    String tag = file.getFileName().toString().replace(ENDING, "");
    return about.has("name")
        ? Optional.of(new Language(tag, about.get("name").asText(), about.get("locale").asText()))
        : Optional.empty();
  }

  /** The directories of texts, of the slices and of what they share. */
  public static List<Path> directories(Path webroot) {
    try (Stream<Path> files = Files.walk(webroot)) {
      return files
          .filter(file -> file.endsWith(Path.of("texts", Languages.DEFAULT + ENDING)))
          .map(Path::getParent)
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The texts of all slices. */
  public static ObjectNode all(Path webroot, String tag) {
    ObjectNode texts = Json.mapper().createObjectNode();
    directories(webroot).forEach(directory -> texts.setAll(texts(directory, tag)));
    return texts;
  }

  /** The texts of a slice; in the default language where they aren't translated. */
  public static ObjectNode texts(Path directory, String tag) {
    ObjectNode texts = read(directory.resolve(Languages.DEFAULT + ENDING));
    Path file = directory.resolve(tag + ENDING);
    if (Files.exists(file)) {
      merge(texts, read(file));
    }
    return texts;
  }

  /** Whether it is a text in several numbers. */
  public static boolean isPlural(JsonNode value) {
    return value.path("other").isTextual()
        && value.properties().stream().allMatch(form -> PLURAL_FORMS.contains(form.getKey()));
  }

  private static void merge(ObjectNode texts, ObjectNode translated) {
    translated
        .properties()
        .forEach(
            entry -> {
              JsonNode former = texts.get(entry.getKey());
              boolean isGroup = former != null && former.isObject() && !isPlural(former);
              if (isGroup && entry.getValue().isObject()) {
                merge((ObjectNode) former, (ObjectNode) entry.getValue());
              } else {
                texts.set(entry.getKey(), entry.getValue());
              }
            });
  }

  /** The content of a file of texts. */
  public static ObjectNode read(Path file) {
    try {
      return (ObjectNode) Json.mapper().readTree(Files.readAllBytes(file));
    } catch (IOException e) {
      throw new UncheckedIOException(file.toString(), e);
    }
  }
}
