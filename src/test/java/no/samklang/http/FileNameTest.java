package no.samklang.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import no.samklang.bus.Failure;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FileNameTest {
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
  void aNameIsReadInAllItsForms(String header, String name) {
    assertThat(FileName.of(header)).isEqualTo(name);
  }

  @ParameterizedTest
  @ValueSource(strings = {"attachment", "", "attachment; size=7", "attachment; filename=\"  \""})
  void oneThatNamesNoFileGivesNone(String header) {
    assertThat(FileName.of(header)).isEmpty();
  }

  @Test
  void withoutTheHeaderThereIsNone() {
    assertThat(FileName.of(null)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "attachment; filename*=UTF-8''%",
        "attachment; filename*=UTF-8''%zz",
        "attachment; filename*=UTF-8''%+1",
        "attachment; filename*=UTF-8''%C3",
        "attachment; filename*=UTF-8''a%00b",
        "attachment; filename*=UTF-8''a%0Ab",
      })
  void whatIsNoTextIsInvalid(String header) {
    assertThatThrownBy(() -> FileName.of(header)).isInstanceOf(Failure.Invalid.class);
  }

  @Test
  void aNameIsAtMost200CharactersLong() {
    String longest = "attachment; filename=" + "x".repeat(200);
    assertThat(FileName.of(longest)).hasSize(200);
    assertThatThrownBy(() -> FileName.of(longest + "x")).isInstanceOf(Failure.Invalid.class);
  }
}
