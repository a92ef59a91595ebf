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
import no.samklang.access.Area;

/** Content of {@code demo/background.yaml}: what each plan tells of its owner, by short name. */
record StoryBackgrounds(Map<String, StoryBackground> plans) {
  private static final String FILE = "/demo/background.yaml";
  private static final ObjectMapper YAML = YAMLMapper.builder().build();

  /** Reads the file. Blocking. */
  static StoryBackgrounds read() {
    try (InputStream in = StoryBackgrounds.class.getResourceAsStream(FILE)) {
      return new StoryBackgrounds(YAML.readValue(in, new TypeReference<>() {}));
    } catch (IOException e) {
      throw new UncheckedIOException(FILE, e);
    }
  }

  StoryBackground of(String shortName) {
    return plans.getOrDefault(shortName, new StoryBackground(null, null, null, null, null));
  }

  /**
   * @param about null for nothing written, as {@code emergency}
   * @param statuses earlier ones; the current one is the plan's
   * @param survey statuses of life areas, oldest first
   */
  record StoryBackground(
      StoryAbout about,
      List<StoryText> statuses,
      LinkedHashMap<Area, List<StoryText>> survey,
      StoryEmergency emergency,
      List<StorySpecialistPlan> specialistPlans) {
    StoryBackground {
      statuses = statuses == null ? List.of() : statuses;
      survey = survey == null ? new LinkedHashMap<>() : survey;
      specialistPlans = specialistPlans == null ? List.of() : specialistPlans;
    }
  }

  record StoryText(String by, WorkTime at, String text) {}

  record StoryAbout(String by, WorkTime at, String matters, String text, List<StoryLink> links) {
    StoryAbout {
      links = links == null ? List.of() : links;
    }
  }

  record StoryLink(String title, String url) {}

  record StoryEmergency(String by, WorkTime at, String text, List<StoryContact> contacts) {}

  record StoryContact(String name, String phone, String note) {}

  /**
   * @param goals titles of goals of the plan
   */
  record StorySpecialistPlan(
      String title,
      String responsible,
      String keptAt,
      String points,
      String by,
      WorkTime at,
      List<String> goals) {}
}
