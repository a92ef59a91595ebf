package no.samklang.message;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import no.samklang.bus.Fact;
import no.samklang.id.MessageId;
import no.samklang.id.ParticipantId;
import no.samklang.id.PersonId;
import no.samklang.id.PlanId;

/** Messages as the contract has them, and the events they give. */
public final class Messages {
  private Messages() {}

  /**
   * Unread messages of one person.
   *
   * @param plans by plan, those without any left out
   */
  public record Unread(int total, Map<PlanId, Integer> plans) {
    static Unread of(Map<PlanId, Integer> plans) {
      return new Unread(plans.values().stream().mapToInt(n -> n).sum(), plans);
    }
  }

  /** Unread messages by person; each who was asked for is in it. */
  public record UnreadOf(Map<PersonId, Unread> persons) {}

  /** The kinds of messages (MSG-1). */
  public enum Kind {
    MESSAGE,
    NOTE,
    MINUTES
  }

  /** A participant's three folders (MSG-2). */
  public enum Folder {
    RECEIVED,
    SENT,
    DRAFTS
  }

  /**
   * What a page of a folder is asked for by.
   *
   * @param sort a column, with {@code -} before it for descending
   * @param after the {@code next} of the page before, or null
   */
  record FolderQuery(Folder folder, String sort, Integer limit, String after) {
    FolderQuery {
      folder = folder == null ? Folder.RECEIVED : folder;
      sort = sort == null ? "-sentAt" : sort;
    }
  }

  /** What waits for a person in all plans. */
  record Overview(Unread unread) {}

  public record Correspondent(ParticipantId participantId, String name) {}

  /**
   * @param readAt null while unread
   */
  public record Recipient(ParticipantId participantId, String name, Instant readAt) {}

  /**
   * A message in a folder.
   *
   * @param sentAt null for a draft
   * @param readAt when the caller read it; null in other folders than RECEIVED
   */
  public record MessageItem(
      MessageId id,
      Kind kind,
      String category,
      String subject,
      Correspondent from,
      List<Recipient> to,
      Instant sentAt,
      Instant readAt,
      Instant updatedAt) {
    @Override
    public String toString() {
      return "Message " + id;
    }
  }

  public record MessageList(List<MessageItem> items) {}

  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record MessagePage(List<MessageItem> items, int total, int unread, String next) {}

  /** What is written, as the contract's {@code MessageContent}. */
  public record MessageContent(
      Kind kind,
      String category,
      String subject,
      String body,
      List<ParticipantId> to,
      MessageId replyTo,
      MessageId forwardOf,
      boolean send) {
    /** What it answers and forwards. */
    Set<MessageId> references() {
      return Stream.of(replyTo, forwardOf).filter(Objects::nonNull).collect(Collectors.toSet());
    }

    @Override
    public String toString() {
      return "MessageContent";
    }
  }

  /** A whole message, as the contract's. */
  public record Message(
      MessageId id,
      int version,
      PlanId planId,
      Kind kind,
      String category,
      String subject,
      String body,
      Correspondent from,
      List<Recipient> to,
      Instant sentAt,
      Instant readAt,
      Instant updatedAt,
      MessageId replyTo,
      MessageId forwardOf) {

    boolean isSent() {
      return sentAt != null;
    }

    /** The same after one of the recipients has read it, as that one sees it. */
    Message readBy(ParticipantId reader, Instant at) {
      List<Recipient> read =
          to.stream()
              .map(
                  one ->
                      one.participantId().equals(reader)
                          ? new Recipient(reader, one.name(), at)
                          : one)
              .toList();
      return new Message(
          id, version, planId, kind, category, subject, body, from, read, sentAt, at, updatedAt,
          replyTo, forwardOf);
    }

    @Override
    public String toString() {
      return "Message " + id;
    }
  }

  /** A message has been sent. */
  public record MessageSent(
      PlanId plan,
      MessageId message,
      Kind kind,
      ParticipantId from,
      Instant at,
      List<PersonId> recipients)
      implements Fact {}

  /** A recipient has read a message. */
  public record MessageRead(
      PlanId plan, MessageId message, int version, PersonId reader, PersonId sender)
      implements Fact {}
}
