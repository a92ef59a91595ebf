package no.samklang.contact;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Addresses as people write them, and as SMTP wants them (NOTIF-5). */
class EmailAddressTest {
  @ParameterizedTest
  @CsvSource({
    "ola@eksempel.example, ola@eksempel.example",
    "ola@blåbær.no, ola@xn--blbr-roah.no",
    "ola@bla\u030abær.no, ola@xn--blbr-roah.no",
    "ola@xn--fa-hia.de, ola@xn--fa-hia.de"
  })
  void theDomainIsWrittenInAscii(String written, String wire) {
    assertThat(EmailAddress.parse(written).map(EmailAddress::wire)).contains(wire);
  }

  /** Mail to them would go to somebody else. */
  @ParameterizedTest
  @ValueSource(strings = {"ola@faß.de", "ola@FAẞ.de", "ola@βόλος.com", "ola@na\u200cme.example"})
  void domainsThatIdna2003TurnsIntoOthersAreRefused(String written) {
    assertThat(EmailAddress.parse(written)).isEmpty();
  }
}
