package no.samklang.browser;

import no.samklang.TestServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;

/** Base of tests that lock accounts, change passwords or advance the clock: a separate server. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class SeparateServerTest extends BrowserTest {
  private TestServer own;

  @BeforeAll
  void start() {
    own = TestServer.start();
  }

  @AfterAll
  void stop() {
    own.close();
  }

  @Override
  TestServer server() {
    return own;
  }
}
