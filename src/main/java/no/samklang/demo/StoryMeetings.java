package no.samklang.demo;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;

/**
 * Content of {@code demo/meetings.yaml}: the meetings of each plan, by its short name. A meeting
 * that has been held is followed by the next in the list.
 */
record StoryMeetings(Map<String, List<StoryMeeting>> plans) {
  private static final String FILE = "/demo/meetings.yaml";
  private static final ObjectMapper YAML = YAMLMapper.builder().build();

  /** Reads the file. Blocking. */
  static StoryMeetings read() {
    try (InputStream in = StoryMeetings.class.getResourceAsStream(FILE)) {
      return new StoryMeetings(YAML.readValue(in, new TypeReference<>() {}));
    } catch (IOException e) {
      throw new UncheckedIOException(FILE, e);
    }
  }

  List<StoryMeeting> of(String shortName) {
    return plans.getOrDefault(shortName, List.of());
  }

  /**
   * @param summoned the day that the summons was sent
   * @param minutes the day that the minutes were written, null for none
   * @param agreeBy the last day to confirm them
   */
  record StoryMeeting(
      String title,
      String place,
      String by,
      int summoned,
      int on,
      String from,
      String until,
      List<StoryPoint> agenda,
      List<StoryInvited> invited,
      Integer minutes,
      Integer agreeBy) {}

  /**
   * @param minutes null for none
   */
  record StoryPoint(String title, String minutes, List<StoryDecision> decisions) {
    StoryPoint {
      decisions = decisions == null ? List.of() : decisions;
    }
  }

  /**
   * @param activity title of the activity that it became
   */
  record StoryDecision(String title, Integer due, List<String> responsible, String activity) {}

  /**
   * @param coming null for no answer
   * @param agrees what they say to the minutes; null for nothing
   */
  record StoryInvited(String person, Boolean coming, Boolean agrees, String objection) {}
}
