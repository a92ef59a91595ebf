package no.samklang.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.rxjava3.core.Vertx;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import no.samklang.TestDatabase;
import no.samklang.TestServer;
import no.samklang.config.Settings;
import no.samklang.db.DatabaseServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/**
 * Nobody has more access after the migration to consents of participants than before it, today or
 * on a later day (PART-4). Only who decides for the owner isn't shut out any more when the plan's
 * consent ends.
 */
class ConsentMigrationIT {
  private static final int LANDED = 7;

  // an end before, at and after that of the plan's consent, and in the past; also of coordinators
  private static final String END_DATES =
      """
      update participant set ends_on = current_date + (array[-30, -1, 0, 9, 200, 3000])[1 + abs(hashtext(id::text)) % 6]
       where role <> 'OWNER' and hashtext(id::text) % 3 = 0;
      update consent set ended_at = now(), end_reason = 'WITHDRAWN'
       where ended_at is null and hashtext(id::text) % 7 = 0""";

  /** Who may open a plan on a day, in what role, as the access functions say. */
  private static final String ACCESS =
      """
      select string_agg(distinct member_id || ' ' || d || ' ' || member_role || ' ' || member_decides, '|')
        from unnest(array[-40, 0, 1, 10, 100, 250, 4000]) as d
       cross join lateral plan_members(current_date + d)
       where member_is_open and not (%s)""";

  private static final String DECIDES_WITHOUT_CONSENT =
      "member_decides and member_role = 'GUARDIAN' and coalesce(member_consent_until < current_date + d, true)";
  private static final String OPEN =
      """
      select string_agg(open_id || ' ' || d, '|') from unnest(array[0, 10, 250]) as d
       cross join lateral open_participants(current_date + d)
        join participant p on p.id = open_id where p.role <> 'GUARDIAN'""";
  private static final String END_DATES_KEPT =
      "select md5(string_agg(id || coalesce(ends_on::text, ''), '|' order by id)) from participant";

  private static final Vertx VERTX = Vertx.vertx();

  @AfterAll
  static void close() {
    VERTX.rxClose().blockingAwait();
  }

  @Test
  void nobodyOfTheDemoHasMoreAccess() {
    try (TestServer demo = TestServer.start()) {
      assertSameAccess(demo.database());
    }
  }

  @Test
  void nobodyOfALargeMunicipalityHasMoreAccess() {
    try (TestServer large = TestServer.startLarge(new LargeData.Scale(600, 300, 1))) {
      assertSameAccess(large.database());
    }
  }

  private static void assertSameAccess(TestDatabase source) {
    TestDatabase database = TestDatabase.create();
    LandedSchema.create(database, LANDED).fillFrom(source);
    database.run(END_DATES);
    Set<String> before = access(database, "false");
    Set<String> open = rows(database, OPEN);
    String endDates = database.value(END_DATES_KEPT);
    assertThat(before).isNotEmpty();
    migrate(database);
    assertThat(access(database, DECIDES_WITHOUT_CONSENT)).isEqualTo(before);
    assertThat(rows(database, OPEN)).isEqualTo(open);
    assertThat(database.value(END_DATES_KEPT)).isEqualTo(endDates);
  }

  private static void migrate(TestDatabase database) {
    Settings settings = Settings.with(Map.of("database.uri", database.uri()));
    assertThat(new DatabaseServer(settings).start(VERTX).blockingGet()).isNotNull();
  }

  private static Set<String> access(TestDatabase database, String except) {
    return rows(database, ACCESS.formatted(except));
  }

  private static Set<String> rows(TestDatabase database, String query) {
    return Stream.of(database.value(query).split("\\|"))
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
