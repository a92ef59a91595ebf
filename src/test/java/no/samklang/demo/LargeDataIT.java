package no.samklang.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.json.JsonObject;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import no.samklang.Application;
import no.samklang.TestClient;
import no.samklang.TestServer;
import no.samklang.config.Settings;
import no.samklang.config.SettingsException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The data of {@code --large}, at a small scale. */
class LargeDataIT {
  private static final LargeData.Scale SMALL = new LargeData.Scale(120, 60, 10);
  @RegisterExtension static final TestServer server = TestServer.startLarge(SMALL);

  @Test
  void rowCountsMatchTheScale() {
    assertCount("person", 120);
    assertCount("account", 120);
    assertCount("plan", 60);
    assertCount("consent", 60);
    assertCount("participant", 480);
    assertCount("notification_preference", 480);
    assertCount("visit", 480);
    assertCount("message", 600);
    assertCount("message_recipient", 4800);
  }

  @Test
  void unreadCountsMatchMessages() {
    assertNone(
        """
        participant p left join mailbox mb on mb.participant_id = p.id
         where mb.unread is distinct from (select count(*) from message_recipient r
                where r.participant_id = p.id and r.sent_at is not null and r.read_at is null)""");
    assertThat(server.value("select min(unread) || ' ' || max(unread) from mailbox"))
        .isEqualTo("0 7");
  }

  @Test
  void messagesAreBetweenParticipants() {
    assertNone(
        """
        message m join message_recipient r on r.message_id = m.id join participant p on p.id in (m.sender_id, r.participant_id)
         where p.plan_id <> m.plan_id""");
    assertNone(
        "message m where (select count(*) from message_recipient where message_id = m.id) <> 8");
    assertNone(
        "(select from participant group by plan_id having count(distinct person_id) <> 8) as torn");
  }

  @Test
  void timesAreConsistent() {
    assertNone("message where sent_at > now() or created_at > sent_at");
    assertNone("message_recipient where read_at < sent_at or read_at > now()");
    assertNone(
        """
        message m join plan pl on pl.id = m.plan_id
         where m.sent_at < pl.start_date or m.sent_at >= pl.end_date""");
    assertNone("visit where last_at > now() or previous_at >= last_at");
    assertNone("account where previous_login_at >= last_login_at");
  }

  @Test
  void addressesAreFictitious() {
    assertNone("person where email not like '%@eksempel.example' or mobile not like '+470%'");
    assertThat(
            server.value(
                "select count(distinct email) || ' ' || count(distinct mobile) from person"))
        .isEqualTo("120 120");
  }

  @Test
  void usersLogInAndOpenTheirPlans() {
    TestClient coordinator = server.loggedIn("person1");
    JsonObject plans = coordinator.get("/plans?closed=true").expect(200).body();
    assertThat(plans.getInteger("total")).isEqualTo(30);
    String plan = plans.getJsonArray("items").getJsonObject(0).getString("id");
    JsonObject home = coordinator.get("/plans/" + plan).expect(200).body();
    assertThat(home.getJsonArray("participants")).hasSize(8);
    assertThat(home.getJsonArray("messages")).hasSize(5);
    assertThat(server.loggedIn("person3").get("/plans?closed=true").body().getInteger("total"))
        .as("plans of an owner")
        .isEqualTo(1);
  }

  @Test
  void schemaIsUnchanged() {
    String schema =
        """
        select string_agg(made, ' ' order by made) from (
          select conrelid::regclass || conname || pg_get_constraintdef(oid) || convalidated from pg_constraint
           where connamespace = 'public'::regnamespace
          union all select indexdef from pg_indexes where schemaname = 'public') as all_made (made)""";
    assertThat(server.value(schema)).isEqualTo(TestServer.shared().value(schema));
  }

  @Test
  void idsAreDeterministic() {
    String ids = "select md5(string_agg(id::text, ' ' order by id)) from participant";
    try (TestServer another = TestServer.startLarge(SMALL)) {
      assertThat(another.value(ids)).isEqualTo(server.value(ids));
    }
  }

  @Test
  void rejectsDatabaseWithData() {
    Settings settings =
        Settings.with(Map.of("database.uri", server.database().uri(), "http.port", "0"));
    assertThatThrownBy(
            () -> Application.start(settings, Clock.systemUTC(), Optional.of(SMALL)).blockingGet())
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("--large");
    assertCount("plan", 60);
  }

  private static void assertCount(String table, int rows) {
    assertThat(server.value("select count(*) from " + table)).as(table).isEqualTo("" + rows);
  }

  private static void assertNone(String rows) {
    assertThat(server.value("select count(*) from " + rows)).as(rows).isEqualTo("0");
  }
}
