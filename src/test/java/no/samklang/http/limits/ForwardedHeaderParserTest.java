package no.samklang.http.limits;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import no.samklang.config.HttpSettings.ForwardedBy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** RFC 7239 as proxies write it, and forged headers. */
class ForwardedHeaderParserTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\'',
      value = {
        "for=192.0.2.43 | 192.0.2.43",
        "For=192.0.2.43:4711;proto=https;by=203.0.113.1 | 192.0.2.43",
        "proto=https;FOR=\"192.0.2.43:4711\" | 192.0.2.43",
        "for=192.0.2.43, for=198.51.100.17 | 192.0.2.43 198.51.100.17",
        "for=\"[2001:db8:cafe::17]:4711\" | 2001:db8:cafe:0:0:0:0:17",
        "for=\"[2001:db8:cafe::17]\",for=10.0.0.1 | 2001:db8:cafe:0:0:0:0:17 10.0.0.1",
        "for=\"[::ffff:192.0.2.1]\" | 192.0.2.1",
        "for=unknown, for=_hidden, for=\"_SEVKISEK\" | ? ? ?",
        "for=\"1.2.3.4,5.6.7.8\";host=\"a;for=9.9.9.9\" | ?",
        "host=\"a, for=6.6.6.6\";for=192.0.2.1 | 192.0.2.1",
        "for=localhost, for=example.org, for=[fe80::1%eth0] | ? ? ?",
        "by=1.2.3.4 | ?",
        "'' | ?",
        "for=6.6.6.6;x=\", for=192.0.2.1 | ''",
        "for=\"6.6.6.6, for=\"[2001:db8::1]\" | ''"
      })
  void eachHopIsAnAddressOrEmpty(String header, String hops) {
    assertThat(read(ForwardedBy.FORWARDED, header)).isEqualTo(hops);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "203.0.113.7, 10.0.0.1 | 203.0.113.7 10.0.0.1",
        "2001:db8::1,192.0.2.1:80 | 2001:db8:0:0:0:0:0:1 192.0.2.1",
        "x, [2001:db8::1]:80 | ? 2001:db8:0:0:0:0:0:1"
      })
  void xForwardedForIsAListOfAddresses(String header, String hops) {
    assertThat(read(ForwardedBy.X_FORWARDED_FOR, header)).isEqualTo(hops);
  }

  @Test
  void malformedHeadersNeverThrow() {
    Random random = new Random(1);
    String signs = "for=\"[]:;,\\ .0129afx%_ø\u0000";
    for (int i = 0; i < 20_000; i++) {
      StringBuilder text = new StringBuilder("for=");
      random.ints(random.nextInt(30), 0, signs.length()).forEach(n -> text.append(signs.charAt(n)));
      for (ForwardedBy by : ForwardedBy.values()) {
        assertThat(ForwardedHeaderParser.of(by, List.of(text.toString(), "for=1.2.3.4")))
            .isNotNull();
      }
    }
  }

  private static String read(ForwardedBy by, String... headers) {
    List<String> hops =
        ForwardedHeaderParser.of(by, Arrays.asList(headers)).stream()
            .map(hop -> hop.map(InetAddress::getHostAddress).orElse("?"))
            .toList();
    return String.join(" ", hops);
  }
}
