package no.samklang.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import no.samklang.TestServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;

/** Base of browser tests. Closes the visitors' browsers and fails on any fault of their pages. */
@Tag("browser")
@ExtendWith(Browsers.class)
abstract class BrowserTest {
  private static final int WIDTH = 1280;
  private static final int HEIGHT = 800;

  private final List<Visitor> visitors = new ArrayList<>();

  /** The server under test; the shared one by default. */
  TestServer server() {
    return TestServer.shared();
  }

  /** A draft that another test has left opens its form. */
  @BeforeEach
  void deleteFormDrafts() {
    server().sql("delete from form_draft");
  }

  /** An unauthenticated visitor. */
  Visitor visitor() {
    return visitor(WIDTH, HEIGHT);
  }

  Visitor visitor(int width, int height) {
    Visitor visitor = new Visitor(server(), width, height);
    visitors.add(visitor);
    return visitor;
  }

  /** A visitor who reaches the server at another address. */
  Visitor visitor(String url) {
    Visitor visitor = new Visitor(server(), url, WIDTH, HEIGHT);
    visitors.add(visitor);
    return visitor;
  }

  /** A visitor with an open session. */
  Visitor loggedIn(String username) {
    return visitor().as(server().loggedIn(username));
  }

  @AfterEach
  void closeBrowsers() {
    List<Visitor> ofTest = List.copyOf(visitors);
    visitors.clear();
    ofTest.forEach(Visitor::close);
    assertThat(ofTest).flatExtracting(Visitor::faults).isEmpty();
  }
}
