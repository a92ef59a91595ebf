package no.samklang.participant;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Single;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import no.samklang.db.Tx;
import no.samklang.id.ParticipantId;
import no.samklang.participant.Participants.Channels;
import no.samklang.participant.Participants.Event;
import no.samklang.participant.Participants.Notifications;

/** The table {@code notification_preference} (NOTIF-1). */
@CheckReturnValue
final class NotificationStore {
  private static final String CHOOSE =
      """
      insert into notification_preference (participant_id, event, sms, email)
      select $1, event, sms, email from unnest($2::text[], $3::boolean[], $4::boolean[]) as chosen (event, sms, email)
      on conflict (participant_id, event) do update set sms = excluded.sms, email = excluded.email""";
  private static final String CHOSEN =
      """
      select json_object_agg(event, json_build_object('sms', sms, 'email', email)) as wishes
        from notification_preference where participant_id = $1""";

  /** Keeps what is chosen, and gives all. */
  Single<Notifications> choose(Tx tx, ParticipantId participant, Notifications wanted) {
    List<Map.Entry<Event, Channels>> chosen = List.copyOf(wanted.events().entrySet());
    return tx.execute(
            CHOOSE,
            participant.value(),
            chosen.stream().map(one -> one.getKey().name()).toArray(String[]::new),
            chosen.stream().map(one -> one.getValue().sms()).toArray(Boolean[]::new),
            chosen.stream().map(one -> one.getValue().email()).toArray(Boolean[]::new))
        .flatMap(kept -> tx.query(CHOSEN, participant.value()))
        .map(rows -> rows.iterator().next().get(JsonObject.class, "wishes"))
        .map(CardView::notifications);
  }
}
