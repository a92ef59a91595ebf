package no.samklang.auth;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What stands around the digits of a code is ignored (LOGIN-1). */
class OneTimeCodeTextTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "123456",
        "123-456",
        "123\u2013456",
        "123 456",
        "12 34 56",
        "1 2 3 4 5 6",
        "123\u00a0456",
        "123\u202f456",
        "123456\u200b",
        "\u200e123456",
        "\u2066123\u2069456",
        "123.456",
        "１２３４５６",
        "١٢٣٤٥٦",
        "Koden er 123456",
        "Koden er 123456.",
        "123456 er engangskoden din til Samklang. Den gjelder i 10 minutter.\n\n@samklang.example #123456",
        "29.11.2026 fikk du koden 123456",
        "Kode:\n123456\r\n"
      })
  void theCodeIsFound(String text) {
    assertThat(OneTimeCodeText.find(text)).contains("123456");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "12345",
        "1234567",
        "123456 eller 654321",
        "123  456",
        "kode",
        "123,456",
        "+4791234567"
      })
  void nothingElseIsTakenForOne(String text) {
    assertThat(OneTimeCodeText.find(text)).isEmpty();
  }
}
