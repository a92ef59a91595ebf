package no.samklang.demo;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import no.samklang.access.AccessLevel;
import no.samklang.access.Area;
import no.samklang.access.Role;
import no.samklang.message.Messages.MessageKind;
import no.samklang.notification.Notices.NoticeChannel;

/**
 * Content of {@code demo/story.yaml}. Keys of persons are the names that plans refer to, and also
 * their user names.
 */
record DemoStory(
    Map<String, StoryMunicipality> municipalities,
    Map<String, StoryPerson> persons,
    List<StoryPlan> plans) {
  private static final String FILE = "/demo/story.yaml";
  static final ObjectMapper YAML = YAMLMapper.builder().addModule(new JavaTimeModule()).build();

  /** Reads the file. Blocking. */
  static DemoStory read() {
    try (InputStream in = DemoStory.class.getResourceAsStream(FILE)) {
      return YAML.readValue(in, DemoStory.class);
    } catch (IOException e) {
      throw new UncheckedIOException(FILE, e);
    }
  }

  /**
   * @param units names of units, by the keys that plans refer to
   * @param contacts whom to ask for help; null for none
   * @param templates of goals and activities; null for none
   * @param roleRights what units have decided themselves, by unit and role; null for nothing
   */
  record StoryMunicipality(
      String name,
      Map<String, String> units,
      List<StoryHelpContact> contacts,
      List<StoryTemplate> templates,
      Map<String, Map<Role, Map<String, Object>>> roleRights) {}

  /**
   * @param planType null for plans of all types
   * @param goals as in the contract
   */
  record StoryTemplate(String name, String planType, List<Map<String, Object>> goals) {}

  record StoryHelpContact(String name, String phone, String email, String hours) {}

  /**
   * @param administers the municipality or unit that the person is ORG_ADMIN of, null for most
   * @param createsPlansIn the municipality that the person may create plans in, null for most
   * @param login null for a person without an account
   */
  record StoryPerson(
      String municipality,
      String firstName,
      String lastName,
      LocalDate born,
      String workplace,
      String jobTitle,
      String email,
      String mobile,
      String administers,
      String createsPlansIn,
      StoryLogin login) {}

  /**
   * @param terms the accepted version of the terms, null when none has been accepted
   * @param invited when the person got the account; null for before the previous login
   */
  record StoryLogin(
      NoticeChannel codeBy, String terms, WorkTime invited, WorkTime last, WorkTime previous) {}

  /**
   * @param end set when the plan is closed
   * @param plannedEnd null for none, as {@code legalBasis}
   * @param logOpen whether all participants see the log (PLAN-4)
   */
  record StoryPlan(
      String type,
      String unit,
      String shortName,
      int start,
      Integer plannedEnd,
      Integer end,
      String legalBasis,
      WorkTime archived,
      boolean logOpen,
      StoryChange changed,
      StoryStatus status,
      List<StoryConsent> consents,
      List<StoryParticipant> participants,
      List<StoryMessage> messages) {}

  record StoryChange(String by, WorkTime at) {}

  record StoryStatus(String text, WorkTime at) {}

  /**
   * @param ended set for one that was renewed or withdrawn
   * @param registeredBy the coordinator who registered it; null when given in the service
   * @param differentiated whether participants get different information
   * @param notCovered what it doesn't cover; null for nothing said
   */
  record StoryConsent(
      String by,
      int from,
      int until,
      Integer ended,
      String registeredBy,
      boolean differentiated,
      String scope,
      String notCovered) {}

  /**
   * @param service what the participant stands for, null for oneself
   * @param scope the part of the consent that applies, null for all of it
   * @param until last day of a consent period of their own; null follows the plan's
   * @param closes areas that the participant can't read
   * @param reason why the rights aren't the same as for all
   * @param writes areas opened for writing
   */
  record StoryParticipant(
      String person,
      Role role,
      List<NoticeChannel> notifyBy,
      WorkTime visit,
      StoryService service,
      String scope,
      Integer until,
      List<Area> closes,
      String reason,
      List<Area> writes) {
    StoryParticipant {
      closes = closes == null ? List.of() : closes;
      writes = writes == null ? List.of() : writes;
      service = service == null ? new StoryService(null, null) : service;
    }

    /** Levels that aren't the role's defaults. */
    Map<Area, AccessLevel> levels() {
      Map<Area, AccessLevel> levels = new EnumMap<>(Area.class);
      closes.forEach(area -> levels.put(area, AccessLevel.NONE));
      writes.forEach(area -> levels.put(area, AccessLevel.WRITE));
      return levels;
    }
  }

  record StoryService(String name, String organisation) {}

  /**
   * @param key referred to by replies and forwards
   * @param read time of reading by participant
   * @param asks the recipients whose answer the sender waits for
   */
  record StoryMessage(
      String key,
      MessageKind kind,
      String category,
      boolean draft,
      String from,
      List<String> to,
      String replyTo,
      String forwardOf,
      WorkTime at,
      Map<String, WorkTime> read,
      List<String> asks,
      String subject,
      String body) {
    StoryMessage {
      read = read == null ? Map.of() : read;
      asks = asks == null ? List.of() : asks;
    }
  }
}
