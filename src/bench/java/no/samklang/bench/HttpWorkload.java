package no.samklang.bench;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.rxjava3.core.Vertx;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import no.samklang.auth.BenchSessions;
import no.samklang.config.Settings;

/** Persons with open sessions, and the requests they send to both servers. */
final class HttpWorkload {
  private static final int SESSION_BATCH = 2000;
  private static final String SESSIONS =
      """
      insert into session (id, person_id, next, created_at, last_seen_at, address, user_agent)
      select encode(substring(sha256(convert_to('session ' || md5('bench' || id)::uuid, 'UTF8')) from 1 for 16), 'hex')::uuid,
             id, 'DONE', now(), now(), '127.0.0.1', 'bench' from person
      on conflict (id) do nothing""";
  // coordinators with about thirty plans, one for three others
  private static final String LISTERS =
      """
      (select md5('bench' || person_id)::uuid, person_id from participant where role = 'COORDINATOR'
        group by person_id order by person_id limit 500)
      union all
      (select md5('bench' || person_id)::uuid, person_id from participant where role <> 'COORDINATOR'
        group by person_id order by md5(person_id::text) limit 1500)""";

  /** Fills one municipality's register to 100,000 persons with mostly distinct last names. */
  static final String HUNDRED_THOUSAND_PERSONS =
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

  private static final String OWN_PAGE = "X-Requested-With: samklang\r\n";
  private static final String KEYED = OWN_PAGE + "Idempotency-Key: " + Wrk.KEY + "\r\n";
  private static final String COMMENT =
      new JsonObject().put("text", "Det gikk fint i dag også, og vi fortsetter slik.").encode();

  /** An event, as the contract's {@code EventInput}. */
  static final String EVENT =
      new JsonObject()
          .put("title", "Svømming")
          .put("allDay", false)
          .put("start", "2026-12-01T17:00:00+01:00")
          .put("end", "2026-12-01T18:00:00+01:00")
          .encode();

  // persons of that municipality who may search, and four letters of last names
  private static final String SEARCHES =
      """
      with seeker as (
        select p.id, p.municipality_id, row_number() over (order by p.id) as n from person p
         where p.municipality_id = (select municipality_id from person group by 1 order by count(*) desc limit 1)
           and exists (select from plan_creator c where c.person_id = p.id)
      ), word as (
        select lower(substr(last_name, 2, 4)) as letters, row_number() over (order by md5(last_name)) as n
          from (select distinct last_name from person where mobile = '+4799999999') names limit 2000
      )
      select md5('bench' || seeker.id)::uuid, seeker.id, seeker.municipality_id, word.letters
        from word join seeker on seeker.n = word.n % (select count(*) from seeker) + 1""";
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

  // as many as connections: a plan is read again and again by those who take part in it
  private static final int CALENDARS = 16;

  /** Gives each plan of {@link #calendar} 200 weekly events without end. */
  static final String TWO_HUNDRED_SERIES =
      """
      insert into calendar_event (id, plan_id, title, place, description, all_day, starts_at, ends_at, rrule, created_by, created_at,
                                  changed_by, changed_at)
      select gen_random_uuid(), m.plan_id, 'Svømming ' || n, 'Svømmehallen', '', false, started.at, started.at + interval '1 hour',
             'FREQ=WEEKLY', m.id, now(), m.id, now()
        from (%s) m (session, person_id, plan_id, id, others)
       cross join generate_series(1, 200) as n
       cross join lateral (select date_trunc('day', now()) - n * interval '1 day' + interval '12 hours' as at) started"""
          .formatted(MEMBERS.formatted(CALENDARS));

  private static final int MAILBOXES = 10;

  /** Gives each member of {@link #messageSearch} 10,000 received messages, of which 100 match. */
  static final String TEN_THOUSAND_MESSAGES =
      """
      with made as (
        insert into message (id, plan_id, sender_id, kind, subject, body, created_at, updated_at, sent_at)
        select gen_random_uuid(), m.plan_id, m.id, 'MESSAGE', 'Uke ' || n,
               case when n %% 100 = 0 then 'Svømmingen er flyttet til en annen dag denne uken. ' else '' end
                 || 'Dette er en oppdiktet tekst som bare er her for å fylle plass. Den har nummer ' || n,
               now(), now(), now() - n * interval '1 minute'
          from (%s) m (session, person_id, plan_id, id, others)
         cross join generate_series(1, 10000) as n
        returning id, sender_id, sent_at
      )
      insert into message_recipient (message_id, participant_id, position, sent_at)
      select id, sender_id, 1, sent_at from made"""
          .formatted(MEMBERS.formatted(MAILBOXES));

  // as MEMBERS, with an activity of the plan in place of the others
  private static final String COMMENTERS =
      """
      select md5('bench' || p.person_id)::uuid, p.person_id, p.plan_id, p.id,
             (select a.id from activity a where a.plan_id = p.plan_id order by a.id limit 1)
        from (%s) member (session, person_id, plan_id, id, others)
        join participant p on p.id = member.id""";

  private final LargeDatabase database;
  private final BenchSessions sessions;

  /** SQL of some members of open plans: session, person, plan, participant and four others. */
  static String members(int count) {
    return MEMBERS.formatted(count);
  }

  private HttpWorkload(LargeDatabase database, BenchSessions sessions) {
    this.database = database;
    this.sessions = sessions;
  }

  /** Requires that the service has been started on the database, which creates the key. */
  static HttpWorkload of(LargeDatabase database, Vertx vertx) {
    database.run(SESSIONS);
    List<String> key =
        database
            .rows(
                "select kid, private_key, public_key from signing_key order by created_at desc"
                    + " limit 1")
            .get(0);
    Settings settings = Settings.with(Map.of("security.key", LargeDatabase.KEY));
    return new HttpWorkload(
        database, new BenchSessions(vertx, settings, key.get(0), key.get(1), key.get(2)));
  }

  /** The same work for both servers: complete requests, sent in order. */
  record BenchWork(List<String> service, List<String> reference) {}

  String token(String session) {
    return sessions.token(UUID.fromString(session));
  }

  BenchWork list() {
    List<List<String>> who = database.rows(LISTERS);
    return new BenchWork(
        who.stream().map(row -> get("/api/v1/plans", row.get(0))).toList(),
        who.stream().map(row -> bare("/l/" + row.get(1))).toList());
  }

  BenchWork unread() {
    List<List<String>> who = database.rows(LISTERS);
    return new BenchWork(
        who.stream().map(row -> get("/api/v1/me/unread", row.get(0))).toList(),
        who.stream().map(row -> bare("/u/" + row.get(1))).toList());
  }

  BenchWork overview() {
    List<List<String>> who = database.rows(LISTERS);
    return new BenchWork(
        who.stream().map(row -> get("/api/v1/me/overview", row.get(0))).toList(),
        who.stream().map(row -> bare("/o/" + row.get(1))).toList());
  }

  BenchWork home() {
    List<List<String>> who = database.rows(MEMBERS.formatted(SESSION_BATCH));
    return new BenchWork(
        who.stream().map(row -> get("/api/v1/plans/" + row.get(2), row.get(0))).toList(),
        who.stream()
            .map(row -> "/h/%s/%s/%s".formatted(row.get(2), row.get(3), row.get(0)))
            .map(HttpWorkload::bare)
            .toList());
  }

  BenchWork search() {
    List<List<String>> who = database.rows(SEARCHES);
    return new BenchWork(
        who.stream()
            .map(
                row ->
                    post(
                        "/api/v1/persons/search", cookie(row.get(0)) + OWN_PAGE, named(row.get(3))))
            .toList(),
        who.stream()
            .map(row -> bare("/q/%s/%s".formatted(row.get(2), encoded(row.get(3)))))
            .toList());
  }

  /** A word of the members with {@link #TEN_THOUSAND_MESSAGES}. */
  BenchWork messageSearch() {
    List<List<String>> who = database.rows(MEMBERS.formatted(MAILBOXES));
    String body = new JsonObject().put("q", "svømming").encode();
    return new BenchWork(
        who.stream()
            .map(
                row ->
                    post(
                        "/api/v1/plans/%s/messages/search".formatted(row.get(2)),
                        cookie(row.get(0)) + OWN_PAGE,
                        body))
            .toList(),
        who.stream()
            .map(row -> bare("/m/%s/%s/%s".formatted(row.get(2), row.get(3), encoded("svømming"))))
            .toList());
  }

  private static String named(String name) {
    return new JsonObject().put("name", name).encode();
  }

  private static String encoded(String name) {
    return URLEncoder.encode(name, StandardCharsets.UTF_8);
  }

  BenchWork send() {
    return sends(database.rows(MEMBERS.formatted(SESSION_BATCH)));
  }

  /** Rows of session, person, plan, sender and, with commas between, recipients. */
  BenchWork sends(List<List<String>> who) {
    return new BenchWork(
        who.stream().map(this::sending).toList(),
        who.stream()
            .map(row -> post("/s/%s/%s".formatted(row.get(2), row.get(3)), "", message(row)))
            .toList());
  }

  BenchWork goals() {
    List<List<String>> who = database.rows(MEMBERS.formatted(SESSION_BATCH));
    return new BenchWork(
        who.stream()
            .map(row -> get("/api/v1/plans/%s/goals".formatted(row.get(2)), row.get(0)))
            .toList(),
        who.stream().map(row -> bare("/g/" + row.get(2))).toList());
  }

  /** The month from today, of plans with {@link #TWO_HUNDRED_SERIES}. */
  BenchWork calendar() {
    List<List<String>> who = database.rows(MEMBERS.formatted(CALENDARS));
    LocalDate from = LocalDate.now(ZoneId.of("Europe/Oslo"));
    String period = "?from=%s&to=%s".formatted(from, from.plusMonths(1));
    return new BenchWork(
        who.stream()
            .map(
                row -> get("/api/v1/plans/%s/calendar%s".formatted(row.get(2), period), row.get(0)))
            .toList(),
        who.stream().map(row -> bare("/e/" + row.get(2))).toList());
  }

  BenchWork comment() {
    List<List<String>> who = database.rows(COMMENTERS.formatted(MEMBERS.formatted(SESSION_BATCH)));
    return new BenchWork(
        who.stream().map(this::commenting).toList(),
        who.stream()
            .map(row -> "/k/%s/%s/%s".formatted(row.get(2), row.get(3), row.get(4)))
            .map(path -> post(path, "", COMMENT))
            .toList());
  }

  /** Adds events to calendars, which is logged; there is nothing to compare it with. */
  List<String> loggedChange() {
    return database.rows(MEMBERS.formatted(SESSION_BATCH)).stream()
        .map(
            row ->
                post(
                    "/api/v1/plans/%s/calendar".formatted(row.get(2)),
                    cookie(row.get(0)) + KEYED,
                    EVENT))
        .toList();
  }

  private String commenting(List<String> row) {
    return post(
        "/api/v1/plans/%s/activities/%s/comments".formatted(row.get(2), row.get(4)),
        cookie(row.get(0)) + KEYED,
        COMMENT);
  }

  private String sending(List<String> row) {
    return post(
        "/api/v1/plans/%s/messages".formatted(row.get(2)),
        cookie(row.get(0)) + KEYED,
        message(row));
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

  private String get(String path, String session) {
    return "GET %s HTTP/1.1\r\nHost: localhost\r\n%s\r\n".formatted(path, cookie(session));
  }

  String cookie(String session) {
    return "Cookie: samklang_session=%s\r\n".formatted(token(session));
  }

  private static String bare(String path) {
    return "GET %s HTTP/1.1\r\nHost: localhost\r\n\r\n".formatted(path);
  }

  static String post(String path, String headers, String body) {
    return "POST %s HTTP/1.1\r\nHost: localhost\r\n%sContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%s"
        .formatted(path, headers, body.getBytes(StandardCharsets.UTF_8).length, body);
  }
}
