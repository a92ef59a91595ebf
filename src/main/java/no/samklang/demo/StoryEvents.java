package no.samklang.demo;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;

/** Content of {@code demo/calendar.yaml}: the events of each plan, by its short name. */
record StoryEvents(Map<String, List<StoryEvent>> plans) {
  private static final String FILE = "/demo/calendar.yaml";
  private static final ObjectMapper YAML = YAMLMapper.builder().build();

  /** Reads the file. Blocking. */
  static StoryEvents read() {
    try (InputStream in = StoryEvents.class.getResourceAsStream(FILE)) {
      return new StoryEvents(YAML.readValue(in, new TypeReference<>() {}));
    } catch (IOException e) {
      throw new UncheckedIOException(FILE, e);
    }
  }

  List<StoryEvent> of(String shortName) {
    return plans.getOrDefault(shortName, List.of());
  }

  /**
   * @param on the first day
   * @param from time of day, null for whole days
   * @param until time of day, null for whole days
   * @param last the last day, null for the first
   * @param rrule null for what doesn't recur
   */
  record StoryEvent(
      String title,
      String place,
      String description,
      String by,
      int on,
      String from,
      String until,
      Integer last,
      String rrule) {}
}
