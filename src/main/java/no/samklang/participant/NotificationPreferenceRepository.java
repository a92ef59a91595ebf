package no.samklang.participant;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Single;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import no.samklang.access.PlanTx;
import no.samklang.db.RowValues;
import no.samklang.id.ParticipantId;
import no.samklang.participant.Participants.ChannelsChange;
import no.samklang.participant.Participants.Notifications;
import no.samklang.participant.Participants.NotificationsChange;
import no.samklang.participant.Participants.NotifiedEvent;

/** The table {@code notification_preference} (NOTIF-1). */
@CheckReturnValue
final class NotificationPreferenceRepository {
  private static final String UPDATE =
      """
      insert into notification_preference (participant_id, event, sms, email)
      select $1, event, coalesce(sms, false), coalesce(email, false)
        from unnest($2::text[], $3::boolean[], $4::boolean[]) as entries (event, sms, email)
      on conflict (participant_id, event) do update
         set sms = coalesce(($3::boolean[])[array_position($2::text[], excluded.event)], notification_preference.sms),
             email = coalesce(($4::boolean[])[array_position($2::text[], excluded.event)], notification_preference.email)""";
  private static final String GET =
      """
      select json_object_agg(event, json_build_object('sms', sms, 'email', email)) as preferences
        from notification_preference where participant_id = $1""";

  /**
   * Updates the given channels of events, keeps the others, whoever changes them at the same time,
   * and returns all in the same round trip.
   */
  Single<Notifications> update(PlanTx tx, ParticipantId participant, NotificationsChange change) {
    List<Map.Entry<NotifiedEvent, ChannelsChange>> entries =
        List.copyOf(change.events().entrySet());
    return Single.zip(
        tx.execute(
            UPDATE,
            participant,
            RowValues.column(entries, entry -> entry.getKey().name(), String[]::new),
            RowValues.column(entries, entry -> entry.getValue().sms(), Boolean[]::new),
            RowValues.column(entries, entry -> entry.getValue().email(), Boolean[]::new)),
        tx.query(GET, participant),
        (updated, rows) ->
            CardView.notifications(rows.iterator().next().get(JsonObject.class, "preferences")));
  }
}
