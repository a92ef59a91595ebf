package no.samklang.bench;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Tuple;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import no.samklang.id.NewId;

/**
 * Writes of the reference: a message with its receipts, counts and notices in one durable
 * transaction; and visits, batched and written behind.
 */
final class ReferenceWrites {
  private static final long FLUSH_INTERVAL_MS = 200;
  private static final String CHANGE =
      """
      update plan set status = 'Det går bra', status_at = $2, version = version + 1, changed_at = $2
       where id = $1 returning version""";
  private static final String MEMBERS =
      "select id from participant where plan_id = $1 and removed_at is null";
  private static final String VISITS =
      """
      insert into visit as v (participant_id, session_id, last_at)
      select * from unnest($1::uuid[], $2::uuid[], $3::timestamptz[])
      on conflict (participant_id) do update
         set previous_at = v.last_at, session_id = excluded.session_id, last_at = excluded.last_at""";

  private final Pool pool;
  private Map<UUID, UUID> visits = new HashMap<>();

  ReferenceWrites(Vertx vertx, Pool pool) {
    this.pool = pool;
    vertx.setPeriodic(FLUSH_INTERVAL_MS, timer -> writeVisits());
  }

  void visit(UUID participant, UUID session) {
    visits.put(participant, session);
  }

  private void writeVisits() {
    if (visits.isEmpty()) {
      return;
    }
    UUID[] participants = visits.keySet().stream().sorted().toArray(UUID[]::new);
    UUID[] sessions = new UUID[participants.length];
    OffsetDateTime[] times = new OffsetDateTime[participants.length];
    for (int i = 0; i < participants.length; i++) {
      sessions[i] = visits.get(participants[i]);
      times[i] = now();
    }
    visits = new HashMap<>();
    pool.preparedQuery(VISITS)
        .execute(Tuple.of(participants, sessions, times))
        .onFailure(System.err::println);
  }

  /** Stores a message, pushes it, and returns it with its id and time. */
  Future<Buffer> send(UUID plan, UUID sender, Buffer body) {
    JsonObject message = body.toJsonObject();
    UUID id = NewId.timeOrdered();
    OffsetDateTime now = now();
    UUID[] to =
        message.getJsonArray("to").stream()
            .map(text -> UUID.fromString((String) text))
            .toArray(UUID[]::new);
    return pool.preparedQuery(ReferenceSql.SEND)
        .execute(
            Tuple.of(
                id, plan, sender, message.getString("subject"), message.getString("body"), now, to))
        .onSuccess(done -> ReferenceSockets.push(List.of(to), frame("message", plan, id)))
        .map(done -> message.put("id", id.toString()).put("sentAt", now.toString()).toBuffer());
  }

  /** Stores a comment on an activity, and returns it with its id and time. */
  Future<Buffer> comment(UUID plan, UUID author, UUID activity, Buffer body) {
    JsonObject comment = body.toJsonObject();
    UUID id = NewId.timeOrdered();
    OffsetDateTime now = now();
    return pool.preparedQuery(ReferenceSql.COMMENT)
        .execute(Tuple.of(id, plan, activity, author, comment.getString("text"), now))
        .map(done -> comment.put("id", id.toString()).put("createdAt", now.toString()).toBuffer());
  }

  /** Changes a plan and pushes the change to its participants. */
  Future<Buffer> change(UUID plan) {
    return pool.preparedQuery(CHANGE)
        .execute(Tuple.of(plan, now()))
        .compose(changed -> pool.preparedQuery(MEMBERS).execute(Tuple.of(plan)))
        .onSuccess(
            members -> {
              List<UUID> all = new ArrayList<>();
              members.forEach(member -> all.add(member.getUUID("id")));
              ReferenceSockets.push(all, frame("changed", plan, plan));
            })
        .map(members -> Buffer.buffer("{}"));
  }

  private static String frame(String type, UUID plan, UUID about) {
    return new JsonObject()
        .put("type", type)
        .put("planId", plan.toString())
        .put("about", about.toString())
        .put("at", now().toString())
        .encode();
  }

  private static OffsetDateTime now() {
    return OffsetDateTime.now(ZoneOffset.UTC);
  }
}
