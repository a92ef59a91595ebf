package no.samklang.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.AriaRole;
import no.samklang.browser.DemoPlans.ListedPlan;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Templates of goals and activities: made by an administrator, used in plans (ORG-1). */
class TemplatePagesIT extends SeparateServerTest {
  @BeforeAll
  void deleteTemplates() {
    server().sql("delete from goal_template");
  }

  private static void fill(Visitor visitor, String field, String text) {
    visitor.page().locator("[id='" + field + "']").fill(text);
  }

  private static Locator nth(Visitor visitor, String button, int index) {
    return visitor
        .page()
        .getByRole(AriaRole.BUTTON)
        .filter(new Locator.FilterOptions().setHasText(button))
        .nth(index);
  }

  @Test
  void aTemplateIsMadeAndUsedInAPlan() {
    Visitor admin = loggedIn("admin").open("/virksomhet/enheter");
    admin.link("Eksempelvik kommune").click();
    admin.link("Maler for mål").click();
    admin.seesHeading("Maler for mål og aktiviteter").sees("Det er ingen maler ennå.");
    PageAssertions.assertAccessible(admin, "templates-none", 320);
    admin.link("Lag en mal").click();
    admin.seesHeading("Lag en mal");
    admin.field("Hva heter malen?").fill("   ");
    admin.button("Lagre malen").click();
    admin.sees("Det er 2 feil").sees("Dette må fylles ut.");
    admin.field("Hva heter malen?").fill("Egen bolig");
    fill(admin, "goals.0.title", "Bo trygt");
    nth(admin, "Legg til en aktivitet", 0).click();
    assertThat(admin.page().locator("[id='goals.0.activities.0.title']")).isFocused();
    fill(admin, "goals.0.activities.0.title", "Se på boligen");
    nth(admin, "Legg til et delmål", 0).click();
    fill(admin, "goals.0.subGoals.0.title", "Klare morgenen");
    nth(admin, "Legg til et mål", 0).click();
    fill(admin, "goals.1.title", "Ha noe å gjøre");
    admin.seesSaved();
    PageAssertions.assertAccessible(admin, "edit-template");
    admin.button("Lagre malen").click();
    admin.sees("Malen er lagret.").sees("3 mål").sees("1 aktivitet");
    PageAssertions.assertAccessible(admin, "templates");
    useInAPlan();
    startAPlan();
    admin.link("Egen bolig").click();
    admin.button("Slett malen").click();
    admin
        .page()
        .getByRole(AriaRole.DIALOG)
        .getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Slett malen"))
        .click();
    admin.sees("Malen er slettet.").sees("Det er ingen maler ennå.");
  }

  private void useInAPlan() {
    ListedPlan plan = DemoPlans.mainPlan(server());
    Visitor coordinator = loggedIn("koordinator").open(plan.path("/mal/nytt"));
    coordinator.seesHeading("Nytt mål").link("Start fra en mal").click();
    coordinator.seesHeading("Start fra en mal").sees("Egen bolig");
    coordinator.field("Ha noe å gjøre").check();
    PageAssertions.assertAccessible(coordinator, "goals-from-template");
    coordinator.field("Alt i malen").check();
    coordinator.button("Legg inn i planen").click();
    coordinator.sees("Målene er lagt inn i planen.").seesHeading("Bo trygt").sees("Se på boligen");
  }

  private void startAPlan() {
    Visitor coordinator = loggedIn("koordinator").open("/planer/ny/type");
    coordinator.field("Navnet på planeieren").fill("Mal Prøvesen");
    coordinator.button("Søk").click();
    coordinator.button("Registrer en ny person").click();
    assertThat(coordinator.field("Etternavn")).hasValue("Prøvesen");
    coordinator.button("Neste").click();
    coordinator.seesHeading("Hva slags plan er det?");
    assertThat(coordinator.page().getByLabel("Vil du begynne med en mal for mål?")).hasCount(0);
    coordinator.page().locator("input[name=type][value=IP]").check();
    coordinator.field("Vil du begynne med en mal for mål?").selectOption("Egen bolig");
    coordinator.sees("I malen: Bo trygt og Ha noe å gjøre.");
    PageAssertions.assertAccessible(coordinator, "create-plan-template", 320);
    coordinator.page().setViewportSize(1280, 800);
    coordinator.button("Neste").click();
    coordinator.field("Planeieren selv").check();
    coordinator.field("Hva gjelder samtykket?").fill("Alt.");
    coordinator.button("Neste").click();
    coordinator.sees("Stemmer dette?").sees("Egen bolig");
    coordinator.button("Lag planen").click();
    coordinator.seesHeading("Planen er laget").link("Gå til planen").click();
    coordinator.link("Mål og aktiviteter").first().click();
    coordinator.sees("Ha noe å gjøre");
  }
}
