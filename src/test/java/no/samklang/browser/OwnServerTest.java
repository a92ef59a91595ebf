package no.samklang.browser;

import no.samklang.TestServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;

/** Tests that lock accounts, change passwords or move the clock: on a server of their own. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class OwnServerTest extends BrowserTest {
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
