package no.samklang.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import no.samklang.TestClient;
import no.samklang.TestDatabase;
import no.samklang.TestServer;
import org.junit.jupiter.api.Test;

/**
 * After log and documents have ceased to be areas of rights (V9), nobody sees more than before, and
 * nobody has lost what they were given: with the demo data, and with large data.
 */
class RightsMigrationIT {
  private static final int BEFORE = 7;
  private static final LargeData.Scale LARGE = new LargeData.Scale(600, 300, 2);

  /** Rights as they were given before: all levels of the log and of documents, in all roles. */
  private static final String GIVE_OLD_RIGHTS =
      """
      update participant p
         set rights = r.rights || jsonb_build_object('areas', (r.rights -> 'areas') || jsonb_build_object(
               'LOG', (array['NONE', 'READ'])[abs(hashtext(p.id::text)) % 2 + 1],
               'DOCUMENTS', (array['NONE', 'READ', 'WRITE'])[abs(hashtext(p.id::text)) % 3 + 1],
               'HEALTH', (array['NONE', 'READ', 'WRITE'])[abs(hashtext(p.id::text)) % 3 + 1])),
             rights_limit = case when abs(hashtext(p.id::text)) % 5 = 0 then r.rights end,
             substitute_from = case when p.role = 'PROVIDER' and abs(hashtext(p.id::text)) % 4 = 0 then current_date - 1 end,
             substitute_until = case when p.role = 'PROVIDER' and abs(hashtext(p.id::text)) % 4 = 0 then current_date + 9 end
        from role_rights r where r.role = p.role""";

  /** Whose access the log was open to, by the rule of then: an area of rights, and the matrix. */
  private static final String SAW_LOG =
      """
      select string_agg(p.id::text, ' ' order by p.id) from participant p
        join participant op on op.plan_id = p.plan_id and op.role = 'OWNER' and op.removed_at is null
        join person owner on owner.id = op.person_id
        join organisation m on m.id = owner.municipality_id
       where p.removed_at is null and (p.role = 'OWNER' or p.rights #>> '{areas,LOG}' = 'READ' and (
               p.role = 'COORDINATOR' or current_date between p.substitute_from and p.substitute_until
               or p.role = 'GUARDIAN' and owner.birth_date > current_date - make_interval(years => m.consent_age)))""";

  private static final String SEE_LOG =
      """
      select string_agg(member_id::text, ' ' order by member_id) from plan_members(current_date)
       where member_log_open or sees_rights(member_role, member_decides) and not member_log_withheld""";

  private static final String LEVELS =
      """
      select md5(string_agg(p.id || (p.rights - 'areas')::text || ((p.rights -> 'areas') - 'LOG' - 'DOCUMENTS')::text
               || coalesce(((p.rights_limit -> 'areas') - 'LOG' - 'DOCUMENTS')::text, ''), ' ' order by p.id))
        from participant p""";

  @Test
  void nobodySeesMoreOfTheDemoData() {
    TestDatabase database = before(TestServer.createDemoDatabase());
    String levels = database.value(LEVELS);
    String sawLog = database.value(SAW_LOG);
    try (TestServer server = TestServer.startOn(database, Map.of())) {
      assertThat(server.value(LEVELS)).isEqualTo(levels);
      assertThat(server.value(SEE_LOG)).isEqualTo(sawLog);
      for (String username :
          List.of("koordinator", "koordinator2", "planeier", "mor", "lege", "ppt")) {
        requireSameLog(server, username, sawLog);
      }
    }
  }

  /** What the service answers is what the rule of before says. */
  private static void requireSameLog(TestServer server, String username, String sawLog) {
    TestClient client = server.loggedIn(username);
    client.get("/plans?closed=true").expect(200).items().stream()
        .map(plan -> ((JsonObject) plan).getString("id"))
        .forEach(
            plan -> {
              String participant =
                  server.value(
                      "select p.id from participant p join account a on a.person_id = p.person_id where plan_id = '%s' and username = '%s'"
                          .formatted(plan, username));
              boolean answered = client.get("/plans/" + plan + "/log").status() == 200;
              assertThat(answered && !sawLog.contains(participant))
                  .as("%s %s", username, plan)
                  .isFalse();
            });
  }

  @Test
  void nobodySeesMoreOfLargeData() {
    TestDatabase source;
    try (TestServer large = TestServer.startLarge(LARGE)) {
      source = large.database();
    }
    TestDatabase database = before(source);
    String levels = database.value(LEVELS);
    String sawLog = database.value(SAW_LOG);
    assertThat(sawLog.split(" ")).hasSizeGreaterThan(300);
    try (TestServer server = TestServer.startOn(database, Map.of())) {
      assertThat(server.value(LEVELS)).isEqualTo(levels);
      assertThat(server.value(SEE_LOG)).isEqualTo(sawLog);
      assertThat(server.value("select count(*) from plan where log_open")).isEqualTo("0");
      assertThat(
              server.value(
                  "select count(*) from participant where rights::text || coalesce(rights_limit::text, '') ~ 'LOG|DOCUMENTS'"))
          .isEqualTo("0");
    }
  }

  /** A database of the schema of before, with the rows of another and rights as of then. */
  private static TestDatabase before(TestDatabase source) {
    TestDatabase database = TestDatabase.create();
    LandedSchema.create(database, BEFORE).fillFrom(source);
    database.run(GIVE_OLD_RIGHTS);
    return database;
  }
}
