package no.samklang.message;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import no.samklang.event.Event;
import no.samklang.id.MessageId;
import no.samklang.id.ParticipantId;
import no.samklang.id.PersonId;
import no.samklang.id.PlanId;

/** The message types of the contract, and the events of messages. */
public final class Messages {
  private Messages() {}

  /**
   * Unread messages of one person.
   *
   * @param plans by plan, without zero counts
   */
  public record UnreadCount(int total, Map<PlanId, Integer> plans) {
    static UnreadCount of(Map<PlanId, Integer> plans) {
      return new UnreadCount(plans.values().stream().mapToInt(n -> n).sum(), plans);
    }
  }

  /** Unread counts by person; contains each requested person. */
  public record UnreadCounts(Map<PersonId, UnreadCount> byPerson) {}

  /** The kinds of messages (MSG-1). */
  public enum MessageKind {
    MESSAGE,
    NOTE,
    MINUTES
  }

  /** A participant's three folders (MSG-2). */
  public enum MessageFolder {
    RECEIVED,
    SENT,
    DRAFTS
  }

  /**
   * The query parameters of a folder.
   *
   * @param kind null for all kinds
   * @param sort a column, prefixed with {@code -} for descending
   * @param after the {@code next} of the previous page, or null
   */
  record FolderQuery(
      MessageFolder folder, MessageKind kind, String sort, Integer limit, String after) {
    FolderQuery {
      folder = folder == null ? MessageFolder.RECEIVED : folder;
      sort = sort == null ? "-sentAt" : sort;
    }
  }

  /**
   * The query parameters of a conversation.
   *
   * @param after the {@code next} of the previous page, or null
   */
  record ThreadQuery(Integer limit, String after) {}

  /** The unread counts of a person in all plans. */
  record Overview(UnreadCount unread) {}

  public record Correspondent(ParticipantId participantId, String name) {}

  /**
   * @param readAt null while unread
   */
  public record Recipient(ParticipantId participantId, String name, Instant readAt) {}

  /**
   * A message in a folder.
   *
   * @param sentAt null for a draft
   * @param readAt when the caller read it; null except in RECEIVED
   */
  public record MessageItem(
      MessageId id,
      MessageKind kind,
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

  /**
   * A page of a conversation, newest first.
   *
   * @param total number of its messages that the caller sent or received
   * @param draftId the caller's latest draft of a reply in it, or null
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record ThreadPage(List<MessageItem> items, int total, MessageId draftId, String next) {}

  /** The input, as the contract's {@code MessageContent}. */
  public record MessageContent(
      MessageKind kind,
      String category,
      String subject,
      String body,
      List<ParticipantId> to,
      MessageId replyTo,
      MessageId forwardOf,
      boolean send) {
    /** The messages it replies to or forwards. */
    Set<MessageId> references() {
      return Stream.of(replyTo, forwardOf).filter(Objects::nonNull).collect(Collectors.toSet());
    }

    @Override
    public String toString() {
      return "MessageContent";
    }
  }

  /** A whole message, as the contract's {@code Message}. */
  public record Message(
      MessageId id,
      int version,
      PlanId planId,
      MessageKind kind,
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

    /** A copy read by one of the recipients, for that recipient. */
    Message withReadAt(ParticipantId reader, Instant at) {
      List<Recipient> read =
          to.stream()
              .map(
                  recipient ->
                      recipient.participantId().equals(reader)
                          ? new Recipient(reader, recipient.name(), at)
                          : recipient)
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
      MessageKind kind,
      ParticipantId from,
      Instant at,
      List<PersonId> recipients)
      implements Event {}

  /** A recipient has read a message. */
  public record MessageRead(
      PlanId plan, MessageId message, int version, PersonId reader, PersonId sender)
      implements Event {}
}
