package no.samklang.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import no.samklang.TestDatabase;
import no.samklang.TestServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * After confirmed addresses and marks (V18): whoever logged in is told as before, guardians decide
 * as before, and what a copy of the database was enough to use is gone.
 */
class AccountPowersMigrationIT {
  private static final int BEFORE = 7;

  // one has logged in, the address of another was changed since, a third gets codes by e-mail, and
  // a fourth never came; one has a temporary password; an open session and waiting secrets
  private static final String FILL =
      """
      update account set last_login_at = '2026-01-01T10:00Z', code_channel = 'SMS', password_state = 'CHOSEN';
      update account set code_channel = 'EMAIL' where username = 'mor';
      update account set last_login_at = null, password_state = 'TEMPORARY' where username = 'fremmed';
      insert into security_event (at, event, person_id, address, user_agent)
      select '2026-02-01T10:00Z', 'ADDRESS_CHANGED', person_id, '', '' from account where username = 'lege';
      insert into security_event (at, event, person_id, address, user_agent)
      select '2026-02-01T10:00Z', 'ACCOUNT_CREATED', person_id, '', '' from account where username = 'fremmed';
      insert into session (id, person_id, next, created_at, last_seen_at, address, user_agent)
      select gen_random_uuid(), person_id, 'DONE', now(), now(), '', '' from account where username = 'nav';
      insert into outbox (id, created_at, person_id, channel, template, secret, expires_at, next_at, due_at)
      select gen_random_uuid(), now(), person_id, 'SMS', 'ONE_TIME_CODE', '123456', now(), now(), now()
        from account where username = 'nav'""";
  private static final String CONFIRMED =
      """
      select concat_ws(' ', case when mobile_confirmed_at is not null then 'SMS' end,
                       case when email_confirmed_at is not null then 'EMAIL' end)
        from person where id = (select person_id from account where username = '%s')""";

  private static TestServer server;
  private static String openSessions;
  private static String guardians;

  @BeforeAll
  static void migrate() {
    TestDatabase database = TestDatabase.create();
    LandedSchema landed = LandedSchema.create(database, BEFORE);
    landed.fillFrom(TestServer.createDemoDatabase());
    database.run(FILL);
    guardians = database.value("select count(*) from participant where role = 'GUARDIAN'");
    server = TestServer.startOn(database, Map.of());
    openSessions = server.value("select count(*) from session where ended_at is null");
  }

  @AfterAll
  static void close() {
    server.close();
  }

  private static String confirmed(String username) {
    return server.value(CONFIRMED.formatted(username));
  }

  @Test
  @DisplayName("PERSON-14: an address counts as confirmed if a code came back from it, by the log")
  void addressesOfLoginsAreConfirmed() {
    assertThat(confirmed("koordinator")).isEqualTo("SMS");
    assertThat(confirmed("mor")).isEqualTo("EMAIL");
    assertThat(confirmed("lege")).isEmpty();
    assertThat(confirmed("fremmed")).isEmpty();
  }

  @Test
  @DisplayName("LOGIN-4: a temporary password that was given ends 14 days after it was")
  void temporaryPasswordsEnd() {
    assertThat(
            server.value(
                """
                select string_agg(username || ' ' || (temporary_until = invited_at + interval '14 days')::text, ',')
                  from account where temporary_until is not null"""))
        .isEqualTo("fremmed true");
  }

  @Test
  @DisplayName("PERSON-15: those who are guardians already decide as before, and nobody is marked")
  void guardiansAreConfirmedAndNobodyIsMarked() {
    assertThat(guardians).isNotEqualTo("0");
    assertThat(server.value("select count(*) from participant where authority_basis = 'EARLIER'"))
        .isEqualTo(guardians);
    assertThat(
            server.value(
                "select (select count(*) from account where marked_until is not null) + (select count(*) from plan_log where marked)"))
        .isEqualTo("0");
  }

  @Test
  @DisplayName("Sessions, codes and secrets of before can't be used: a copy was enough for them")
  void secretsOfBeforeAreGone() {
    assertThat(openSessions).isEqualTo("0");
    assertThat(
            server.value(
                "select count(*) from outbox where secret = '123456' or template = 'ONE_TIME_CODE' and failed_at is null"))
        .isEqualTo("0");
    server.loggedIn("planeier").get("/me").expect(200);
  }
}
