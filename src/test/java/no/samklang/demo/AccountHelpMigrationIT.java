package no.samklang.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import no.samklang.TestDatabase;
import no.samklang.TestServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * After accounts can be helped (V12), whoever had an account has it as it was, and logs in
 * (PERSON-8 to PERSON-12).
 */
class AccountHelpMigrationIT {
  private static final int BEFORE = 7;

  // given twice to one, long ago to another, and to the others before it was logged; two with one
  // number
  private static final String FILL =
      """
      insert into security_event (at, event, person_id, address, user_agent)
      select given.at, given.event, a.person_id, '', ''
        from (values ('lege', '2024-02-01T10:00Z'::timestamptz, 'ACCOUNT_CREATED'),
                     ('lege', '2025-03-01T10:00Z', 'PASSWORD_GIVEN'),
                     ('lege', '2025-04-01T10:00Z', 'PASSWORD_CHANGED'),
                     ('mor', '2024-01-01T10:00Z', 'ACCOUNT_CREATED')) as given (username, at, event)
        join account a on a.username = given.username;
      update person set mobile = '+4790000999', email = 'felles@eksempel.example'
       where id in (select person_id from account where username in ('lege', 'laerer'))""";
  private static final String ACCOUNTS =
      "select md5(string_agg(to_jsonb(t)::text, ' ' order by person_id)) from (select %s from account) t";
  private static final String EVENTS =
      "select md5(string_agg(to_jsonb(t)::text, ' ' order by id)) from (select %s from security_event) t";
  private static final String INVITED =
      "select to_char(invited_at at time zone 'UTC', 'YYYY-MM-DD') from account where username = '%s'";

  private static String accountColumns;
  private static String before;
  private static String after;
  private static TestServer server;

  @BeforeAll
  static void migrate() {
    TestDatabase database = TestDatabase.create();
    LandedSchema landed = LandedSchema.create(database, BEFORE);
    landed.fillFrom(TestServer.createDemoDatabase());
    database.run(FILL);
    accountColumns = landed.columns("account");
    String eventColumns = landed.columns("security_event");
    before = rows(database, eventColumns);
    server = TestServer.startOn(database, Map.of());
    after = rows(database, eventColumns); // before anybody logs in
  }

  private static String rows(TestDatabase database, String eventColumns) {
    return database.value(ACCOUNTS.formatted(accountColumns))
        + database.value(EVENTS.formatted(eventColumns));
  }

  @AfterAll
  static void close() {
    server.close();
  }

  @Test
  void accountsAndEventsAreKept() {
    assertThat(accountColumns).doesNotContain("invited_at").doesNotContain("blocked_at");
    assertThat(after).isEqualTo(before);
    assertThat(server.value("select count(*) from account where blocked_at is not null"))
        .isEqualTo("0");
  }

  /** Unknown times count from the migration: nobody is reminded of an invitation at once. */
  @Test
  void theLatestInvitationCounts() {
    assertThat(server.value(INVITED.formatted("lege"))).isEqualTo("2025-03-01");
    assertThat(server.value(INVITED.formatted("mor"))).isEqualTo("2024-01-01");
    assertThat(
            server.value(
                "select invited_at > now() - interval '1 hour' from account where username = 'planeier'"))
        .isEqualTo("t");
  }

  @Test
  void theListOfEventsHasTheOldAndTheNew() {
    assertThat(
            server.value(
                """
                select pg_get_constraintdef(oid) from pg_constraint
                 where conrelid = 'security_event'::regclass and conname = 'security_event_event_check'"""))
        .contains("'LOGIN'", "'ACCOUNT_CREATED'", "'UNLOCKED'", "'BLOCKED'", "'PHONE_STOPPED'");
  }

  @Test
  void everybodyLogsInAsBefore() {
    for (String username : new String[] {"koordinator", "planeier", "admin"}) {
      server.loggedIn(username).get("/me").expect(200);
    }
  }
}
