package no.samklang.bench;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.rxjava3.core.Vertx;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import no.samklang.auth.BenchSessions;
import no.samklang.config.Settings;

/**
 * Who asks for what: persons with open sessions, and the requests that they send to both servers.
 */
final class Subjects {
  private static final String SESSIONS =
      """
      insert into session (id, person_id, next, created_at, last_seen_at, address, user_agent)
      select md5('bench' || id)::uuid, id, 'DONE', now(), now(), '127.0.0.1', 'bench' from person
      on conflict (id) do nothing""";
  // coordinators with about thirty plans, one for three others
  private static final String LISTERS =
      """
      (select md5('bench' || person_id)::uuid, person_id from participant where role = 'COORDINATOR'
        group by person_id order by person_id limit 64)
      union all
      (select md5('bench' || person_id)::uuid, person_id from participant where role <> 'COORDINATOR'
        group by person_id order by md5(person_id::text) limit 192)""";

  /** So many in the register of one municipality, most with a last name of their own. */
  static final String A_HUNDRED_THOUSAND =
      """
      insert into person (id, municipality_id, first_name, last_name, workplace, job_title, mobile)
      select gen_random_uuid(), '%s', p.first_name,
             initcap((array['al', 'bru', 'dy', 'eg', 'fjel', 'gra', 'hov', 'in', 'jar', 'kle', 'lo', 'mæl', 'ny', 'os', 'pe', 'ro', 'sø',
                            'ty', 'ul', 've', 'yt', 'ær', 'øst', 'åm'])[n %% 24 + 1]
               || (array['be', 'da', 'fi', 'go', 'ka', 'li', 'mu', 'ne', 'po', 'ri', 'sa', 'to', 'va', 'bi', 'du', 'fo', 'ge', 'ki',
                         'la', 'me', 'nu', 'ra', 'su', 'te', 'vo', 'bo', 'de', 'fa', 'ku'])[n / 24 %% 29 + 1]
               || (array['nes', 'vik', 'dal', 'berg', 'lund', 'haug', 'stad', 'rud', 'moen', 'sen', 'tangen', 'bakken', 'heim', 'strand',
                         'land', 'by', 'set', 'mark', 'voll', 'eid', 'fors'])[n / 696 %% 21 + 1]),
             p.workplace, p.job_title, '+4799999999'
        from generate_series(1, 98000) as n
        join (select first_name, workplace, job_title, row_number() over (order by id) as k from person) p on p.k = n %% 9973 + 1""";

  // people of that municipality who may search, and four letters of names there
  private static final String SEARCHES =
      """
      with seeker as (
        select p.id, p.municipality_id, row_number() over (order by p.id) as n from person p
         where p.municipality_id = (select municipality_id from person group by 1 order by count(*) desc limit 1)
           and exists (select from plan_creator c where c.person_id = p.id) limit 20
      ), word as (
        select lower(substr(last_name, 2, 4)) as letters, row_number() over (order by md5(last_name)) as n
          from (select distinct last_name from person where mobile = '+4799999999') names limit 500
      )
      select md5('bench' || seeker.id)::uuid, seeker.id, seeker.municipality_id, word.letters
        from word join seeker on seeker.n = word.n % 20 + 1""";
  private static final String KEY = "<key>";
  // one participant for each plan that is open to all of its group, and four others
  private static final String MEMBERS =
      """
      select md5('bench' || p.person_id)::uuid, p.person_id, p.plan_id, p.id,
             (select string_agg(o.id::text, ',' order by o.id) from (select o.id from participant o
                where o.plan_id = p.plan_id and o.id <> p.id order by md5(o.id::text) limit 4) o)
        from (select distinct on (plan_id) * from participant order by plan_id, md5(id::text)) p
        join plan on plan.id = p.plan_id and plan.state = 'ACTIVE'
        join consent c on c.plan_id = p.plan_id and c.ended_at is null and c.valid_until > current_date + 1
       order by md5(p.plan_id::text) limit %d""";

  private final LargeDatabase database;
  private final BenchSessions sessions;
  private final AtomicLong sent = new AtomicLong(System.nanoTime());

  private Subjects(LargeDatabase database, BenchSessions sessions) {
    this.database = database;
    this.sessions = sessions;
  }

  /** The service must have been started on the database once: it makes the key. */
  static Subjects of(LargeDatabase database, Vertx vertx) {
    database.run(SESSIONS);
    List<String> key =
        database
            .rows(
                "select kid, private_key, public_key from signing_key order by created_at desc limit 1")
            .get(0);
    Settings settings = Settings.with(Map.of());
    return new Subjects(
        database, new BenchSessions(vertx, settings, key.get(0), key.get(1), key.get(2)));
  }

  /**
   * The same work asked of both.
   *
   * @param distinct how many different requests there are
   */
  record Work(Supplier<Buffer> service, Supplier<Buffer> reference, int distinct) {}

  String token(String session) {
    return sessions.token(UUID.fromString(session));
  }

  Work list() {
    List<List<String>> who = database.rows(LISTERS);
    return reads(
        who.stream().map(row -> get("/api/v1/plans", row.get(0))).toList(),
        who.stream().map(row -> bare("/l/" + row.get(1))).toList());
  }

  /** The reference reads the counters too. */
  Work unread() {
    return unread("/u/");
  }

  /** The reference counts the rows. */
  Work unreadCounted() {
    return unread("/n/");
  }

  private Work unread(String reference) {
    List<List<String>> who = database.rows(LISTERS);
    return reads(
        who.stream().map(row -> get("/api/v1/me/overview", row.get(0))).toList(),
        who.stream().map(row -> bare(reference + row.get(1))).toList());
  }

  Work home() {
    List<List<String>> who = database.rows(MEMBERS.formatted(500));
    return reads(
        who.stream().map(row -> get("/api/v1/plans/" + row.get(2), row.get(0))).toList(),
        who.stream()
            .map(row -> "/h/%s/%s/%s/%s".formatted(row.get(2), row.get(1), row.get(0), row.get(3)))
            .map(Subjects::bare)
            .toList());
  }

  Work search() {
    List<List<String>> who = database.rows(SEARCHES);
    return reads(
        who.stream()
            .map(row -> get("/api/v1/persons?name=" + encoded(row.get(3)), row.get(0)))
            .toList(),
        who.stream()
            .map(row -> bare("/q/%s/%s/%s".formatted(row.get(1), row.get(2), encoded(row.get(3)))))
            .toList());
  }

  private static String encoded(String name) {
    return URLEncoder.encode(name, StandardCharsets.UTF_8);
  }

  Work send() {
    return sends(database.rows(MEMBERS.formatted(1000)));
  }

  /** Rows of session, person, plan, sender and, with commas between, recipients. */
  Work sends(List<List<String>> who) {
    List<Sending> service = who.stream().map(this::sending).toList();
    List<Buffer> reference =
        who.stream()
            .map(row -> post("/s/%s/%s".formatted(row.get(2), row.get(3)), "", message(row)))
            .toList();
    Supplier<Sending> next = cycle(service);
    return new Work(() -> next.get().withKey(sent.incrementAndGet()), cycle(reference), who.size());
  }

  /** A request up to its idempotency key, and after it. */
  private record Sending(Buffer before, Buffer after) {
    Buffer withKey(long key) {
      return before.copy().appendString("%020d".formatted(key)).appendBuffer(after);
    }
  }

  private Sending sending(List<String> row) {
    Buffer request =
        post(
            "/api/v1/plans/%s/messages".formatted(row.get(2)),
            cookie(row.get(0)) + "X-Requested-With: samklang\r\nIdempotency-Key: <key>\r\n",
            message(row));
    String text = request.toString();
    int key = text.indexOf(KEY);
    return new Sending(
        Buffer.buffer(text.substring(0, key)), Buffer.buffer(text.substring(key + KEY.length())));
  }

  private static String message(List<String> row) {
    return new JsonObject()
        .put("kind", "MESSAGE")
        .put("subject", "Neste møte")
        .put("body", "Dette er en oppdiktet tekst som bare er her for å fylle plass. ".repeat(3))
        .put("to", new JsonArray(Arrays.asList(row.get(4).split(","))))
        .put("send", true)
        .encode();
  }

  private static Work reads(List<Buffer> service, List<Buffer> reference) {
    return new Work(cycle(service), cycle(reference), service.size());
  }

  private Buffer get(String path, String session) {
    return Buffer.buffer(
        "GET %s HTTP/1.1\r\nHost: localhost\r\n%s\r\n".formatted(path, cookie(session)));
  }

  String cookie(String session) {
    return "Cookie: samklang_session=%s\r\n".formatted(token(session));
  }

  private static Buffer bare(String path) {
    return Buffer.buffer("GET %s HTTP/1.1\r\nHost: localhost\r\n\r\n".formatted(path));
  }

  static Buffer post(String path, String headers, String body) {
    return Buffer.buffer(
        "POST %s HTTP/1.1\r\nHost: localhost\r\n%sContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%s"
            .formatted(path, headers, Buffer.buffer(body).length(), body));
  }

  private static <T> Supplier<T> cycle(List<T> all) {
    int[] next = {0};
    return () -> all.get(next[0]++ % all.size());
  }
}
