package no.samklang.demo;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Content of {@code demo/goals.yaml}: the goals of each plan, by its short name. */
record StoryGoals(Map<String, List<StoryGoal>> plans) {
  private static final String FILE = "/demo/goals.yaml";
  private static final ObjectMapper YAML = YAMLMapper.builder().build();

  /** Reads the file. Blocking. */
  static StoryGoals read() {
    try (InputStream in = StoryGoals.class.getResourceAsStream(FILE)) {
      return new StoryGoals(YAML.readValue(in, new TypeReference<>() {}));
    } catch (IOException e) {
      throw new UncheckedIOException(FILE, e);
    }
  }

  List<StoryGoal> of(String shortName) {
    return plans.getOrDefault(shortName, List.of());
  }

  /**
   * @param on the day it was registered
   * @param progress percent, by the day it was set
   * @param goals its sub-goals
   */
  record StoryGoal(
      String title,
      String description,
      String by,
      int on,
      boolean agreed,
      boolean history,
      LinkedHashMap<Integer, Integer> progress,
      List<StoryActivity> activities,
      List<StoryComment> comments,
      List<StoryGoal> goals) {
    StoryGoal {
      activities = activities == null ? List.of() : activities;
      comments = comments == null ? List.of() : comments;
      goals = goals == null ? List.of() : goals;
    }
  }

  /**
   * @param on the day it was registered
   */
  record StoryActivity(
      String title,
      String description,
      String by,
      int on,
      boolean agreed,
      String status,
      Integer from,
      Integer to,
      Integer evaluateOn,
      String effect,
      String effectReason,
      List<String> responsible,
      List<StoryComment> comments) {
    StoryActivity {
      responsible = responsible == null ? List.of() : responsible;
      comments = comments == null ? List.of() : comments;
    }
  }

  /**
   * @param progress set by the comment, or null
   */
  record StoryComment(String by, WorkTime at, String text, Integer progress) {}
}
