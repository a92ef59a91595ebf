package no.samklang.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Download;
import java.io.IOException;
import java.nio.file.Files;
import java.time.LocalDate;
import java.time.ZoneId;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** "Rapporter" (REP-1, LIST-6). */
class ReportPagesIT extends SeparateServerTest {
  /** Enough plans for numbers to be shown. */
  @BeforeAll
  void addPlans() {
    server()
        .sql(
            """
            insert into person (id, municipality_id, first_name, last_name, birth_date)
            select md5('owner' || n)::uuid, id, 'Prøve', 'Eier' || n, date '1950-01-01' + n * 1000
              from organisation, generate_series(1, 40) n where name = 'Eksempelvik kommune';
            insert into plan (id, organisation_id, type, state, start_date, changed_at)
            select md5('plan' || n)::uuid, id, case when n <= 24 then 'IP' else 'SL' end, 'ACTIVE', current_date - 700, now()
              from organisation, generate_series(1, 40) n where name = 'Oppvekst og skole';
            insert into participant (id, plan_id, person_id, role, since)
            select md5('op' || n)::uuid, md5('plan' || n)::uuid, md5('owner' || n)::uuid, 'OWNER', now() - interval '700 days'
              from generate_series(1, 40) n;
            insert into participant (id, plan_id, person_id, role, since)
            select md5('cp' || n)::uuid, md5('plan' || n)::uuid, a.person_id, 'COORDINATOR', now() - interval '700 days'
              from generate_series(1, 30) n, account a where a.username = 'koordinator'""");
  }

  @Test
  void anAdministratorReadsAReportAndKeepsItAsAFile() throws IOException {
    Visitor admin = loggedIn("admin").open("/planer");
    admin.page().setViewportSize(1280, 800);
    admin.link("Rapporter").click();
    admin.seesHeading("Rapporter");
    PageAssertions.assertAccessible(admin, "reports");
    admin.link("Planer uten koordinator").click();
    admin.seesHeading("Planer uten koordinator").sees("Eksempelvik kommune");
    assertThat(admin.row("Stafettlogg")).containsText("10");
    assertThat(admin.page().locator("report-chart canvas")).isVisible();
    PageAssertions.assertAccessible(admin, "report-coordinators");
    admin.field("Virksomhet").selectOption("Helse og mestring");
    admin.button("Vis tallene").click();
    admin.sees("Helse og mestring, ");
    Download file = admin.page().waitForDownload(() -> admin.button("Last ned som CSV").click());
    assertThat(file.suggestedFilename()).startsWith("samklang-koordinatorer-").endsWith(".csv");
    assertThat(Files.readString(file.path())).startsWith("\uFEFFVirksomhet;");
  }

  @Test
  void aPeriodThatIsNoneIsSaidByTheField() {
    Visitor admin = loggedIn("admin").open("/rapporter/planer").seesHeading("Planer");
    admin.sees("færre enn 5");
    admin.field("Til og med").fill("31.12.9999");
    admin.button("Vis tallene").click();
    admin.sees("Datoen kan ikke være fram i tid.");
    int lastYear = LocalDate.now(ZoneId.of("Europe/Oslo")).getYear() - 1;
    admin.field("Til og med").fill("01.02." + lastYear);
    admin.field("Fra og med").fill("02.02." + lastYear);
    admin.button("Vis tallene").click();
    admin.sees("Datoen er før den første dagen.");
    admin.field("Fra og med").fill("01.01.2001");
    admin.button("Vis tallene").click();
    admin.sees("Perioden kan være på maks ti år.");
    assertThat(admin.field("Fra og med")).hasValue("01.01.2001");
  }

  @Test
  void theListForKostraIsByAge() {
    Visitor admin = loggedIn("admin").open("/rapporter/kostra").seesHeading("Tall til KOSTRA");
    assertThat(admin.row("18–66 år")).isVisible();
    PageAssertions.assertAccessible(admin, "report-kostra");
  }

  @Test
  void othersAreRefused() {
    Visitor coordinator = loggedIn("koordinator").open("/planer").seesHeading("Liste planer");
    assertThat(coordinator.link("Rapporter")).hasCount(0);
    coordinator.open("/rapporter").seesHeading("Du har ikke tilgang");
    coordinator.open("/rapporter/planer").seesHeading("Du har ikke tilgang");
    loggedIn("admin").open("/rapporter/navn").seesHeading("Vi finner ikke siden");
  }
}
