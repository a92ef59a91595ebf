package no.samklang.message;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.rxjava3.sqlclient.Row;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import no.samklang.access.PlanTx;
import no.samklang.db.Rows;
import no.samklang.id.MessageId;
import no.samklang.id.ParticipantId;
import no.samklang.id.PlanId;
import no.samklang.message.Messages.Correspondent;
import no.samklang.message.Messages.Kind;
import no.samklang.message.Messages.Message;
import no.samklang.message.Messages.MessageContent;
import no.samklang.message.Messages.MessageItem;
import no.samklang.message.Messages.Recipient;

/** Reads messages from rows. */
final class MessageRows {
  /**
   * The columns of an item, from {@code message m}, its {@code sender} and {@code sender_person}.
   */
  static final String ITEM =
      """
      m.id, m.kind, m.category, m.subject, m.sent_at, m.updated_at, m.sender_id,
             sender_person.first_name || ' ' || sender_person.last_name as sender_name,
             coalesce((select json_agg(json_build_object('id', tr.participant_id, 'readAt', tr.read_at,
                                'name', tp.first_name || ' ' || tp.last_name) order by tr.position)
                         from message_recipient tr
                         join participant tpt on tpt.id = tr.participant_id
                         join person tp on tp.id = tpt.person_id
                        where tr.message_id = m.id), '[]') as recipients""";

  /** The columns of a whole message, with the receipt {@code r} of who reads it. */
  static final String WHOLE =
      "m.version, m.plan_id, m.body, m.reply_to, m.forward_of, r.read_at, " + ITEM;

  private MessageRows() {}

  static MessageItem item(Row row) {
    return new MessageItem(
        new MessageId(row.getUUID("id")),
        Kind.valueOf(row.getString("kind")),
        row.getString("category"),
        row.getString("subject"),
        sender(row),
        recipients(row),
        Rows.instant(row, "sent_at"),
        Rows.instant(row, "read_at"),
        Rows.instant(row, "updated_at"));
  }

  static Message message(Row row) {
    return new Message(
        new MessageId(row.getUUID("id")),
        row.getInteger("version"),
        new PlanId(row.getUUID("plan_id")),
        Kind.valueOf(row.getString("kind")),
        row.getString("category"),
        row.getString("subject"),
        row.getString("body"),
        sender(row),
        recipients(row),
        Rows.instant(row, "sent_at"),
        Rows.instant(row, "read_at"),
        Rows.instant(row, "updated_at"),
        messageId(row.getUUID("reply_to")),
        messageId(row.getUUID("forward_of")));
  }

  /** A message that has just been written, as its sender sees it. */
  static Message written(
      PlanTx tx, MessageId id, MessageContent content, RecipientResolution recipients) {
    return new Message(
        id,
        1,
        tx.planId(),
        content.kind(),
        content.category(),
        content.subject(),
        content.body(),
        new Correspondent(tx.member().participant(), recipients.senderName()),
        recipients.to().stream()
            .map(to -> new Recipient(to.participant(), to.name(), null))
            .toList(),
        content.send() ? tx.now() : null,
        null,
        tx.now(),
        content.replyTo(),
        content.forwardOf());
  }

  private static Correspondent sender(Row row) {
    return new Correspondent(
        new ParticipantId(row.getUUID("sender_id")), row.getString("sender_name"));
  }

  private static List<Recipient> recipients(Row row) {
    return row.get(JsonArray.class, "recipients").stream()
        .map(JsonObject.class::cast)
        .map(MessageRows::recipient)
        .toList();
  }

  private static Recipient recipient(JsonObject json) {
    String readAt = json.getString("readAt");
    return new Recipient(
        new ParticipantId(UUID.fromString(json.getString("id"))),
        json.getString("name"),
        readAt == null ? null : OffsetDateTime.parse(readAt).toInstant());
  }

  private static MessageId messageId(UUID id) {
    return id == null ? null : new MessageId(id);
  }
}
