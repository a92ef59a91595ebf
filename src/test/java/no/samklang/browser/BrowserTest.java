package no.samklang.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import no.samklang.Alone;
import no.samklang.TestServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.extension.ExtendWith;

/** Visitors of a test, sent home afterwards. A test fails when a page of theirs had a fault. */
@Alone
@ExtendWith(Browsers.class)
abstract class BrowserTest {
  private static final int WIDTH = 1280;
  private static final int HEIGHT = 800;

  private final List<Visitor> visitors = new ArrayList<>();

  /** The server whose pages are opened; the shared one unless a test needs its own. */
  TestServer server() {
    return TestServer.shared();
  }

  /** Someone who isn't logged in. */
  Visitor visitor() {
    return visitor(WIDTH, HEIGHT);
  }

  Visitor visitor(int width, int height) {
    Visitor visitor = new Visitor(server(), width, height);
    visitors.add(visitor);
    return visitor;
  }

  /** Someone with an open session. */
  Visitor loggedIn(String username) {
    return visitor().as(server().loggedIn(username));
  }

  @AfterEach
  void sendHome() {
    visitors.forEach(Visitor::close);
    assertThat(visitors).flatExtracting(Visitor::faults).isEmpty();
  }
}
