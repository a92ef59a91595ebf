package no.samklang.participant;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Single;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import no.samklang.access.PlanTx;
import no.samklang.db.Rows;
import no.samklang.id.ParticipantId;
import no.samklang.participant.Participants.Channels;
import no.samklang.participant.Participants.Notifications;
import no.samklang.participant.Participants.NotifiedEvent;

/** The table {@code notification_preference} (NOTIF-1). */
@CheckReturnValue
final class NotificationRepository {
  private static final String UPDATE =
      """
      insert into notification_preference (participant_id, event, sms, email)
      select $1, event, sms, email from unnest($2::text[], $3::boolean[], $4::boolean[]) as chosen (event, sms, email)
      on conflict (participant_id, event) do update set sms = excluded.sms, email = excluded.email""";
  private static final String GET =
      """
      select json_object_agg(event, json_build_object('sms', sms, 'email', email)) as wishes
        from notification_preference where participant_id = $1""";

  /** Writes what is given; the rest stays. Gives all, in the same trip. */
  Single<Notifications> update(PlanTx tx, ParticipantId participant, Notifications wanted) {
    List<Map.Entry<NotifiedEvent, Channels>> chosen = List.copyOf(wanted.events().entrySet());
    return Single.zip(
        tx.execute(
            UPDATE,
            participant,
            Rows.column(chosen, one -> one.getKey().name(), String[]::new),
            Rows.column(chosen, one -> one.getValue().sms(), Boolean[]::new),
            Rows.column(chosen, one -> one.getValue().email(), Boolean[]::new)),
        tx.query(GET, participant),
        (written, rows) ->
            CardView.notifications(rows.iterator().next().get(JsonObject.class, "wishes")));
  }
}
