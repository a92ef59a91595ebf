package no.samklang.demo;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;

/** Content of {@code demo/documents.yaml}: the documents of each plan, by its short name. */
record StoryDocuments(Map<String, List<StoryDocument>> plans) {
  private static final String FILE = "/demo/documents.yaml";

  /** Reads the file. Blocking. */
  static StoryDocuments read() {
    try (InputStream in = StoryDocuments.class.getResourceAsStream(FILE)) {
      return new StoryDocuments(
          YAMLMapper.builder().build().readValue(in, new TypeReference<>() {}));
    } catch (IOException e) {
      throw new UncheckedIOException(FILE, e);
    }
  }

  List<StoryDocument> of(String shortName) {
    return plans.getOrDefault(shortName, List.of());
  }

  /**
   * @param on the day it was added
   * @param readers those it is kept to; null for all participants
   * @param lines its text
   */
  record StoryDocument(
      String name,
      String description,
      String by,
      int on,
      @JsonProperty("for") List<String> readers,
      List<String> lines) {}
}
