package no.samklang.message;

import io.vertx.rxjava3.sqlclient.Row;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import no.samklang.access.PlanTx;
import no.samklang.db.RowValues;
import no.samklang.id.MessageId;
import no.samklang.id.ParticipantId;
import no.samklang.id.PlanId;
import no.samklang.message.Messages.AnswerState;
import no.samklang.message.Messages.Attachment;
import no.samklang.message.Messages.Correspondent;
import no.samklang.message.Messages.Message;
import no.samklang.message.Messages.MessageContent;
import no.samklang.message.Messages.MessageItem;
import no.samklang.message.Messages.MessageKind;
import no.samklang.message.Messages.Recipient;
import no.samklang.message.ResolvedRecipients.Addressee;

/** Maps rows to messages. */
final class MessageRowMapper {
  /** The columns of an item, from {@code message m} with {@link #PEOPLE} or {@link #GROUP}. */
  static final String ITEM =
      """
      m.id, m.kind, m.category, m.subject, m.sent_at, m.updated_at, m.sender_id, sender.name as sender_name,
             addressed.ids as to_ids, addressed.names as to_names, addressed.read as to_read_at, addressed.answers as to_answers""";

  // %1$s participants with their names
  private static final String NAMED =
      """
      left join %1$s sender on sender.id = m.sender_id
        left join lateral (
        select array_agg(id) as ids, array_agg(name) as names, array_agg(read_at) as read, array_agg(answer) as answers
          from (select tr.participant_id as id, t.name, tr.read_at,
                       case when tr.answer_asked and me.member_id in (m.sender_id, tr.participant_id)
                            then case when tr.answered_at is null then 'WAITING' else 'ANSWERED' end end as answer
                  from message_recipient tr
                  join %1$s t on t.id = tr.participant_id
                 where tr.message_id = m.id
                 order by tr.position) ordered) addressed on true""";

  private static final String NAMES =
      "select p.id, person.first_name || ' ' || person.last_name as name from participant p"
          + " join person on person.id = p.person_id";

  /**
   * The sender, and the recipients in their order, of one {@code message m} as {@code me} sees
   * them; to be joined for {@link #ITEM}.
   */
  static final String PEOPLE = NAMED.formatted("(" + NAMES + ")");

  /** As {@link #PEOPLE}, of many messages, in a statement with {@link #WITH_GROUP}. */
  static final String GROUP = NAMED.formatted("plan_group");

  /** Reads each of the plan's people once; stands after {@code with me as (…)}. */
  static final String WITH_GROUP =
      ", plan_group as materialized (" + NAMES + " where p.plan_id = #{plan})";

  /** The columns of a whole message, with the reader's receipt {@code r}. */
  static final String MESSAGE =
      "m.version, m.plan_id, m.body, m.reply_to, m.forward_of, m.notify, r.read_at, "
          + "attached.ids as attachment_ids, attached.names as attachment_names, attached.sizes as attachment_sizes, "
          + ITEM;

  /** The attachments of {@code message m}; to be joined for {@link #MESSAGE}. */
  static final String ATTACHED =
      """
      left join lateral (
        select array_agg(a.id order by a.added_at, a.id) as ids, array_agg(a.name order by a.added_at, a.id) as names,
               array_agg(a.size order by a.added_at, a.id) as sizes
          from message_attachment a where a.message_id = m.id) attached on true""";

  private MessageRowMapper() {}

  static MessageItem item(Row row) {
    return new MessageItem(
        new MessageId(row.getUUID("id")),
        MessageKind.valueOf(row.getString("kind")),
        row.getString("category"),
        row.getString("subject"),
        sender(row),
        recipients(row),
        RowValues.instant(row, "sent_at"),
        RowValues.instant(row, "read_at"),
        RowValues.instant(row, "updated_at"));
  }

  static Message message(Row row) {
    return new Message(
        new MessageId(row.getUUID("id")),
        row.getInteger("version"),
        new PlanId(row.getUUID("plan_id")),
        MessageKind.valueOf(row.getString("kind")),
        row.getString("category"),
        row.getString("subject"),
        row.getString("body"),
        sender(row),
        recipients(row),
        RowValues.instant(row, "sent_at"),
        RowValues.instant(row, "read_at"),
        RowValues.instant(row, "updated_at"),
        messageId(row.getUUID("reply_to")),
        messageId(row.getUUID("forward_of")),
        row.getBoolean("notify"),
        attachments(row));
  }

  private static List<Attachment> attachments(Row row) {
    UUID[] ids = row.getArrayOfUUIDs("attachment_ids");
    if (ids == null) {
      return List.of();
    }
    String[] names = row.getArrayOfStrings("attachment_names");
    Integer[] sizes = row.getArrayOfIntegers("attachment_sizes");
    List<Attachment> attachments = new ArrayList<>(ids.length);
    for (int i = 0; i < ids.length; i++) {
      attachments.add(new Attachment(ids[i], names[i], sizes[i]));
    }
    return attachments;
  }

  /**
   * A message just stored, for its sender.
   *
   * @param row of {@link NewMessageRepository#CREATE}
   */
  static Message ofNew(
      PlanTx tx, MessageId id, MessageContent content, ResolvedRecipients recipients, Row row) {
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
            .map(to -> new Recipient(to.participant(), to.name(), null, answer(to, content)))
            .toList(),
        content.send() ? tx.now() : null,
        null,
        tx.now(),
        content.replyTo(),
        content.forwardOf(),
        content.notified(),
        attachments(row));
  }

  private static AnswerState answer(Addressee to, MessageContent content) {
    return content.awaitAnswerFrom().contains(to.participant()) ? AnswerState.WAITING : null;
  }

  private static Correspondent sender(Row row) {
    return new Correspondent(
        new ParticipantId(row.getUUID("sender_id")), row.getString("sender_name"));
  }

  private static List<Recipient> recipients(Row row) {
    UUID[] ids = row.getArrayOfUUIDs("to_ids");
    if (ids == null) {
      return List.of();
    }
    String[] names = row.getArrayOfStrings("to_names");
    OffsetDateTime[] read = row.getArrayOfOffsetDateTimes("to_read_at");
    String[] answers = row.getArrayOfStrings("to_answers");
    List<Recipient> recipients = new ArrayList<>(ids.length);
    for (int i = 0; i < ids.length; i++) {
      Instant readAt = read[i] == null ? null : read[i].toInstant();
      AnswerState answer = answers[i] == null ? null : AnswerState.valueOf(answers[i]);
      recipients.add(new Recipient(new ParticipantId(ids[i]), names[i], readAt, answer));
    }
    return recipients;
  }

  private static MessageId messageId(UUID id) {
    return id == null ? null : new MessageId(id);
  }
}
