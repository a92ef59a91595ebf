package no.samklang.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import no.samklang.Exclusive;
import no.samklang.browser.DemoPlans.ListedPlan;
import no.samklang.browser.PageLoad.Measured;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A plan of 200 goals and 5,000 comments on a phone (GOAL-1, GOAL-4, GOAL-5). */
@Exclusive
class LargeGoalTreeIT extends SeparateServerTest {
  private static final String GOALS =
      """
      insert into goal (id, plan_id, position, title, registered_on, created_by, created_at, updated_at, content_at, content_by)
      select md5('goal' || n)::uuid, plan_id, 100 + n, 'Delmål nummer ' || n, current_date, id, now(), now(), now(), id
        from participant, generate_series(1, 200) n where id = '%s'""";
  private static final String COMMENTS =
      """
      insert into goal_comment (id, plan_id, goal_id, author_id, text, created_at)
      select gen_random_uuid(), plan_id, md5('goal' || case when n <= 200 then 1 else n %% 200 + 1 end)::uuid, id,
             'Kommentar ' || n, now() - n * interval '1 minute'
        from participant, generate_series(1, 5000) n where id = '%s'""";

  private ListedPlan plan;

  @BeforeAll
  void fill() {
    plan = DemoPlans.mainPlan(server());
    String me = DemoPlans.participantId(server(), plan, "koordinator");
    server().sql(GOALS.formatted(me));
    server().sql(COMMENTS.formatted(me));
  }

  @Test
  void thePageReadsTheTreeOnceAndNoComments() {
    try (PageLoad phone = PageLoad.cold(server()).as(server().loggedIn("koordinator"))) {
      Measured cold = phone.load(plan.path("/mal"));
      Measured warm = phone.load(plan.path("/mal"));
      PageLoad.print("200 goals", cold, warm);
      assertThat(warm.requests()).filteredOn(path -> path.endsWith("/goals")).hasSize(1);
      assertThat(warm.requests()).noneMatch(path -> path.contains("/comments"));
    }
  }

  @Test
  void commentsComeInPages() {
    Visitor visitor = visitor(360, 740).as(server().loggedIn("koordinator"));
    visitor.open(plan.path("/mal"));
    visitor.page().locator(".goal-menu-title").filter(exactly("Delmål nummer 1")).click();
    visitor.seesHeading("Delmål nummer 1").sees("Kommentar 1");
    Locator comments = visitor.page().getByText("Kommentar ");
    int first = comments.count();
    assertThat(first).isLessThan(100);
    visitor.button("Vis tidligere kommentarer").click();
    assertThat(comments.nth(first)).isVisible();
  }

  @Test
  void aReorderIsOneRequest() {
    Visitor visitor = loggedIn("koordinator").open(plan.path("/mal/rekkefolge"));
    List<String> requests = new ArrayList<>();
    visitor.page().onRequest(request -> requests.add(request.method() + " " + request.url()));
    visitor.button("Flytt Delmål nummer 150 ned").press("Enter");
    visitor.sees("Delmål nummer 150 er flyttet.");
    assertThat(requests).filteredOn(request -> request.startsWith("PUT ")).hasSize(1);
  }

  private static Locator.FilterOptions exactly(String title) {
    return new Locator.FilterOptions().setHasText(Pattern.compile("^" + title + "$"));
  }
}
