package no.samklang.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import no.samklang.error.Failure;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ContentDispositionTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "attachment; filename*=UTF-8''samtykke%20P%C3%A5l.pdf | samtykke Pål.pdf",
        "attachment; filename=\"a.pdf\"; filename*=utf-8'nb'%C3%A6.pdf | æ.pdf",
        "attachment; filename=\"a; b.pdf\" | a; b.pdf",
        "Attachment;FILENAME = a.pdf | a.pdf",
        "attachment; filename*=UTF-8''%F0%9F%98%80 | 😀",
      })
  void allFormsOfTheNameAreParsed(String header, String name) {
    assertThat(ContentDisposition.of(header)).isEqualTo(name);
  }

  @ParameterizedTest
  @ValueSource(strings = {"attachment", "", "attachment; size=7", "attachment; filename=\"  \""})
  void aHeaderWithoutANameYieldsNone(String header) {
    assertThat(ContentDisposition.of(header)).isEmpty();
  }

  @Test
  void aMissingHeaderYieldsNone() {
    assertThat(ContentDisposition.of(null)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "attachment; filename*=UTF-8''%",
        "attachment; filename*=UTF-8''%zz",
        "attachment; filename*=UTF-8''%+1",
        "attachment; filename*=UTF-8''%C3",
        "attachment; filename*=UTF-8''%ED%A0%BD.pdf",
        "attachment; filename*=UTF-8''a%00b",
        "attachment; filename*=UTF-8''a%0Ab",
        "attachment; filename*=UTF-8''faktura%E2%80%AEfdp.exe",
        "attachment; filename*=UTF-8''a%E2%80%8Bb.pdf",
        "attachment; filename*=UTF-8''%E2%81%A0",
        "attachment; filename*=UTF-8''%E3%85%A4",
      })
  void malformedNamesAreInvalid(String header) {
    assertThatThrownBy(() -> ContentDisposition.of(header)).isInstanceOf(Failure.Invalid.class);
  }

  @Test
  void namesAreLimitedTo200Characters() {
    String longest = "attachment; filename=" + "x".repeat(200);
    assertThat(ContentDisposition.of(longest)).hasSize(200);
    assertThatThrownBy(() -> ContentDisposition.of(longest + "x"))
        .isInstanceOf(Failure.Invalid.class);
    String emojis = "attachment; filename*=UTF-8''" + "%F0%9F%98%80".repeat(200);
    assertThat(ContentDisposition.of(emojis)).isEqualTo("😀".repeat(200));
    assertThatThrownBy(() -> ContentDisposition.of(emojis + "x"))
        .isInstanceOf(Failure.Invalid.class);
  }
}
