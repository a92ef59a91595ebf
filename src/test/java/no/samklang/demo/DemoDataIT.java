package no.samklang.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.reactivex.rxjava3.core.Completable;
import io.vertx.rxjava3.core.Vertx;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.StreamSupport;
import no.samklang.auth.PasswordHasher;
import no.samklang.concurrent.WorkerPool;
import no.samklang.config.DatabaseAddress;
import no.samklang.config.Settings;
import no.samklang.db.Database;
import no.samklang.db.DatabaseServer;
import no.samklang.db.embedded.EmbeddedPostgres;
import no.samklang.event.TypedEventBus;
import no.samklang.metrics.Metrics;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Properties of the demo data that the README and other tests rely on. */
class DemoDataIT {
  // half past midnight on a Sunday in Norway, still Saturday in UTC
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2027-01-02T23:30:00Z"), ZoneOffset.UTC);
  private static final String TODAY = "date '2027-01-03'";
  private static final String NOW = "timestamptz '2027-01-02T23:30:00Z'";
  private static final List<String> TABLES =
      List.of(
          "organisation",
          "person",
          "organisation_admin",
          "account",
          "plan",
          "consent",
          "participant",
          "notification_preference",
          "visit",
          "message",
          "message_recipient",
          "mailbox");
  // participants with their user name, or their first name without an account
  private static final String MEMBERS =
      """
      (select pt.*, coalesce(a.username, p.first_name) as who, a.terms_version, own.username as owner
         from participant pt
         join person p on p.id = pt.person_id
         left join account a on a.person_id = p.id
         join participant o on o.plan_id = pt.plan_id and o.role = 'OWNER'
         left join account own on own.person_id = o.person_id)""";

  @TempDir static Path folder;
  private static final Vertx VERTX = Vertx.vertx();
  private static final TypedEventBus BUS = TypedEventBus.of(VERTX);
  private static EmbeddedPostgres postgres;
  private static PasswordHasher passwordHasher;
  private static Database db;

  @BeforeAll
  static void fill() throws SQLException {
    postgres = EmbeddedPostgres.start(folder);
    passwordHasher =
        new PasswordHasher(
            WorkerPool.open(VERTX, new Metrics(), "password", 2, 20),
            settings("unused").password());
    db = newDatabase("filled");
    fill(db).blockingAwait();
  }

  @AfterAll
  static void stop() {
    VERTX.rxClose().blockingAwait();
    postgres.close();
  }

  @Test
  void documentedUsersExist() {
    assertThat(texts("select username from account"))
        .contains(
            "admin",
            "koordinator",
            "koordinator2",
            "planeier",
            "mor",
            "laerer",
            "lege",
            "fremmed",
            "nabo");
    assertThat(texts("select username from account where code_channel <> 'SMS'"))
        .containsExactly("mor");
    assertThat(texts("select username from account where terms_version is distinct from '1'"))
        .containsExactly("laerer");
    assertThat(texts("select distinct password_state from account")).containsExactly("CHOSEN");
    assertThat(
            texts(
                """
                select username from account join person on id = person_id
                 where case code_channel when 'SMS' then mobile else email end is null"""))
        .as("where codes can't be sent")
        .isEmpty();
  }

  @Test
  void passwordHashesAreUnique() {
    assertThat(texts("select password_hash from account"))
        .doesNotHaveDuplicates()
        .allMatch(hash -> hash.startsWith("$argon2id$"));
  }

  @Test
  void addressesAreFictitious() {
    assertThat(texts("select email from person where email is not null"))
        .doesNotHaveDuplicates()
        .allMatch(email -> email.endsWith("@eksempel.example"));
    assertThat(texts("select mobile from person where mobile is not null"))
        .doesNotHaveDuplicates()
        .allMatch(mobile -> mobile.matches("\\+47490000\\d\\d"));
    assertThat(texts("select first_name || ' ' || last_name from person")).doesNotHaveDuplicates();
  }

  @Test
  void administratorAndNeighbourExist() {
    assertThat(
            texts(
                """
                select a.username || ' ' || o.name from organisation_admin oa
                  join account a using (person_id) join organisation o on o.id = oa.organisation_id"""))
        .containsExactlyInAnyOrder("admin Eksempelvik kommune", "enhetsleder Helse og mestring");
    assertThat(
            texts(
                """
                select a.username from account a join person p on p.id = a.person_id
                  join organisation o on o.id = p.municipality_id where o.name = 'Prøvedal kommune'"""))
        .containsExactly("nabo");
    assertThat(
            texts(
                """
                select u.name from organisation u join organisation o on o.id = u.parent_id
                 where o.name = 'Eksempelvik kommune' and u.municipality_id = o.id"""))
        .containsExactly("Familie og barnevern", "Helse og mestring", "Oppvekst og skole");
    assertThat(
            texts(
                "select username from account where person_id not in (select person_id from participant)"))
        .containsExactlyInAnyOrder("admin", "enhetsleder", "fremmed", "nabo");
  }

  @Test
  void consentsHaveTheDocumentedDaysLeft() {
    assertThat(
            texts(
                """
                select pl.type || ' ' || m.who || ' ' || c.valid_until - %s
                  from plan pl join consent c on c.plan_id = pl.id and c.ended_at is null and c.valid_from <= %s
                  join %s m on m.plan_id = pl.id and m.role = 'OWNER'"""
                    .formatted(TODAY, TODAY, MEMBERS)))
        .containsExactly(
            "IOP elev -6", "IP planeier 210", "IP planeier2 305", "SL Emil 24", "SL Yusuf 145");
    assertThat(texts("select short_name from plan where state = 'CLOSED' and end_date < " + TODAY))
        .containsExactly("God start");
    assertThat(texts("select short_name from plan where state = 'ACTIVE' and end_date is not null"))
        .isEmpty();
  }

  @Test
  void plansHaveTheirParticipants() {
    assertThat(
            texts(
                """
                select plan_id from participant group by plan_id
                having count(*) between 5 and 9 and count(*) filter (where role = 'OWNER') = 1
                   and count(*) filter (where role = 'COORDINATOR') >= 1
                   and count(distinct role) >= 4"""))
        .hasSize(5);
    assertThat(members("planeier"))
        .containsExactly(
            "COORDINATOR koordinator",
            "NEXT_OF_KIN mor",
            "OWNER planeier",
            "PROVIDER ergoterapeut",
            "PROVIDER laerer",
            "PROVIDER lege",
            "PROVIDER nav");
    assertThat(members("elev"))
        .contains("COORDINATOR koordinator", "PROVIDER laerer", "PROVIDER lege");
    assertThat(members("planeier2")).contains("COORDINATOR koordinator2");
    assertThat(
            texts(
                """
                select m.who || ' ' || pl.state from %s m join plan pl on pl.id = m.plan_id
                 where m.role = 'COORDINATOR'"""
                    .formatted(MEMBERS)))
        .containsExactly(
            "koordinator ACTIVE",
            "koordinator ACTIVE",
            "koordinator ACTIVE",
            "koordinator CLOSED",
            "koordinator2 ACTIVE",
            "koordinator2 CLOSED");
    assertThat(
            texts(
                "select pl.type || ' ' || m.role from %s m join plan pl on pl.id = m.plan_id where m.who = 'mor'"
                    .formatted(MEMBERS)))
        .containsExactly("IP NEXT_OF_KIN", "SL GUARDIAN");
  }

  @Test
  void unreadCountsMatchMessages() {
    assertThat(
            texts(
                """
                select m.who from %s m left join mailbox mb on mb.participant_id = m.id
                 where coalesce(mb.unread, 0) <> (select count(*) from message_recipient r
                        where r.participant_id = m.id and r.sent_at is not null and r.read_at is null)"""
                    .formatted(MEMBERS)))
        .isEmpty();
    assertThat(
            texts(
                "select m.who || ' ' || mb.unread from %s m join mailbox mb on mb.participant_id = m.id where m.owner = 'planeier'"
                    .formatted(MEMBERS)))
        .containsExactly(
            "ergoterapeut 0",
            "koordinator 3",
            "laerer 4",
            "lege 1",
            "mor 1",
            "nav 1",
            "planeier 1");
  }

  @Test
  void allKindsOfMessagesExist() {
    assertThat(texts("select distinct kind from message where sent_at is not null"))
        .containsExactly("MESSAGE", "MINUTES", "NOTE");
    assertThat(texts("select id from message where kind <> 'MESSAGE' and category is null"))
        .isEmpty();
    assertThat(texts("select plan_id from message where reply_to is not null group by plan_id"))
        .hasSize(5);
    assertThat(texts("select id from message where sent_at is null")).hasSize(4);
    assertThat(
            texts(
                """
                select m.id from message m left join message_recipient r on r.message_id = m.id
                 where r.message_id is null or m.sent_at is distinct from r.sent_at or r.participant_id = m.sender_id"""))
        .as("messages to nobody, to oneself, or sent at two times")
        .isEmpty();
  }

  @Test
  void repliesReferToReadableMessages() {
    assertThat(
            texts(
                """
                select m.subject from message m join message first on first.id in (m.reply_to, m.forward_of)
                 where first.plan_id <> m.plan_id or first.sent_at is null or first.sent_at >= m.created_at
                    or (first.sender_id <> m.sender_id
                        and not exists (select from message_recipient r where r.message_id = first.id
                                         and r.participant_id = m.sender_id and r.read_at <= m.created_at))"""))
        .isEmpty();
    assertThat(
            texts(
                """
                select m.subject from message m join message_recipient r on r.message_id = m.id
                  join participant p on p.id in (m.sender_id, r.participant_id) where p.plan_id <> m.plan_id"""))
        .isEmpty();
  }

  @Test
  void timesAreConsistent() {
    assertThat(
            texts(
                """
                select 'message' from message where created_at > %1$s
                union all select 'read before it was sent' from message_recipient where read_at <= sent_at or read_at > %1$s
                union all select 'plan' from plan where changed_at > %1$s or archived_at > %1$s or status_at > changed_at
                union all select 'consent' from consent where given_at > %1$s or ended_at > %1$s
                union all select 'participant' from participant where since > %1$s
                union all select 'login' from account where last_login_at > %1$s or previous_login_at >= last_login_at
                union all select 'written outside the plan''s life' from message m join plan pl on pl.id = m.plan_id
                           where m.created_at < pl.start_date or m.created_at >= pl.end_date + 1
                union all select 'visited before logging in' from visit v join participant p on p.id = v.participant_id
                            join account a using (person_id) where v.last_at > a.last_login_at + interval '1 hour'"""
                    .formatted(NOW)))
        .isEmpty();
  }

  @Test
  void activityImpliesAVisit() {
    String done =
        """
        select m.who from %s m left join visit v on v.participant_id = m.id
          join (select participant_id, read_at as at from message_recipient
                union all select sender_id, created_at from message) done on done.participant_id = m.id
         where done.at is not null and (m.terms_version is null or v.last_at is null
               or done.at > v.last_at + interval '30 minutes')"""
            .formatted(MEMBERS);
    assertThat(texts(done)).isEmpty();
    assertThat(
            texts(
                "select m.who from %s m join visit v on v.participant_id = m.id where m.terms_version is null"
                    .formatted(MEMBERS)))
        .isEmpty();
  }

  @Test
  void changesSinceTheLastLoginExist() {
    // a login moves last_login_at into previous_login_at, which the plan list compares with
    String changed =
        """
        select distinct a.username from participant pt join plan pl on pl.id = pt.plan_id
          join account a on a.person_id = pt.person_id
         where pl.changed_at > a.last_login_at and pl.changed_by <> a.person_id and pl.state = 'ACTIVE'""";
    assertThat(texts(changed)).contains("koordinator", "mor", "lege").doesNotContain("planeier");
    String visited =
        """
        select distinct me.who from %s me join visit mine on mine.participant_id = me.id
          join participant other on other.plan_id = me.plan_id and other.id <> me.id
          join visit v on v.participant_id = other.id and v.last_at > mine.last_at
         where me.owner = 'planeier'"""
            .formatted(MEMBERS);
    assertThat(texts(visited)).contains("koordinator", "lege", "mor", "planeier");
    assertThat(texts("select short_name from plan where status is not null"))
        .containsExactly("Tilbake i arbeid", "Videre i livet");
  }

  @Test
  void notificationPreferencesVary() {
    assertThat(
            texts(
                """
                select m.who || case when sms then ' SMS' else '' end || case when email then ' EMAIL' else '' end
                  from %s m join notification_preference n on n.participant_id = m.id and n.event = 'NEW_MESSAGE'
                 where m.owner = 'planeier'"""
                    .formatted(MEMBERS)))
        .containsExactly(
            "ergoterapeut EMAIL",
            "koordinator SMS EMAIL",
            "laerer SMS",
            "lege SMS",
            "mor EMAIL",
            "nav",
            "planeier SMS EMAIL");
    assertThat(
            texts(
                "select id from participant where id not in (select participant_id from notification_preference)"))
        .isEmpty();
    assertThat(texts("select id from outbox")).as("nothing is sent at the first start").isEmpty();
  }

  /** Whoever may know all can open all, and whoever may not can't (PART-4). */
  @Test
  void rightsAgreeWithTheConsent() {
    assertThat(
            texts(
                """
                select m.who || ' ' || area
                  from %s m, unnest(array['GOALS', 'ACTIVITIES', 'WORK', 'HOUSING', 'LEISURE', 'HEALTH', 'NETWORK', 'ECONOMY']) area
                 where m.role <> 'OWNER' and m.consent_scope is null and coalesce(m.rights -> 'areas' ->> area, 'NONE') = 'NONE'"""
                    .formatted(MEMBERS)))
        .isEmpty();
    assertThat(
            texts(
                """
                select m.who from %s m
                 where m.consent_scope is not null
                   and (m.rights -> 'areas') ?& array['HOUSING', 'LEISURE', 'HEALTH', 'NETWORK', 'ECONOMY']
                   and not (m.rights -> 'areas') @? '$.* ? (@ == "NONE")'"""
                    .formatted(MEMBERS)))
        .isEmpty();
    assertThat(texts("select distinct 'some' from participant where consent_scope is not null"))
        .hasSize(1);
  }

  @Test
  void fillIsIdempotent() {
    List<String> before = everything(db);
    fill(db).blockingAwait();
    assertThat(everything(db)).isEqualTo(before);
  }

  @Test
  void concurrentFillsInsertOnce() throws SQLException {
    Database another = newDatabase("two");
    Completable.mergeArray(fill(another), fill(another)).blockingAwait();
    assertThat(texts(another, "select name from organisation")).hasSize(6);
  }

  @Test
  void failedFillIsRolledBack() throws SQLException {
    Database broken = newDatabase("torn");
    asOwner("torn", "drop table mailbox");
    fill(broken).test().awaitDone(20, TimeUnit.SECONDS).assertError(t -> true);
    assertThat(texts(broken, "select id from organisation union all select id from person"))
        .isEmpty();
  }

  private static Completable fill(Database database) {
    return new DemoData(database, passwordHasher, CLOCK).fillIfEmpty();
  }

  private static List<String> members(String owner) {
    return texts(
        "select m.role || ' ' || m.who from %s m where m.owner = $1".formatted(MEMBERS), owner);
  }

  private static List<String> everything(Database database) {
    return TABLES.stream()
        .map(table -> texts(database, "select t::text from %s t".formatted(table)).toString())
        .toList();
  }

  private static List<String> texts(String query, Object... args) {
    return texts(db, query, args);
  }

  /** The first column, in order. */
  private static List<String> texts(Database database, String query, Object... args) {
    return StreamSupport.stream(database.query(query, args).blockingGet().spliterator(), false)
        .map(row -> String.valueOf(row.getValue(0)))
        .sorted()
        .toList();
  }

  private static Database newDatabase(String name) throws SQLException {
    asOwner("postgres", "create database " + name);
    Settings settings = settings(name);
    return Database.open(
        VERTX,
        new DatabaseServer(settings).start(VERTX).blockingGet(),
        settings.database(),
        BUS,
        new Metrics());
  }

  private static Settings settings(String database) {
    DatabaseAddress address = postgres.address();
    String uri =
        "postgresql://%s:%s@%s:%d/%s?sslmode=disable"
            .formatted(
                address.user(),
                address.password().reveal(),
                address.host(),
                address.port(),
                database);
    return Settings.with(
        Map.of(
            "database.uri", uri,
            "password.argon2.memoryKiB", "64",
            "password.argon2.iterations", "1"));
  }

  private static void asOwner(String database, String statement) throws SQLException {
    DatabaseAddress address = postgres.address();
    String url = address.jdbcUrl().replace("/" + address.name() + "?", "/" + database + "?");
    try (var connection =
            DriverManager.getConnection(url, address.user(), address.password().reveal());
        var run = connection.createStatement()) {
      run.execute(statement);
    }
  }
}
