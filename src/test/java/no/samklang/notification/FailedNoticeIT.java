package no.samklang.notification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import no.samklang.TestClient;
import no.samklang.TestServer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Administrators list failed notices of their organisation and resend them (NOTIF-4). */
class FailedNoticeIT {
  private static final String LIST = "/failed-notices";
  @RegisterExtension static final TestServer server = TestServer.start();
  private static TestClient admin;
  private static TestClient otherAdmin;

  @BeforeAll
  static void open() {
    makeAdmin("nabo", "(select municipality_id from person where id = person_id)");
    admin = server.loggedIn("admin");
    otherAdmin = server.loggedIn("nabo");
  }

  @BeforeEach
  void clearOutbox() {
    server.sql("delete from outbox");
  }

  @Test
  void administratorListsFailedNotices() {
    String id = fail("mor", "EMAIL", "NEW_MESSAGE", "smtp 550");
    JsonObject item = admin.get(LIST).expect(200).item(0);
    assertThat(item.getMap())
        .containsEntry("id", id)
        .containsEntry("channel", "EMAIL")
        .containsEntry("event", "NEW_MESSAGE")
        .containsEntry("reason", "smtp 550")
        .containsEntry("attempts", 8)
        .containsEntry("person", "Marit Eksempel")
        .containsEntry("personId", server.value("select " + person("mor")))
        .containsEntry("mayResend", true);
    assertThat(item.getInstant("failedAt")).isNotNull();
  }

  @Test
  void listOmitsAddressAndPlan() {
    fail("koordinator", "SMS", "NEW_MESSAGE", "sms 500");
    server.sql("update outbox set plan_id = (select id from plan limit 1)");
    assertThat(admin.get(LIST).expect(200).item(0).fieldNames())
        .containsExactlyInAnyOrder(
            "id",
            "createdAt",
            "failedAt",
            "channel",
            "event",
            "attempts",
            "reason",
            "person",
            "personId",
            "mayResend");
  }

  @Test
  void listOmitsWaitingAndSentNotices() {
    fail("mor", "EMAIL", "NEW_MESSAGE", "smtp 550");
    server.sql("update outbox set failed_at = null, sent_at = now()");
    assertThat(admin.get(LIST).expect(200).body().getInteger("total")).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"koordinator", "planeier", "lege"})
  void rejectsOtherUsers(String username) {
    String id = fail("mor", "EMAIL", "NEW_MESSAGE", "smtp 550");
    TestClient client = server.loggedIn(username);
    client.get(LIST).expect(403, "access.denied");
    client.post(resend(id), null).expect(403, "access.denied");
    client.post(LIST + "/resend", null).expect(403, "access.denied");
    assertThat(failedCount()).isEqualTo("1");
  }

  @Test
  void rejectsUnauthenticatedRequests() {
    String id = fail("mor", "EMAIL", "NEW_MESSAGE", "smtp 550");
    server.client().get(LIST).expect(401, "session.required");
    server.client().post(resend(id), null).expect(401, "session.required");
    server.client().post(LIST + "/resend", null).expect(401, "session.required");
  }

  @Test
  void municipalitiesAreSeparated() {
    String ours = fail("mor", "EMAIL", "NEW_MESSAGE", "smtp 550");
    String theirs = fail("nabo", "SMS", "NEW_MESSAGE", "sms 500");
    assertThat(ids(admin)).containsExactly(ours);
    assertThat(ids(otherAdmin)).containsExactly(theirs);
    otherAdmin.post(resend(ours), null).expect(404, "not.found");
    assertThat(resent(otherAdmin)).isOne();
    assertThat(ids(admin)).containsExactly(ours);
    admin.post(resend(UUID.randomUUID().toString()), null).expect(404, "not.found");
  }

  @Test
  void unitAdministratorSeesNoticesOfItsPlans() {
    server.sql("delete from organisation_admin where person_id = " + person("koordinator2"));
    makeAdmin("koordinator2", "(select organisation_id from plan order by id limit 1)");
    String inTheUnit = fail("mor", "EMAIL", "NEW_MESSAGE", "smtp 550");
    server.sql("update outbox set plan_id = (select id from plan order by id limit 1)");
    fail("mor", "EMAIL", "ONE_TIME_CODE", "smtp 550");
    TestClient unitAdmin = server.loggedIn("koordinator2");
    assertThat(ids(unitAdmin)).containsExactly(inTheUnit);
    assertThat(unitAdmin.get(LIST).expect(200).item(0).getValue("personId")).isNull();
    assertThat(ids(otherAdmin)).isEmpty();
  }

  @Test
  void resendsOneOnce() {
    String id = fail("mor", "EMAIL", "NEW_MESSAGE", "smtp 421");
    fail("lege", "SMS", "NEW_MESSAGE", "sms 500");
    assertThat(admin.post(resend(id), null).expect(200).body().getInteger("count")).isOne();
    awaitSent(1);
    assertThat(admin.post(resend(id), null).expect(200).body().getInteger("count")).isZero();
    assertThat(server.value("select attempts from outbox where sent_at is not null"))
        .isEqualTo("1");
    assertThat(ids(admin)).hasSize(1).doesNotContain(id);
  }

  @Test
  void resendsAllOnceExceptSecrets() {
    fail("mor", "EMAIL", "NEW_MESSAGE", "smtp 421");
    fail("lege", "SMS", "NEW_MESSAGE", "sms 500");
    String code = fail("lege", "SMS", "ONE_TIME_CODE", "expired");
    String password = fail("mor", "EMAIL", "NEW_PASSWORD", "smtp 550");
    assertThat(resent(admin)).isEqualTo(2);
    assertThat(resent(admin)).isZero();
    awaitSent(2);
    assertThat(ids(admin)).containsExactlyInAnyOrder(code, password);
    for (String id : List.of(code, password)) {
      TestClient.ClientAnswer refused =
          admin.post(resend(id), null).expect(409, "notice.secretDeleted");
      assertThat(refused.body().getJsonObject("current").getBoolean("mayResend")).isFalse();
    }
  }

  @Test
  void resendMergesEqualNotices() {
    for (int i = 0; i < 3; i++) {
      fail("mor", "EMAIL", "NEW_MESSAGE", "smtp 421");
    }
    fail("mor", "SMS", "NEW_MESSAGE", "sms 500");
    server.sql("update outbox set plan_id = (" + planOpenTo("mor") + ")");
    assertThat(resent(admin)).isEqualTo(2);
    awaitSent(2);
    assertThat(server.value("select events from outbox where channel = 'EMAIL'")).isEqualTo("3");
    assertThat(ids(admin)).isEmpty();
  }

  private static String planOpenTo(String username) {
    return """
    select plan_id from participant join consent using (plan_id) where person_id =
    %s and ended_at is null and valid_until >= current_date and removed_at is null
    limit 1"""
        .formatted(person(username));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"failedAt", "-failedAt", "channel", "event", "attempts", "-reason", "person"})
  void listIsPagedInEveryOrder(String sort) {
    for (int i = 0; i < 5; i++) {
      fail(i % 2 == 0 ? "mor" : "lege", "SMS", "NEW_MESSAGE", "sms 50" + i);
    }
    List<String> all = ids(admin.get(LIST + "?sort=" + sort));
    TestClient.ClientAnswer first = admin.get(LIST + "?limit=2&sort=" + sort).expect(200);
    assertThat(first.body().getInteger("total")).isEqualTo(5);
    TestClient.ClientAnswer second =
        admin.get(LIST + "?limit=3&sort=" + sort + "&after=" + first.body().getString("next"));
    assertThat(ids(first)).isEqualTo(all.subList(0, 2));
    assertThat(ids(second)).isEqualTo(all.subList(2, 5));
    assertThat(second.body().getString("next")).isNull();
  }

  private static List<String> ids(TestClient client) {
    return ids(client.get(LIST));
  }

  private static List<String> ids(TestClient.ClientAnswer answer) {
    return answer.expect(200).items().stream()
        .map(item -> ((JsonObject) item).getString("id"))
        .toList();
  }

  private static int resent(TestClient client) {
    return client.post(LIST + "/resend", null).expect(200).body().getInteger("count");
  }

  private static String resend(String id) {
    return LIST + "/" + id + "/resend";
  }

  private static void awaitSent(int count) {
    await()
        .atMost(Duration.ofSeconds(10))
        .until(
            () -> server.value("select count(*) from outbox where sent_at is not null"),
            String.valueOf(count)::equals);
  }

  private static String failedCount() {
    return server.value("select count(*) from outbox where failed_at is not null");
  }

  @CanIgnoreReturnValue
  private static String fail(String username, String channel, String template, String reason) {
    String id = UUID.randomUUID().toString();
    server.sql(
        """
        insert into outbox (id, created_at, person_id, channel, template, attempts, next_at, failed_at, last_error)
        values ('%s', now() - interval '10 min', %s, '%s', '%s', 8, now(), now(), '%s')"""
            .formatted(id, person(username), channel, template, reason));
    return id;
  }

  private static void makeAdmin(String username, String organisation) {
    server.sql(
        "insert into organisation_admin (person_id, organisation_id) select person_id, %s from account where username = '%s'"
            .formatted(organisation, username));
  }

  private static String person(String username) {
    return "(select person_id from account where username = '%s')".formatted(username);
  }
}
