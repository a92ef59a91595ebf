package no.samklang.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import java.time.Instant;
import no.samklang.TestClient;
import no.samklang.TestServer;

/** The dialog before a change of the own login (PERSON-14), answered as the person does. */
record OwnConfirmationDialog(TestServer server, Visitor visitor, Instant before) {
  /** Before the change is saved. */
  static OwnConfirmationDialog of(TestServer server, Visitor visitor) {
    server.awaitCodesSent();
    return new OwnConfirmationDialog(server, visitor, server.clock().instant());
  }

  /** Gives the password, and the code that is sent to the address that codes go to. */
  void confirm(String addressEnd) {
    assertThat(visitor.dialog("Er det deg?")).isVisible();
    visitor.exactField("Passordet ditt").fill(TestClient.PASSWORD);
    visitor.button("Send koden").click();
    visitor.sees("Vi har sendt en kode til");
    answer(addressEnd);
  }

  /** Gives the code that is sent to an address, once the dialog says so. */
  void answer(String addressEnd) {
    visitor.field("Koden").fill(server.client().awaitCode(addressEnd, before));
    visitor.button("Lagre endringen").click();
  }
}
