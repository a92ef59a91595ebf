package no.samklang.message;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import no.samklang.bus.Caller;
import no.samklang.bus.Done;
import no.samklang.bus.Endpoint;
import no.samklang.bus.Fact;
import no.samklang.db.Keyset.Wanted;
import no.samklang.id.MessageId;
import no.samklang.id.ParticipantId;
import no.samklang.id.PersonId;
import no.samklang.id.PlanId;

/**
 * What can be asked of messages, and the facts they tell. Every endpoint fails as {@code Access}
 * does.
 */
public final class Messages {
  /** One of the caller's folders (MSG-2). */
  public static final Endpoint<ListFolder, MessagePage> FOLDER = Endpoint.local("message.folder");

  /** The newest the caller has received. */
  public static final Endpoint<Latest, MessageList> LATEST = Endpoint.local("message.latest");

  /**
   * Stores a message, sent or as a draft (MSG-3), once for each idempotency key (MSG-7). Fails with
   * {@code message.incomplete} when one without recipients, subject or text is to be sent.
   */
  public static final Endpoint<Create, Message> CREATE = Endpoint.local("message.create");

  /** The whole message; the caller has read it from now on (MSG-2, MSG-4). */
  public static final Endpoint<Pick, Message> READ = Endpoint.local("message.read");

  /** Changes a draft, or sends it. Fails with {@code version.stale} or {@code message.sent}. */
  public static final Endpoint<Change, Message> CHANGE = Endpoint.local("message.change");

  /** Throws a draft away. Fails with {@code message.sent}. */
  public static final Endpoint<Pick, Done> DELETE = Endpoint.local("message.delete");

  /** The unread messages of each of some persons, in the plans that are open to them today. */
  public static final Endpoint<Set<PersonId>, UnreadOf> UNREAD = Endpoint.local("message.unread");

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

  public record ListFolder(Caller caller, PlanId plan, Folder folder, Wanted page) {}

  public record Latest(Caller caller, PlanId plan, int most) {}

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
  public record Content(
      Kind kind,
      String category,
      String subject,
      String body,
      List<ParticipantId> to,
      MessageId replyTo,
      MessageId forwardOf,
      boolean send) {
    @Override
    public String toString() {
      return "Content";
    }
  }

  public record Create(
      Caller caller, PlanId plan, Content content, Optional<String> idempotencyKey) {}

  public record Pick(Caller caller, PlanId plan, MessageId message) {}

  /**
   * @param basedOn the version of the draft that was changed
   */
  public record Change(
      Caller caller,
      PlanId plan,
      MessageId message,
      Content content,
      int basedOn,
      Optional<String> idempotencyKey) {}

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
