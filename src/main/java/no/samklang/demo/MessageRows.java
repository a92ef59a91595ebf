package no.samklang.demo;

import java.time.OffsetDateTime;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import no.samklang.demo.Story.Message;
import no.samklang.id.NewId;

/** Makes the rows of one plan's messages and their recipients. */
final class MessageRows {
  private final Inserts inserts;
  private final Days days;
  private final UUID plan;
  private final Ids participants;
  private final Ids messages = new Ids();

  MessageRows(Inserts inserts, Days days, UUID plan, Ids participants) {
    this.inserts = inserts;
    this.days = days;
    this.plan = plan;
    this.participants = participants;
  }

  /** The oldest first, since ids sort by the time they were made. */
  void add(List<Message> told) {
    told.stream()
        .sorted(Comparator.comparing(message -> days.time(message.at())))
        .forEach(this::add);
  }

  private void add(Message message) {
    UUID id = messages.add(message.key(), NewId.inTimeOrder());
    OffsetDateTime sentAt = message.draft() ? null : days.time(message.at());
    inserts.add(row(id, message, sentAt));
    for (int i = 0; i < message.to().size(); i++) {
      String to = message.to().get(i);
      OffsetDateTime readAt = days.time(message.read().get(to));
      inserts.add(new Rows.MessageRecipient(id, participants.get(to), i + 1, sentAt, readAt));
    }
  }

  private Rows.Message row(UUID id, Message message, OffsetDateTime sentAt) {
    OffsetDateTime writtenAt = days.time(message.at());
    return new Rows.Message(
        id,
        plan,
        participants.get(message.from()),
        message.kind(),
        message.category(),
        message.subject(),
        message.body().strip(),
        messages.get(message.replyTo()),
        messages.get(message.forwardOf()),
        writtenAt,
        writtenAt,
        sentAt);
  }
}
