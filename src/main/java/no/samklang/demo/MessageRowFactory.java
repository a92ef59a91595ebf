package no.samklang.demo;

import java.time.OffsetDateTime;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import no.samklang.demo.DemoStory.StoryMessage;
import no.samklang.id.NewId;

/** Creates the rows of one plan's messages and their recipients. */
final class MessageRowFactory {
  private final DemoInserter inserter;
  private final StoryDates dates;
  private final UUID plan;
  private final StoryIds participantIds;
  private final StoryIds messageIds = new StoryIds();
  private final Map<UUID, UUID> threadIds = new HashMap<>();

  MessageRowFactory(DemoInserter inserter, StoryDates dates, UUID plan, StoryIds participantIds) {
    this.inserter = inserter;
    this.dates = dates;
    this.plan = plan;
    this.participantIds = participantIds;
  }

  /** Adds the oldest first, because ids sort by creation time. */
  void add(List<StoryMessage> messages) {
    messages.stream()
        .sorted(Comparator.comparing(message -> dates.time(message.at())))
        .forEach(this::add);
  }

  private void add(StoryMessage message) {
    UUID id = messageIds.add(message.key(), NewId.timeOrdered());
    OffsetDateTime sentAt = message.draft() ? null : dates.time(message.at());
    inserter.add(row(id, message, sentAt));
    for (int i = 0; i < message.to().size(); i++) {
      String to = message.to().get(i);
      OffsetDateTime readAt = dates.time(message.read().get(to));
      inserter.add(
          new DemoRows.MessageRecipientRow(
              id, participantIds.get(to), i + 1, sentAt, readAt, message.asks().contains(to)));
    }
  }

  private DemoRows.MessageRow row(UUID id, StoryMessage message, OffsetDateTime sentAt) {
    OffsetDateTime writtenAt = dates.time(message.at());
    UUID replyTo = messageIds.get(message.replyTo());
    return new DemoRows.MessageRow(
        id,
        plan,
        participantIds.get(message.from()),
        message.kind(),
        message.category(),
        message.subject(),
        message.body().strip(),
        replyTo,
        threadOf(id, replyTo),
        messageIds.get(message.forwardOf()),
        writtenAt,
        writtenAt,
        sentAt);
  }

  /** Null for the first message of a conversation. */
  private UUID threadOf(UUID id, UUID replyTo) {
    UUID thread = replyTo == null ? null : threadIds.getOrDefault(replyTo, replyTo);
    if (thread != null) {
      threadIds.put(id, thread);
    }
    return thread;
  }
}
