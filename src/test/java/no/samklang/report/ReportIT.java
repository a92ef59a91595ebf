package no.samklang.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import no.samklang.TestClient;
import no.samklang.TestServer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Reports (REP-1), of a municipality with numbers that are known. */
class ReportIT {
  @RegisterExtension static final TestServer server = TestServer.start();
  private static final ZoneId NORWAY = ZoneId.of("Europe/Oslo");
  private static String municipality;
  private static String unit;
  private static String sister;
  private static TestClient admin;

  /** Twenty individual plans, six of them in one unit; four closed relay logs. */
  @BeforeAll
  static void setUp() {
    municipality = id("Eksempelvik kommune");
    unit = id("Oppvekst og skole");
    sister = id("Helse og mestring");
    admin = server.loggedIn("admin");
    server.sql(
        """
        delete from organisation_admin where organisation_id = '%2$s';
        update plan set organisation_id = (select id from organisation where name = 'Prøvedal kommune');
        insert into person (id, municipality_id, first_name, last_name, birth_date)
        select md5('owner' || n)::uuid, '%1$s', 'Hemmelig', 'Eier' || n,
               case when n <= 7 then current_date - interval '10 years' else current_date - interval '40 years' end
          from generate_series(1, 24) n;
        insert into plan (id, organisation_id, type, state, start_date, end_date, changed_at)
        select md5('plan' || n)::uuid, case when n <= 6 then '%2$s' else '%3$s' end::uuid,
               case when n <= 20 then 'IP' else 'SL' end, case when n <= 20 then 'ACTIVE' else 'CLOSED' end,
               current_date - 700, case when n > 20 then current_date - 5 end,
               case when n <= 8 then now() - interval '70 days' else now() end
          from generate_series(1, 24) n;
        insert into participant (id, plan_id, person_id, role, since)
        select md5('op' || n)::uuid, md5('plan' || n)::uuid, md5('owner' || n)::uuid, 'OWNER', now() - interval '700 days'
          from generate_series(1, 24) n;
        insert into participant (id, plan_id, person_id, role, since)
        select md5('cp' || n)::uuid, md5('plan' || n)::uuid, a.person_id, 'COORDINATOR', now() - interval '700 days'
          from generate_series(1, 14) n, account a where a.username = 'koordinator';
        insert into consent (id, plan_id, valid_from, valid_until, scope, given_by, given_at)
        select md5('c' || n)::uuid, md5('plan' || n)::uuid, current_date - 700,
               case when n <= 9 then current_date - 1 else current_date + 20 end, '', md5('owner' || n)::uuid, now() - interval '700 days'
          from generate_series(1, 20) n"""
            .formatted(municipality, unit, sister));
  }

  private static String id(String name) {
    return server.value("select id from organisation where name = '" + name + "'");
  }

  private static LocalDate today() {
    return LocalDate.now(NORWAY);
  }

  private static JsonObject report(String name, String query) {
    return admin.get("/reports/" + name + query).expect(200).body();
  }

  private static List<Object> row(JsonObject report, String label) {
    return report.getJsonArray("rows").stream()
        .map(JsonArray.class::cast)
        .filter(row -> row.contains(label))
        .findFirst()
        .orElseThrow()
        .stream()
        .toList();
  }

  private static List<String> columns(JsonObject report) {
    return report.getJsonArray("columns").stream()
        .map(column -> ((JsonObject) column).getString("name"))
        .toList();
  }

  @Test
  void plansAreCountedByTypeAndStateBelowTheOrganisation() {
    JsonObject all = report("PLANS", "");
    assertThat(all.getJsonObject("organisation").getString("name"))
        .isEqualTo("Eksempelvik kommune");
    assertThat(columns(all)).containsExactly("TYPE", "ACTIVE", "CLOSED", "ARCHIVED", "TOTAL");
    assertThat(row(all, "IP").get(0)).isEqualTo("IP");
    assertThat(row(all, "KO")).containsExactly("KO", 0, 0, 0, 0);
    assertThat(row(all, "SL").get(2)).as("four relay logs are few").isEqualTo("FEW");
    assertThat(row(report("PLANS", "?organisation=" + unit), "IP"))
        .containsExactly("IP", 6, 0, 0, 6);
  }

  @Test
  void aTotalDoesNotTellWhatIsHidden() {
    JsonObject all = report("PLANS", "");
    assertThat(row(all, "SL")).containsExactly("SL", 0, "FEW", 0, "FEW");
    assertThat(row(all, "IP").get(4)).as("20 of 24 would tell of four").isEqualTo("HIDDEN");
    assertThat(row(all, "TOTAL").get(2)).isEqualTo("FEW");
  }

  @Test
  void consentsAreCountedByWhenTheyEnd() {
    JsonObject consents = report("CONSENTS", "");
    assertThat(row(consents, "EXPIRED")).containsExactly("EXPIRED", 9);
    assertThat(row(consents, "WITHIN_30_DAYS")).containsExactly("WITHIN_30_DAYS", 11);
    assertThat(row(consents, "TOTAL")).containsExactly("TOTAL", 20);
    JsonObject earlier = report("CONSENTS", "?to=" + today().minusDays(2));
    assertThat(row(earlier, "EXPIRED")).containsExactly("EXPIRED", 0);
  }

  @Test
  void plansAreCountedByTheirLastChange() {
    assertThat(row(report("INACTIVE_PLANS", ""), "FROM_60_DAYS"))
        .containsExactly("FROM_60_DAYS", 8);
    assertThat(row(report("INACTIVE_PLANS", ""), "UNDER_60_DAYS"))
        .containsExactly("UNDER_60_DAYS", 12);
  }

  @Test
  void plansWithoutACoordinatorAreCounted() {
    assertThat(row(report("COORDINATORS", ""), "IP")).containsExactly("IP", 6, 14, 20);
    assertThat(row(report("COORDINATORS", "?organisation=" + unit), "IP"))
        .containsExactly("IP", 0, 6, 6);
  }

  @Test
  void participantsAreCountedByRole() {
    JsonObject participants = report("PARTICIPANTS", "");
    assertThat(row(participants, "OWNER")).containsExactly("OWNER", 20);
    assertThat(row(participants, "COORDINATOR")).containsExactly("COORDINATOR", 14);
    assertThat(row(participants, "TOTAL")).containsExactly("TOTAL", 34);
  }

  @Test
  void closedPlansThatAreNotArchivedAreCounted() {
    server.sql(
        """
        insert into plan (id, organisation_id, type, state, start_date, end_date, archived_at, changed_at)
        select md5('closed' || n)::uuid, '%s', 'IUP', 'CLOSED', current_date - 9, current_date - 8,
               case when n > 6 then now() - interval '7 days' end, now() from generate_series(1, 11) n"""
            .formatted(unit));
    assertThat(row(report("CLOSED_PLANS", "?organisation=" + unit), "IUP"))
        .containsExactly("IUP", 6, 5, 11);
    String before = "&from=" + today().minusDays(30) + "&to=" + today().minusDays(20);
    assertThat(row(report("CLOSED_PLANS", "?organisation=" + unit + before), "IUP"))
        .containsExactly("IUP", 0, 0, 0);
    server.sql(
        "delete from plan where id in (select md5('closed' || n)::uuid from generate_series(1, 11) n)");
  }

  @Test
  void loginsAreCountedByMonthUnlessByFew() {
    server.sql(
        """
        insert into security_event (at, event, person_id, address, user_agent)
        select (current_date - interval '1 year')::timestamptz + interval '12 hours', 'LOGIN', md5('owner' || n)::uuid, '', ''
          from generate_series(1, 6) n, generate_series(1, 3);
        insert into security_event (at, event, person_id, address, user_agent)
        select (current_date - interval '2 years')::timestamptz + interval '12 hours', 'LOGIN', md5('owner' || n)::uuid, '', ''
          from generate_series(1, 4) n, generate_series(1, 3)""");
    JsonObject logins = report("LOGINS", "?from=" + today().minusYears(2));
    String month = today().minusYears(1).toString().substring(0, 7);
    assertThat(row(logins, month)).containsExactly(month, 6, 18);
    String few = today().minusYears(2).toString().substring(0, 7);
    assertThat(row(logins, few)).containsExactly(few, "FEW", "FEW");
    assertThat(logins.getJsonArray("rows")).hasSize(25);
  }

  /** At the turn of the year, by the age then. */
  @Test
  void kostraCountsPersonsWithAnIndividualPlanByAge() {
    JsonObject kostra = report("KOSTRA", "");
    assertThat(columns(kostra))
        .containsExactly("DAY", "AGE", "WITH_COORDINATOR", "WITHOUT_COORDINATOR", "TOTAL");
    String day =
        today().minusYears(today().getDayOfYear() == today().lengthOfYear() ? 0 : 1).getYear()
            + "-12-31";
    assertThat(row(kostra, "AGE_0_17")).containsExactly(day, "AGE_0_17", 7, 0, 7);
    assertThat(row(kostra, "AGE_18_66")).containsExactly(day, "AGE_18_66", 7, 6, 13);
    assertThat(row(kostra, "AGE_67")).containsExactly(day, "AGE_67", 0, 0, 0);
    assertThat(row(kostra, "TOTAL")).containsExactly(day, "TOTAL", 14, 6, 20);
  }

  @ParameterizedTest
  @EnumSource(ReportName.class)
  void noReportTellsWhoItIsAbout(ReportName name) {
    String text = report(name.name(), "").encode();
    assertThat(text).doesNotContain("Hemmelig").doesNotContain("Eier1");
    assertThat(text.replace(municipality, "")).doesNotContainPattern("[0-9a-f]{8}-[0-9a-f]{4}");
  }

  @ParameterizedTest
  @CsvSource({
    "?to=9999-12-31, to, date.future",
    "?from=9999-01-01, from, date.future",
    "?from=2025-05-02&to=2025-05-01, to, date.beforeStart",
    "?from=2010-05-01&to=2025-05-02, from, report.tooLong",
    "?from=0001-01-01&to=2025-05-02, from, report.tooLong"
  })
  void aPeriodThatIsNoneIsRefused(String query, String field, String code) {
    JsonObject problem = admin.get("/reports/PLANS" + query).expect(422, "report.invalid").body();
    assertThat(problem.getJsonArray("errors"))
        .containsExactly(new JsonObject().put("field", field).put("code", code));
  }

  @Test
  void whatIsNoReportIsRefused() {
    admin.get("/reports/NAMES").expect(404, "not.found");
    admin.get("/reports/PLANS?organisation=1").expect(422, "request.invalid");
    admin.get("/reports/PLANS?from=i%20dag").expect(422, "request.invalid");
  }

  @Test
  void othersAreRefused() {
    String other = id("Prøvedal kommune");
    admin.get("/reports/PLANS?organisation=" + other).expect(404, "not.found");
    server.loggedIn("koordinator").get("/reports/PLANS").expect(403, "access.denied");
    server
        .loggedIn("koordinator")
        .get("/reports/PLANS?organisation=" + municipality)
        .expect(403, "access.denied");
    server.loggedIn("nabo").get("/reports/PLANS?organisation=" + unit).expect(404, "not.found");
  }

  @Test
  void anAdministratorOfAUnitReadsItsReportsOnly() {
    server.sql(
        """
        insert into organisation_admin (organisation_id, person_id)
        select '%s', person_id from account where username = 'fremmed'"""
            .formatted(unit));
    TestClient fremmed = server.loggedIn("fremmed");
    JsonObject own = fremmed.get("/reports/PLANS").expect(200).body();
    assertThat(own.getJsonObject("organisation").getString("id")).isEqualTo(unit);
    fremmed.get("/reports/PLANS?organisation=" + sister).expect(403, "access.denied");
    fremmed.get("/reports/PLANS?organisation=" + municipality).expect(403, "access.denied");
    assertThat(
            server.value(
                "select count(*) from organisation_log where event = 'REPORT_READ' and detail = 'PLANS' and organisation_id = '%s'"
                    .formatted(unit)))
        .isNotEqualTo("0");
  }

  /** As a spreadsheet reads it: no name of a unit is computed. */
  @Test
  void csvIsSafeAgainstFormulas() {
    server.sql("update organisation set name = '=cmd|'' /C calc''!A0' where id = '" + unit + "'");
    admin.header("Accept", "text/csv");
    try {
      String path = "/reports/COORDINATORS?organisation=" + unit + "&to=" + today();
      String csv = new String(admin.download(path), StandardCharsets.UTF_8);
      assertThat(csv)
          .startsWith(
              "\uFEFFVirksomhet;Fra;Til;Plantype;Uten koordinator;Med koordinator;I alt\r\n")
          .contains("\r\n'=cmd|' /C calc'!A0;")
          .contains(today() + ";Individuell plan;0;6;6\r\n")
          .endsWith("\r\n");
      assertThat(admin.get(path).expect(200).header("Content-Disposition").orElseThrow())
          .contains("samklang-koordinatorer-" + today() + ".csv");
    } finally {
      admin.header("Accept", null);
      server.sql("update organisation set name = 'Oppvekst og skole' where id = '" + unit + "'");
    }
  }

  @Test
  void csvSaysWhatIsHiddenInTheLanguageOfTheReader() {
    TestClient reader = server.loggedIn("admin").header("Accept", "text/csv");
    String csv = new String(reader.download("/reports/PLANS"), StandardCharsets.UTF_8);
    assertThat(csv).contains("Stafettlogg;0;færre enn 5;0;færre enn 5");
    reader.header("Accept-Language", "en");
    assertThat(new String(reader.download("/reports/PLANS"), StandardCharsets.UTF_8))
        .contains("fewer than 5");
  }

  @ParameterizedTest
  @CsvSource({"'=1+1'", "+1", "-1", "@SUM(A1)", "'\t=1'", "'\r=1'"})
  void aFormulaBecomesText(String text) {
    assertThat(ReportCsv.safe(text)).isEqualTo("'" + text);
    assertThat(ReportCsv.safe("a" + text)).isEqualTo("a" + text);
  }
}
