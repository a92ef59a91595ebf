package no.samklang.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import no.samklang.browser.DemoPlans.ListedPlan;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Messages of a plan with 200 participants and a mailbox of 500 messages (MSG-2, MSG-3). */
class LargeMailboxIT extends SeparateServerTest {
  private static final String PARTICIPANTS =
      """
      with persons as (
        insert into person (id, municipality_id, first_name, last_name, mobile)
        select gen_random_uuid(), p.municipality_id, 'Nora' || n, 'Etternavn' || n, '+4791119999'
          from person p join participant pt on pt.person_id = p.id, generate_series(1, %2$d) n
         where pt.id = '%1$s'
        returning id, first_name
      )
      insert into participant (id, plan_id, person_id, role, since, rights)
      select gen_random_uuid(), pt.plan_id, persons.id, 'PROVIDER', now(), (select rights from role_rights where role = 'PROVIDER')
        from persons, participant pt where pt.id = '%1$s'""";
  private static final String MESSAGES =
      """
      with messages as (
        insert into message (id, plan_id, sender_id, kind, subject, body, created_at, updated_at, sent_at)
        select gen_random_uuid(), plan_id, id, 'MESSAGE', 'Post ' || n, 'En av mange', now(), now(), now() - n * interval '1 hour'
          from participant, generate_series(1, 500) n where id = '%1$s'
        returning id, sent_at
      ), received as (
        insert into message_recipient (message_id, participant_id, position, sent_at)
        select id, '%2$s', 1, sent_at from messages
      )
      insert into mailbox as mb (participant_id, unread) values ('%2$s', 500)
      on conflict (participant_id) do update set unread = mb.unread + 500""";
  private static final int PEOPLE = 190;

  private ListedPlan plan;

  @BeforeAll
  void fill() {
    plan = DemoPlans.mainPlan(server());
    String me = DemoPlans.participantId(server(), plan, "koordinator");
    String mother = DemoPlans.participantId(server(), plan, "mor");
    server().sql(PARTICIPANTS.formatted(me, PEOPLE));
    server().sql(MESSAGES.formatted(mother, me));
  }

  @Test
  void theWayBackLeadsToTheSameRow() {
    Visitor visitor = visitor(360, 740).as(server().loggedIn("koordinator"));
    visitor.open(plan.path("/meldinger")).seesHeading("Meldinger");
    visitor.button("Vis flere").click();
    Locator row = visitor.link("Post 60");
    row.scrollIntoViewIfNeeded();
    double before = row.boundingBox().y;
    row.click();
    visitor.seesHeading("Post 60").page().goBack();
    assertThat(row).isInViewport();
    assertThat(row).isFocused();
    assertThat(Math.abs(row.boundingBox().y - before)).as("moved by pixels").isLessThan(3);

    row.click();
    visitor.seesHeading("Post 60").link("Til meldingene").click();
    assertThat(row).isInViewport();

    // the same from another page, when the list has to be loaded again
    row.click();
    visitor.seesHeading("Post 60").link("Videresend").click();
    visitor.seesHeading("Videresend melding").page().goBack();
    visitor.seesHeading("Post 60").page().goBack();
    assertThat(row).isInViewport();
  }

  @Test
  void theListKeepsItsPlaceBesideTheMessage() {
    Visitor visitor = loggedIn("koordinator").open(plan.path("/meldinger"));
    Locator row = visitor.link("Post 40");
    row.scrollIntoViewIfNeeded();
    double before = row.boundingBox().y;
    row.click();
    visitor.seesHeading("Post 40");
    assertThat(row).isInViewport();
    assertThat(Math.abs(row.boundingBox().y - before)).as("moved by pixels").isLessThan(3);
  }

  @Test
  void manyRecipientsTakeOneLine() {
    Visitor visitor = visitor(360, 740).as(server().loggedIn("koordinator"));
    visitor.open(plan.path("/meldinger/ny")).seesHeading("Ny melding");
    assertThat(height(visitor)).as("height of the page").isLessThan(2_000);
    visitor.exactField("Finn en deltaker").fill("nora77");
    assertThat(visitor.page().locator("recipient-picker input[type=checkbox]")).hasCount(2);
    visitor.page().getByLabel("Nora77 Etternavn77").check();
    visitor.exactField("Finn en deltaker").fill("");
    visitor.page().getByLabel("Velg alle").check();
    visitor.exactField("Emne").fill("Til alle");
    visitor.exactField("Tekst").fill("Hei alle sammen.");
    PageAssertions.assertAccessible(visitor, "compose-many");
    visitor.page().setViewportSize(360, 740);
    visitor.button("Send").click();
    visitor.sees("Meldingen er sendt");
    Locator row =
        visitor.row("Til alle").or(visitor.page().locator(".message-row").first()).first();
    assertThat(row).containsText(java.util.regex.Pattern.compile("og \\d+ andre"));
    visitor.link("Til alle").click();
    visitor.seesHeading("Til alle").sees("Skriv igjen til");
    assertThat(height(visitor)).as("height of the page").isLessThan(1_500);
    PageAssertions.assertAccessible(visitor, "message-many");
  }

  private static int height(Visitor visitor) {
    return ((Number) visitor.page().evaluate("document.documentElement.scrollHeight")).intValue();
  }
}
