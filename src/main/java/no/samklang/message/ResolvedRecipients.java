package no.samklang.message;

import io.vertx.rxjava3.sqlclient.Row;
import io.vertx.rxjava3.sqlclient.RowSet;
import java.util.List;
import no.samklang.db.RowValues;
import no.samklang.error.Failure;
import no.samklang.id.ParticipantId;
import no.samklang.id.PersonId;
import no.samklang.message.Messages.MessageContent;

/**
 * The sender and the resolved recipients of a message.
 *
 * @param to the requested recipients who have access to the plan today
 * @param allResolved whether those are all requested recipients
 * @param referencesVisible whether the sender may see the messages it replies to or forwards
 */
record ResolvedRecipients(
    String senderName, List<Addressee> to, boolean allResolved, boolean referencesVisible) {

  record Addressee(ParticipantId participant, PersonId person, String name) {}

  /**
   * Reads the rows of {@link DeliveryRepository#RESERVE_AND_RESOLVE} or {@link
   * NewMessageRepository#CREATE}.
   */
  static ResolvedRecipients of(RowSet<Row> rows, MessageContent content) {
    Row first = rows.iterator().next();
    List<Addressee> to =
        RowValues.stream(rows)
            .filter(row -> row.getUUID("id") != null)
            .map(ResolvedRecipients::addressee)
            .toList();
    return new ResolvedRecipients(
        first.getString("sender_name"),
        to,
        to.size() == content.to().stream().distinct().count(),
        first.getInteger("referable") == content.references().size());
  }

  private static Addressee addressee(Row row) {
    return new Addressee(
        new ParticipantId(row.getUUID("id")),
        new PersonId(row.getUUID("person_id")),
        row.getString("name"));
  }

  /**
   * Fails with {@link Failure.Invalid}. A draft may have recipients who have left since: they are
   * dropped.
   */
  void validate(MessageContent content) {
    if (!referencesVisible) {
      throw new Failure.Invalid("request.invalid", "replyTo", "unknown");
    }
    if (content.send() && !allResolved) {
      throw new Failure.Invalid("message.incomplete", "to", "recipient.unknown");
    }
  }

  List<ParticipantId> participants() {
    return to.stream().map(Addressee::participant).toList();
  }

  List<PersonId> persons() {
    return to.stream().map(Addressee::person).toList();
  }
}
