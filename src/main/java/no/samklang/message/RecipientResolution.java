package no.samklang.message;

import io.vertx.rxjava3.sqlclient.Row;
import io.vertx.rxjava3.sqlclient.RowSet;
import java.util.List;
import no.samklang.bus.Failure;
import no.samklang.db.Rows;
import no.samklang.id.ParticipantId;
import no.samklang.id.PersonId;
import no.samklang.message.Messages.MessageContent;

/**
 * From whom a message goes to whom.
 *
 * @param to those of the wanted recipients who have access to the plan today
 * @param isComplete whether that is all of them
 * @param mayRefer whether the sender sees what the message answers or forwards
 */
record RecipientResolution(
    String senderName, List<Addressee> to, boolean isComplete, boolean mayRefer) {

  record Addressee(ParticipantId participant, PersonId person, String name) {}

  /** Reads the rows of {@link DeliveryRepository#RESOLVE}. */
  static RecipientResolution of(RowSet<Row> rows, MessageContent content) {
    Row first = rows.iterator().next();
    List<Addressee> to =
        Rows.stream(rows)
            .filter(row -> row.getUUID("id") != null)
            .map(RecipientResolution::addressee)
            .toList();
    return new RecipientResolution(
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

  /** A draft may have been meant for someone who has left since: it is kept without them. */
  void require(MessageContent content) {
    if (!mayRefer) {
      throw new Failure.Invalid("request.invalid", "replyTo", "unknown");
    }
    if (content.send() && !isComplete) {
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
