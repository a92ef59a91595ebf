package no.samklang.help;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import no.samklang.json.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Help, lessons and news are whole in each language, and each page has a topic (HELP-1, HELP-2).
 */
class HelpContentTest {
  private static final Path HELP = Path.of("webroot/slices/help");
  private static final JsonNode TOPICS = json(HELP.resolve("topics.json"));
  private static final JsonNode LESSONS = json(HELP.resolve("lessons/lessons.json"));
  private static final String FIRST = "nb";
  private static final long MIN_WORDS = 40;
  private static final long MAX_WORDS = 200;

  static List<String> languages() throws IOException {
    try (Stream<Path> files = Files.list(HELP.resolve("texts"))) {
      return files
          .map(file -> file.getFileName().toString().replace(".json", ""))
          .sorted()
          .toList();
    }
  }

  @Test
  void everyPageHasATopic() {
    Set<String> pages = new TreeSet<>();
    json(Path.of("webroot/core/routes.json"))
        .forEach(route -> pages.add(route.get("page").asText()));
    pages.removeIf(page -> page.startsWith("help/"));
    assertThat(names(TOPICS.get("pages"))).containsExactlyInAnyOrderElementsOf(pages);
    assertThat(topics()).containsAll(values(TOPICS.get("pages")));
  }

  @Test
  void everyTopicIsInTheContentsOnceAndLeadsOn() {
    assertThat(topics()).doesNotHaveDuplicates();
    assertThat(names(TOPICS.get("related"))).hasSameElementsAs(topics());
    TOPICS.get("related").forEach(next -> assertThat(topics()).containsAll(values(next)));
    assertThat(topics()).allMatch(topic -> topic.matches("[a-z-]{1,36}"));
  }

  @ParameterizedTest
  @MethodSource("languages")
  void articlesAreWhole(String language) {
    Map<String, JsonNode> articles = articles(language);
    assertThat(List.copyOf(articles.keySet())).isEqualTo(topics());
    articles.forEach(
        (topic, article) -> {
          String name = language + " " + topic;
          assertThat(shape(article)).as(name).isEqualTo(shape(articles(FIRST).get(topic)));
          assertThat(wordCount(article)).as(name).isBetween(MIN_WORDS, MAX_WORDS);
          assertThat(article.get("words")).as(name).isNotEmpty();
          assertThat(article.has("picture"))
              .as("picture of %s", name)
              .isEqualTo(TOPICS.get("pictures").has(topic));
        });
  }

  @ParameterizedTest
  @MethodSource("languages")
  void lessonsAreWhole(String language) {
    JsonNode lessons = json(HELP.resolve("lessons/" + language + ".json"));
    List<String> ids = new ArrayList<>();
    for (JsonNode lesson : LESSONS) {
      String id = lesson.get("id").asText();
      ids.add(id);
      JsonNode text = lessons.get(id);
      assertThat(shape(text))
          .as(language + " " + id)
          .isEqualTo(shape(json(HELP.resolve("lessons/nb.json")).get(id)));
      assertThat(lesson.get("right").asInt()).isBetween(0, text.get("answers").size() - 1);
      assertThat(text.has("picture")).isTrue();
    }
    assertThat(ids).hasSize(7);
    assertThat(names(lessons)).containsExactlyElementsOf(ids);
  }

  @ParameterizedTest
  @MethodSource("languages")
  void newsIsDatedAndTheLatestIsKnown(String language) {
    List<String> dates = dates(language);
    assertThat(dates).isNotEmpty().isSortedAccordingTo(java.util.Comparator.reverseOrder());
    assertThat(dates).isEqualTo(dates(FIRST));
    assertThat(json(HELP.resolve("news/latest.json")).get("date").asText()).isEqualTo(dates.get(0));
  }

  @Test
  void picturesExistAndAreUsed() throws IOException {
    Set<String> used = new TreeSet<>(values(TOPICS.get("pictures")));
    LESSONS.forEach(lesson -> used.add(lesson.get("picture").asText()));
    try (Stream<Path> files = Files.list(HELP.resolve("pictures"))) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .hasSameElementsAs(used.stream().map(name -> name + ".webp").toList());
    }
  }

  private static List<String> topics() {
    List<String> topics = new ArrayList<>();
    TOPICS.get("sections").forEach(section -> topics.addAll(values(section.get("topics"))));
    return topics;
  }

  private static Map<String, JsonNode> articles(String language) {
    Map<String, JsonNode> articles = new LinkedHashMap<>();
    for (JsonNode section : TOPICS.get("sections")) {
      String file = "articles/" + language + "/" + section.get("id").asText() + ".json";
      json(HELP.resolve(file))
          .properties()
          .forEach(one -> articles.put(one.getKey(), one.getValue()));
    }
    return articles;
  }

  /** How many paragraphs, steps and answers there are. */
  private static Map<String, Integer> shape(JsonNode content) {
    Map<String, Integer> sizes = new LinkedHashMap<>();
    for (String part : List.of("text", "steps", "more", "answers")) {
      sizes.put(part, content.path(part).size());
    }
    return sizes;
  }

  private static long wordCount(JsonNode article) {
    return Stream.of("text", "steps", "more")
        .flatMap(part -> StreamSupport.stream(article.path(part).spliterator(), false))
        .mapToLong(text -> text.toString().split(" ", -1).length)
        .sum();
  }

  private static List<String> dates(String language) {
    return json(HELP.resolve("news/" + language + ".json")).findValuesAsText("date");
  }

  private static List<String> names(JsonNode object) {
    return object.properties().stream().map(Map.Entry::getKey).toList();
  }

  private static List<String> values(JsonNode node) {
    return StreamSupport.stream(node.spliterator(), false).map(JsonNode::asText).toList();
  }

  private static JsonNode json(Path file) {
    try {
      return Json.mapper().readTree(file.toFile());
    } catch (IOException e) {
      throw new UncheckedIOException(file.toString(), e);
    }
  }
}
