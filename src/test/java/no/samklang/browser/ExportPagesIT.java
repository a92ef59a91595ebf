package no.samklang.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.WaitForSelectorState;
import java.io.IOException;
import java.util.zip.ZipFile;
import no.samklang.browser.DemoPlans.ListedPlan;
import org.junit.jupiter.api.Test;

/** Own data and the whole plan from the page: asked for, followed, and fetched (LAW-2). */
class ExportPagesIT extends SeparateServerTest {
  private static final double MAX_WAIT_MS = 180_000;

  @Test
  void ownDataFromMyProfile() throws IOException {
    Visitor doctor = loggedIn("lege");
    doctor.open("/profil").seesHeading("Min profil");
    doctor.link("Mine data").click();
    doctor.seesHeading("Det Samklang vet om deg");
    PageAssertions.assertAccessible(doctor, "own-data");
    try (ZipFile zip = fetched(doctor, "mine-data.zip")) {
      assertThat(zip.getEntry("data.json")).isNotNull();
      assertThat(zip.getEntry("mine-data.pdf")).isNotNull();
    }
    doctor.sees("Lastet ned. Filen ligger sammen med de andre nedlastingene dine.");
  }

  @Test
  void wholePlanFromTheConsentPage() throws IOException {
    ListedPlan plan = DemoPlans.mainPlan(server());
    Visitor owner = loggedIn("planeier");
    owner.open(plan.path("/samtykke")).seesHeading("Samtykke");
    owner.link("Last ned hele planen").click();
    owner.seesHeading("Last ned hele planen");
    try (ZipFile zip = fetched(owner, "plan.zip")) {
      assertThat(zip.getEntry("fhir.json")).isNotNull();
    }
    PageAssertions.assertAccessible(owner, "plan-export");
    Visitor doctor = loggedIn("lege");
    doctor.open(plan.path("/last-ned")).sees("Du kan ikke åpne denne delen av planen.");
  }

  private static ZipFile fetched(Visitor visitor, String name) throws IOException {
    visitor.button("Gjør klar til nedlasting").click();
    visitor.sees("Vi gjør det klart.");
    Locator fetch = visitor.button("Last ned");
    fetch.waitFor(
        new Locator.WaitForOptions()
            .setState(WaitForSelectorState.VISIBLE)
            .setTimeout(MAX_WAIT_MS));
    PageAssertions.assertAccessible(visitor, "export-ready-" + name.replace(".zip", ""));
    Download file = visitor.page().waitForDownload(fetch::click);
    assertThat(file.suggestedFilename()).isEqualTo(name);
    return new ZipFile(file.path().toFile());
  }
}
