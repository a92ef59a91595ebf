package no.samklang.bench;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlConnection;
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
 * What the reference writes: a message with its receipts, counts and notices in one durable
 * transaction, all of it sent to the database at once; and visits, gathered and written behind.
 */
final class ReferenceWrites {
  private static final long GATHERED_FOR_MS = 200;
  private static final String MESSAGE =
      """
      insert into message (id, plan_id, sender_id, kind, subject, body, created_at, updated_at, sent_at)
      values ($1, $2, $3, 'MESSAGE', $4, $5, $6, $6, $6)""";
  private static final String RECEIPTS =
      """
      insert into message_recipient (message_id, participant_id, position, sent_at)
      select $1, id, position, $3 from unnest($2::uuid[]) with ordinality as wanted (id, position)""";
  // due in a year, so that the service beside it doesn't send them
  private static final String NOTICES =
      """
      insert into outbox (id, created_at, person_id, plan_id, channel, template, next_at)
      select gen_random_uuid(), $2, p.person_id, p.plan_id, wish.channel, 'NEW_MESSAGE', $2::timestamptz + interval '1 year'
        from unnest($1::uuid[]) as r (id)
        join participant p on p.id = r.id
        join notification_preference np on np.participant_id = p.id and np.event = 'NEW_MESSAGE'
       cross join lateral (values ('SMS', np.sms), ('EMAIL', np.email)) as wish (channel, wanted)
       where wish.wanted""";
  private static final String COUNTS =
      """
      insert into mailbox as mb (participant_id, unread)
      select id, 1 from unnest($1::uuid[]) as r (id) order by id
      on conflict (participant_id) do update set unread = mb.unread + 1""";
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
    vertx.setPeriodic(GATHERED_FOR_MS, timer -> writeVisits());
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

  /** Answers with what was sent, its id and its time. */
  Future<Buffer> send(UUID plan, UUID sender, Buffer body) {
    JsonObject message = body.toJsonObject();
    UUID id = NewId.inTimeOrder();
    OffsetDateTime now = now();
    UUID[] to =
        message.getJsonArray("to").stream()
            .map(text -> UUID.fromString((String) text))
            .toArray(UUID[]::new);
    Tuple row =
        Tuple.of(id, plan, sender, message.getString("subject"), message.getString("body"), now);
    return pool.getConnection()
        .compose(connection -> write(connection, row, to).eventually(connection::close))
        .onSuccess(done -> ReferenceSockets.push(List.of(to), frame("message", plan, id)))
        .map(done -> message.put("id", id.toString()).put("sentAt", now.toString()).toBuffer());
  }

  /** Changes a plan, and tells all who are in it. */
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

  private static Future<?> write(SqlConnection connection, Tuple message, UUID[] to) {
    OffsetDateTime now = message.getOffsetDateTime(5);
    return Future.all(
        List.of(
            connection.query("begin").execute(),
            connection.preparedQuery(MESSAGE).execute(message),
            connection.preparedQuery(RECEIPTS).execute(Tuple.of(message.getUUID(0), to, now)),
            connection.preparedQuery(NOTICES).execute(Tuple.of(to, now)),
            connection.preparedQuery(COUNTS).execute(Tuple.of((Object) to)),
            connection.query("commit").execute()));
  }

  private static OffsetDateTime now() {
    return OffsetDateTime.now(ZoneOffset.UTC);
  }
}
