package no.samklang.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.json.JsonObject;
import java.util.List;
import no.samklang.TestClient;
import no.samklang.TestPlan;
import no.samklang.TestServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Rows are deleted after their retention period (LAW-3). */
class RetentionIT {
  @RegisterExtension static final TestServer server = TestServer.start();

  @Test
  void deletedMessageDraftIsPurgedAfter30Days() {
    TestPlan plan = TestPlan.withConsentDaysLeft(server.loggedIn("koordinator"), 210);
    String kept = deletedDraft(plan, 29);
    String old = deletedDraft(plan, 31);
    String active = draft(plan);
    server.sql(
        "update message set updated_at = now() - interval '2 years' where id = '" + active + "'");
    server.runJobs();
    assertThat(count("message where id = '" + old + "'")).isZero();
    assertThat(count("message_recipient where message_id = '" + old + "'")).isZero();
    assertThat(count("message where id in ('" + kept + "', '" + active + "')")).isEqualTo(2);
  }

  @Test
  void formDraftIsPurged90DaysAfterLastChange() {
    TestClient client = server.loggedIn("mor");
    JsonObject form = new JsonObject().put("content", new JsonObject().put("text", "x"));
    client.put("/me/drafts/kept", form).expect(204);
    client.put("/me/drafts/old", form).expect(204);
    server.sql("update form_draft set updated_at = now() - interval '89 days' where key = 'kept'");
    server.sql("update form_draft set updated_at = now() - interval '91 days' where key = 'old'");
    server.runJobs();
    assertThat(count("form_draft where key = 'old'")).isZero();
    assertThat(count("form_draft where key = 'kept'")).isOne();
  }

  /** Each log by its own setting; what is deleted is counted, and the service may delete none. */
  @Test
  void oldRowsOfTheLogsAreDeletedAndCounted() {
    String person = "(select person_id from account where username = 'lege')";
    server.sql(
        """
        insert into security_event (at, event, person_id, address, user_agent)
        select now() - interval '3 years', 'LOGIN', %1$s, 'GAMMEL', '' from generate_series(1, 3);
        insert into security_event (at, event, person_id, address, user_agent)
        values (now() - interval '1 year', 'LOGIN', %1$s, 'NY', '');
        insert into register_log (at, person_id, event) values (now() - interval '3 years', %1$s, 'SEARCHED');
        insert into access_log (plan_id, participant_id, part, hour, first_at, last_at, times)
        select plan_id, id, 'HOME', date_trunc('hour', now()), now() - interval '6 years', now() - interval '6 years', 1
          from participant limit 1"""
            .formatted(person));
    server.runJobs();
    assertThat(count("security_event where address = 'GAMMEL'")).isZero();
    assertThat(count("security_event where address = 'NY'")).isOne();
    assertThat(count("register_log where at < now() - interval '2 years'")).isZero();
    assertThat(count("access_log where last_at < now() - interval '5 years'")).isZero();
    assertThat(
            server.value("select sum(deleted) from deletion_log where kind = 'security log rows'"))
        .isEqualTo("3");
    assertThat(count("deletion_log where kind in ('access log rows', 'register log rows')"))
        .isEqualTo(2);
  }

  /** Whatever the service asks for, the last ninety days stay. */
  @Test
  void newRowsOfTheLogsCanNotBeDeleted() {
    int before = count("security_event");
    String unused =
        server.value(
            "select delete_old_log_rows('security_event', now() + interval '1 day', 100000)");
    assertThat(count("security_event where at > now() - interval '89 days'"))
        .isEqualTo(count("security_event"))
        .isLessThanOrEqualTo(before);
    assertThatThrownBy(() -> server.sql("delete from security_event"))
        .hasMessageContaining("never changed");
    for (String log : List.of("security_event", "access_log", "register_log", "deletion_log")) {
      assertThat(
              server.value(
                  "select has_table_privilege('samklang_runtime', '"
                      + log
                      + "', 'delete, update')"))
          .isEqualTo("f");
    }
  }

  @Test
  void unusedAccountIsRemovedAndWhoIsInNoPlanIsErased() {
    String gone = account("borte", "now() - interval '4 years'", "Borte");
    String inPlan = account("avsluttet", "now() - interval '4 years'", "Avsluttet");
    String used = account("brukt", "now() - interval '1 year'", "Brukt");
    String active = account("aktiv", "now() - interval '4 years'", "Aktiv");
    join(inPlan, "CLOSED");
    join(active, "ACTIVE");
    server.runJobs();
    assertThat(count("account where person_id in ('%s', '%s')".formatted(gone, inPlan))).isZero();
    assertThat(count("account where person_id in ('%s', '%s')".formatted(used, active)))
        .isEqualTo(2);
    assertThat(server.value("select mobile from person where id = '" + gone + "'")).isNull();
    assertThat(server.value("select mobile from person where id = '" + inPlan + "'")).isNotNull();
    assertThat(server.value("select max(deleted) from deletion_log where kind = 'unused accounts'"))
        .isEqualTo("2");
  }

  @Test
  void sentAndFailedNoticesAreDeleted() {
    server.sql(
        """
        insert into outbox (id, created_at, person_id, channel, template, next_at, due_at, sent_at, failed_at)
        select gen_random_uuid(), now(), person_id, 'SMS', 'TEST', now(), now(), sent, failed
          from account, (values (now() - interval '31 days', null), (now() - interval '29 days', null),
                                (null, now() - interval '366 days'), (null, now() - interval '364 days'))
               as old (sent, failed)
         where username = 'lege'""");
    server.runJobs();
    assertThat(count("outbox where template = 'TEST'")).isEqualTo(2);
    assertThat(
            count(
                "outbox where sent_at < now() - interval '30 days' or failed_at < now() - interval '365 days'"))
        .isZero();
  }

  private static String account(String username, String lastLogin, String name) {
    return server.value(
        """
        with person as (
          insert into person (id, municipality_id, first_name, last_name, mobile)
          select gen_random_uuid(), municipality_id, '%3$s', 'Ubrukt', '+4790000000' from person
           where id = (select person_id from account where username = 'lege') returning id
        )
        insert into account (person_id, username, password_state, password_hash, code_channel, last_login_at, invited_at)
        select id, '%1$s', 'CHOSEN', 'x', 'SMS', %2$s, %2$s from person returning person_id"""
            .formatted(username, lastLogin, name));
  }

  private static void join(String person, String state) {
    server.sql(
        """
        insert into participant (id, plan_id, person_id, role, since)
        select gen_random_uuid(), id, '%s', 'PROVIDER', now() - interval '5 years' from plan where state = '%s' limit 1"""
            .formatted(person, state));
  }

  private static String deletedDraft(TestPlan plan, int days) {
    String id = draft(plan);
    plan.client().delete(plan.path("/messages/" + id)).expect(204);
    server.sql(
        "update message set deleted_at = now() - interval '%d days' where id = '%s'"
            .formatted(days, id));
    return id;
  }

  private static String draft(TestPlan plan) {
    JsonObject draft = TestPlan.draft("Kladd", plan.ownParticipantId());
    return plan.client().post(plan.path("/messages"), draft).expect(201).body().getString("id");
  }

  private static int count(String from) {
    return Integer.parseInt(server.value("select count(*) from " + from));
  }
}
