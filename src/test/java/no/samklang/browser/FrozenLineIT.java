package no.samklang.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.assertions.LocatorAssertions.IsVisibleOptions;
import java.util.Map;
import no.samklang.MovableAddress;
import no.samklang.TestServer;
import no.samklang.browser.DemoPlans.ListedPlan;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Connections that are believed to live, and networks that let no socket through. */
@Tag("alone") // what it waits for is bounded by time
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FrozenLineIT extends BrowserTest {
  private static final String COMES_BACK = "window.dispatchEvent(new Event('focus'))";

  private MovableAddress line;
  private TestServer own;

  private static final double SLOW_MACHINE_MS = 45_000;

  @BeforeAll
  void start() {
    line = MovableAddress.of(0);
    own = TestServer.start(Map.of("public.url", url()));
    line.moveTo(own.port());
  }

  @AfterAll
  void stop() {
    line.close();
    own.close();
  }

  @Override
  TestServer server() {
    return own;
  }

  private String url() {
    return "http://localhost:" + line.port();
  }

  private Visitor inFrontOfTheLine(String username) {
    return visitor(url()).as(server().loggedIn(username));
  }

  /** Neither side of a frozen connection learns it: what was sent meanwhile comes within 15 s. */
  @Test
  void whoComesBackToAPageWithAFrozenLineGetsWhatCameMeanwhile() {
    ListedPlan plan = DemoPlans.mainPlan(server());
    Visitor visitor = inFrontOfTheLine("lege");
    visitor.page().clock().install();
    visitor.open(plan.path("/meldinger")).seesHeading("Meldinger");
    await().until(() -> server().hub().openSockets() == 1);
    line.freeze();
    visitor.page().clock().fastForward(5_000); // what has just been heard of isn't asked
    DemoPlans.send(server(), plan, "koordinator", "lege", "Sendt imens");
    visitor.page().evaluate(COMES_BACK);
    assertThat(visitor.page().getByText("Vis 1 ny melding").first())
        .isVisible(new IsVisibleOptions().setTimeout(SLOW_MACHINE_MS));
  }

  /** A school's proxy that refuses sockets: no bar, and the page asks instead. */
  @Test
  void whereThereIsNoSocketThePageAsksAndSaysNothing() {
    line.refuse(head -> head.startsWith("GET /api/v1/live"));
    try {
      ListedPlan plan = DemoPlans.mainPlan(server());
      Visitor visitor =
          inFrontOfTheLine("lege").expecting("WebSocket handshake: Unexpected response code: 403");
      visitor.page().clock().install();
      visitor.open(plan.path("/meldinger")).seesHeading("Meldinger");
      DemoPlans.send(server(), plan, "koordinator", "lege", "Uten socket");
      visitor.page().clock().fastForward(5_000);
      assertThat(visitor.page().locator(".connection-bar")).hasCount(0);
      visitor.page().clock().fastForward(31_000);
      visitor.sees("Vis 1 ny melding");
      assertThat(visitor.page().locator(".unread-total")).containsText("" + unread("lege"));
      assertThat(visitor.page().locator(".connection-bar")).hasCount(0);
    } finally {
      line.refuse(head -> false);
    }
  }

  private int unread(String username) {
    return server().loggedIn(username).get("/me/unread").expect(200).body().getInteger("total");
  }
}
