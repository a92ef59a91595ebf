package no.samklang.contact;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Addresses as entered, and as SMTP requires them (NOTIF-5). */
class EmailAddressTest {
  @ParameterizedTest
  @CsvSource({
    "ola@eksempel.example, ola@eksempel.example",
    "ola@blåbær.no, ola@xn--blbr-roah.no",
    "ola@bla\u030abær.no, ola@xn--blbr-roah.no",
    "ola@xn--fa-hia.de, ola@xn--fa-hia.de",
    "o'brien+plan.x@eksempel.example, o'brien+plan.x@eksempel.example",
    "ola@a-b.1kommune.example, ola@a-b.1kommune.example"
  })
  void theDomainIsConvertedToAscii(String written, String wire) {
    assertThat(EmailAddress.parse(written).map(EmailAddress::ascii)).contains(wire);
  }

  /** What is shown is the address that gets the mail. */
  @ParameterizedTest
  @CsvSource({
    "ola@BLÅBÆR.no, ola@blåbær.no",
    "ola@ｅｋｓｅｍｐｅｌ.example, ola@eksempel.example",
    "ola@ek\u00adsempel.example, ola@eksempel.example",
    "\u202aola@eksempel.example\u202c, ola@eksempel.example",
    "ola@eksempel。example, ola@eksempel.example"
  })
  void theDomainIsShownAsItIsSentTo(String typed, String written) {
    assertThat(EmailAddress.parse(typed).map(EmailAddress::written)).contains(written);
  }

  /** RFC 5321, 4.1.2 and 4.5.3.1. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        ".ola@eksempel.example",
        "ola.@eksempel.example",
        "ola..n@eksempel.example",
        "ola@eksempel..example",
        "ola@.example",
        "ola@eksempel.example.",
        "ola@-eksempel.example",
        "ola@eksempel-.example",
        "ola@eksempel",
        "ola@eksempel.123",
        "ola@[192.0.2.1]",
        "ola n@eksempel.example",
        "\"ola n\"@eksempel.example",
        "ola@kari@eksempel.example",
        "bjørn@eksempel.example",
        "o\u200bla@eksempel.example",
        "ola@",
        "@eksempel.example",
        "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa@eksempel.example"
      })
  void whatIsNoMailboxIsRejected(String written) {
    assertThat(EmailAddress.parse(written)).isEmpty();
  }

  @Test
  void addressesOfEarlierRulesAreSentTo() {
    assertThat(EmailAddress.sendable("ola.@eksempel.example")).contains("ola.@eksempel.example");
    assertThat(EmailAddress.sendable("ola@localhost")).contains("ola@localhost");
    assertThat(EmailAddress.sendable("ola@faß.de")).isEmpty();
  }

  /** Mail to the mapped domain would reach another recipient. */
  @ParameterizedTest
  @ValueSource(strings = {"ola@faß.de", "ola@FAẞ.de", "ola@βόλος.com", "ola@na\u200cme.example"})
  void domainsThatIdna2003RemapsAreRejected(String written) {
    assertThat(EmailAddress.parse(written)).isEmpty();
  }
}
