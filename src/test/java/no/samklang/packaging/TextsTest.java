package no.samklang.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import no.samklang.text.Language;
import no.samklang.text.Languages;
import no.samklang.text.TextFiles;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every text is there in every language, and none besides (LANG-1). */
class TextsTest {
  private static final Path WEBROOT = Path.of("webroot");
  private static final Languages LANGUAGES = TextFiles.languages(WEBROOT);
  private static final int SHORT = 25;
  private static final Pattern KEY = Pattern.compile("[`'\"{]([A-Za-z]\\w*(?:\\.\\w+)+)[`'\"}]");
  private static final Pattern BEGINNING = Pattern.compile("[`'\"]([A-Za-z]\\w*\\.[\\w.]*)\\$\\{");
  private static final Pattern END = Pattern.compile("`\\$\\{[^`}]*}(\\.\\w+|[A-Z]\\w{4,})`");
  // asked for by the service, of each language
  private static final Set<String> OF_THE_SERVICE = Set.of("language.locale", "language.name");

  // what users took for something else, or what has another word everywhere else
  private static final Pattern MISLEADING =
      Pattern.compile(
          "utgår|utgått|Be om å ta over|den ene dagen|i hodet|Alt samtykket gjelder|Hvem har samtykket|står her ennå"
              + "|administrerer virksomheten|Adm\\. virksomhet");

  private static Map<String, String> texts(Path directory, String tag) {
    Map<String, String> texts = new TreeMap<>();
    add(texts, "", TextFiles.read(directory.resolve(tag + ".json")));
    return texts;
  }

  private static Map<String, String> texts(String tag) {
    Map<String, String> texts = new TreeMap<>();
    TextFiles.directories(WEBROOT).forEach(directory -> texts.putAll(texts(directory, tag)));
    return texts;
  }

  private static void add(Map<String, String> texts, String key, JsonNode value) {
    if (!value.isObject() || TextFiles.isPlural(value)) {
      texts.put(key, TextCheck.textOf(value));
      return;
    }
    value
        .properties()
        .forEach(
            entry ->
                add(
                    texts,
                    key.isEmpty() ? entry.getKey() : key + "." + entry.getKey(),
                    entry.getValue()));
  }

  static List<Path> directories() {
    return TextFiles.directories(WEBROOT);
  }

  @ParameterizedTest
  @MethodSource("directories")
  void everyLanguageHasTheSameTexts(Path directory) {
    Set<String> wanted = texts(directory, Languages.DEFAULT).keySet();
    for (Language language : LANGUAGES.all()) {
      assertThat(texts(directory, language.tag()).keySet())
          .as("%s in %s", directory, language.tag())
          .isEqualTo(wanted);
    }
  }

  @Test
  void theirPlaceholdersAndFormsAreThoseOfBokmaal() throws IOException {
    assertThat(LANGUAGES.all()).extracting(Language::tag).startsWith("nb", "nn", "en");
    assertThat(TextCheck.faults(WEBROOT, LANGUAGES)).isEmpty();
    assertThat(PropertyTextCheck.faults(Path.of("src/main/resources"), LANGUAGES)).isEmpty();
  }

  @Test
  void everyTextIsUsed() {
    String sources = sources();
    Set<String> keys = found(KEY, sources);
    Set<String> beginnings = found(BEGINNING, sources);
    Set<String> ends = found(END, sources);
    assertThat(texts(Languages.DEFAULT).keySet())
        .filteredOn(key -> !keys.contains(key) && !OF_THE_SERVICE.contains(key))
        .filteredOn(key -> beginnings.stream().noneMatch(key::startsWith))
        .filteredOn(key -> ends.stream().noneMatch(key::endsWith))
        .isEmpty();
  }

  @Test
  void noTextMisleads() {
    assertThat(texts(Languages.DEFAULT).values())
        .filteredOn(text -> MISLEADING.matcher(text).find())
        .isEmpty();
  }

  /** Nynorsk is a language of its own: what is the same in both is so on purpose. */
  @Test
  void nynorskIsTranslated() throws IOException {
    Map<String, String> nynorsk = texts("nn");
    Set<String> same =
        texts(Languages.DEFAULT).entrySet().stream()
            .filter(text -> text.getValue().length() > SHORT)
            .filter(text -> text.getValue().equals(nynorsk.get(text.getKey())))
            .map(Map.Entry::getKey)
            .collect(Collectors.toCollection(TreeSet::new));
    assertThat(same)
        .containsExactlyInAnyOrderElementsOf(
            Files.readAllLines(Path.of("src/test/resources/same-in-nynorsk.txt")).stream()
                .filter(line -> !line.startsWith("#"))
                .toList());
  }

  private static Set<String> found(Pattern pattern, String sources) {
    return pattern
        .matcher(sources)
        .results()
        .map(result -> result.group(1))
        .collect(Collectors.toSet());
  }

  private static String sources() {
    try (Stream<Path> files = Files.walk(WEBROOT)) {
      return files
          .filter(file -> file.toString().matches(".*\\.(js|html|json)"))
          .filter(file -> !file.getParent().endsWith("texts"))
          .map(TextsTest::read)
          .collect(Collectors.joining("\n"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
