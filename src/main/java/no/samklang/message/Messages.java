package no.samklang.message;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
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

  public record Correspondent(ParticipantId participantId, String name) {}

  /** Whether a recipient has given the answer that the sender asked for (MSG-8). */
  public enum AnswerState {
    WAITING,
    ANSWERED
  }

  /**
   * @param readAt null while unread
   * @param answer null if none is asked for, and for readers who are neither the sender nor the
   *     recipient
   */
  public record Recipient(
      ParticipantId participantId, String name, Instant readAt, AnswerState answer) {}

  /**
   * A PDF that a message carries (MSG-6).
   *
   * @param size in bytes
   */
  public record Attachment(UUID id, String name, int size) {
    @Override
    public String toString() {
      return "Attachment " + id;
    }
  }

  /**
   * A search in one's own messages (MSG-6).
   *
   * @param q words, or words in quotes that stand beside each other
   */
  record MessageSearch(String q, String sort, Integer limit, String after) {
    MessageSearch {
      sort = sort == null ? "-sentAt" : sort;
    }

    @Override
    public String toString() {
      return "MessageSearch";
    }
  }

  /**
   * A part of the text around a hit.
   *
   * @param hit whether it is what was searched for
   */
  record ExcerptPart(String text, boolean hit) {
    @Override
    public String toString() {
      return "ExcerptPart";
    }
  }

  /**
   * A message that matches.
   *
   * @param excerpt its text around the hits, in parts
   */
  record MessageHit(MessageItem message, List<ExcerptPart> excerpt) {}

  @JsonInclude(JsonInclude.Include.NON_NULL)
  record MessageHits(List<MessageHit> items, int total, String next) {}

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

  /**
   * @param items the newest received, newest first
   * @param waiting those whose senders wait for the reader's answer (MSG-8), newest first
   */
  public record LatestMessages(List<MessageItem> items, List<MessageItem> waiting) {}

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

  /**
   * The input, as the contract's {@code MessageContent}.
   *
   * @param notified whether the recipients are notified (MSG-3); null for yes
   * @param awaitAnswerFrom the recipients who are asked to answer (MSG-8); null for none
   */
  public record MessageContent(
      MessageKind kind,
      String category,
      String subject,
      String body,
      List<ParticipantId> to,
      MessageId replyTo,
      MessageId forwardOf,
      @JsonProperty("notify") Boolean notified,
      List<ParticipantId> awaitAnswerFrom,
      boolean send) {
    public MessageContent {
      notified = notified == null || notified;
      awaitAnswerFrom = awaitAnswerFrom == null ? List.of() : awaitAnswerFrom;
    }

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
      MessageId forwardOf,
      @JsonProperty("notify") boolean notified,
      List<Attachment> attachments) {

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
                          ? new Recipient(reader, recipient.name(), at, recipient.answer())
                          : recipient)
              .toList();
      return new Message(
          id,
          version,
          planId,
          kind,
          category,
          subject,
          body,
          from,
          read,
          sentAt,
          at,
          updatedAt,
          replyTo,
          forwardOf,
          notified,
          attachments);
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
