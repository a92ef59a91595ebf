package no.samklang.demo;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import no.samklang.access.Role;
import no.samklang.message.Messages.Kind;
import no.samklang.notify.Notices.Channel;

/**
 * What {@code demo/story.yaml} tells: people by the names that the plans use for them, which are
 * also their user names.
 */
record Story(
    Map<String, Municipality> municipalities, Map<String, Person> persons, List<Plan> plans) {
  private static final String FILE = "/demo/story.yaml";
  private static final ObjectMapper YAML =
      YAMLMapper.builder().addModule(new JavaTimeModule()).build();

  /** Reads the story. Blocking. */
  static Story read() {
    try (InputStream in = Story.class.getResourceAsStream(FILE)) {
      return YAML.readValue(in, Story.class);
    } catch (IOException e) {
      throw new UncheckedIOException(FILE, e);
    }
  }

  /**
   * @param units names of units, by the names that the plans use for them
   */
  record Municipality(String name, Map<String, String> units) {}

  /**
   * @param administers the municipality that the person is ORG_ADMIN of, null for most
   * @param createsPlansIn the municipality that the person may create plans in, null for most
   * @param login null for a person without an account
   */
  record Person(
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
      Login login) {}

  /**
   * @param terms the accepted version of the terms, null when none has been accepted
   */
  record Login(Channel codeBy, String terms, WorkTime last, WorkTime previous) {}

  /**
   * @param end set when the plan is closed
   */
  record Plan(
      String type,
      String unit,
      String shortName,
      int start,
      Integer end,
      WorkTime archived,
      Change changed,
      Status status,
      List<Consent> consents,
      List<Participant> participants,
      List<Message> messages) {}

  record Change(String by, WorkTime at) {}

  record Status(String text, WorkTime at) {}

  /**
   * @param ended set for one that was renewed or withdrawn
   * @param registeredBy a coordinator, to whom it was given; null for one that was given here
   * @param differentiated whether participants get different information
   */
  record Consent(
      String by,
      int from,
      int until,
      Integer ended,
      String registeredBy,
      boolean differentiated,
      String scope) {}

  /**
   * @param scope what of the consent is for this one, null for all of it
   */
  record Participant(
      String person, Role role, List<Channel> notifyBy, WorkTime visit, String scope) {}

  /**
   * @param key what replies and forwards name it by
   * @param read who has read it, and when
   */
  record Message(
      String key,
      Kind kind,
      String category,
      boolean draft,
      String from,
      List<String> to,
      String replyTo,
      String forwardOf,
      WorkTime at,
      Map<String, WorkTime> read,
      String subject,
      String body) {
    Message {
      read = read == null ? Map.of() : read;
    }
  }
}
