package no.samklang.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.WaitUntilState;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import no.samklang.Exclusive;
import no.samklang.TestClient;
import no.samklang.browser.PageLoad.Measured;
import org.junit.jupiter.api.Test;

/**
 * What a phone on a slow line (1.6 Mbps, 150 ms) has to load. The number of requests, the size and
 * the layout shift are asserted; the times are printed, as the median of {@code -Dpageload.runs}
 * (1), and depend on the machine.
 */
@Exclusive
class PageLoadIT extends BrowserTest {
  private static final int RUNS = Integer.getInteger("pageload.runs", 1);
  private static final double MAX_SHIFT = 0.05;

  @Test
  void theLoginPageIsSmall() {
    List<Measured> cold = measure("login, cold", () -> PageLoad.cold(server()), "/logg-inn");
    assertThat(cold).allSatisfy(load -> assertWithin(load, 8, 100_000));
  }

  @Test
  void theLoginFormCanBeSentBeforeTheScriptsAreThere() {
    Visitor visitor = visitor(360, 740);
    List<Route> waiting = new ArrayList<>();
    visitor.page().route("**/assets/*.js", waiting::add);
    visitor.page().route("**/assets/boot-*.js", Route::resume);
    visitor
        .page()
        .navigate("/logg-inn", new Page.NavigateOptions().setWaitUntil(WaitUntilState.COMMIT));
    visitor.enterPassword("planeier", TestClient.PASSWORD);
    visitor.page().unroute("**/assets/*.js");
    waiting.forEach(Route::resume);
    visitor.sees("Vi har sendt en kode");
  }

  @Test
  void theStartPageOfAPlanIsSmall() {
    String path = DemoPlans.mainPlan(server()).path();
    List<Measured> cold = measure("plan home, cold", this::loggedInPhone, path);
    assertThat(cold).allSatisfy(load -> assertWithin(load, 12, 120_000));
  }

  @Test
  void nothingMovesWhileAPageLoads() {
    String plan = DemoPlans.mainPlan(server()).path();
    for (String path : List.of("/planer", plan, plan + "/meldinger")) {
      assertThat(measure(path.replace(plan, "plan"), this::loggedInPhone, path))
          .allSatisfy(load -> assertThat(load.shift()).isLessThan(MAX_SHIFT));
    }
  }

  private PageLoad loggedInPhone() {
    return PageLoad.cold(server()).as(server().loggedIn("planeier"));
  }

  /** Loads the page twice in each run: without and with what the browser has kept. */
  private static List<Measured> measure(String name, Supplier<PageLoad> phones, String path) {
    return Stream.generate(phones)
        .limit(RUNS)
        .map(
            phone -> {
              try (phone) {
                Measured cold = phone.load(path);
                PageLoad.print(name, cold, phone.load(path));
                return cold;
              }
            })
        .toList();
  }

  private static void assertWithin(Measured load, int requests, int bytes) {
    assertThat(load.requests()).hasSizeLessThanOrEqualTo(requests);
    assertThat(load.bytes()).isLessThanOrEqualTo(bytes);
    assertThat(load.shift()).isLessThan(MAX_SHIFT);
  }
}
