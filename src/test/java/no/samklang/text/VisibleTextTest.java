package no.samklang.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Text that can't be seen, that runs backwards, and text that only looks unusual. */
class VisibleTextTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "\u200b",
        "\u2060",
        "\u3164",
        "\u115f\u1160",
        "\uffa0",
        "\u00ad",
        "\u2800",
        "\u00a0",
        "\u2007\u202f",
        "\u200d",
        "\u0301",
        "\ufe0f",
        "\u034f",
        "\u202eneddoD",
        "\u2066Kari",
        "Kari\u202c",
        "Ka\u00adri",
        "Kari\ufeffNordmann",
        "Kari\u2028Nordmann",
        "Kari\u2029Nordmann",
        "Kari\nNordmann",
        "Kari\tNordmann",
        "Kari\u0000",
        "Kari\u0085Nordmann",
        "Kari\ue000",
        "Kari\uffff",
        "Kari\u0378",
        "Kari\ud83d",
        "\ude00Kari",
        "Kari\udb40\udc20"
      })
  void whatIsNotSeenIsNoLine(String text) {
    assertThat(VisibleText.isLine(text)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "  ",
        "\n",
        " Kari\t",
        "Kari\u200d",
        "\ud83d\udc69\u200d\ud83d\udc69\u200d\ud83d\udc67",
        "O\u2019Brien",
        "Anne\u2011Marie",
        "Kari\u00a0Nordmann",
        "A\u030ase",
        "نور",
        "می\u200cخواهم",
        "王",
        "?",
        "\ud83e\ude7b",
        "\ud83c\udff4\udb40\udc67\udb40\udc62\udb40\udc73\udb40\udc63\udb40\udc74\udb40\udc7f"
      })
  void whatIsSeenIsALine(String text) {
    assertThat(VisibleText.isLine(text)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Hei\n\n\tdu\r\n",
        "Helse\u00adstasjon",
        "\uf0b7 et punkt fra et tekstdokument",
        "\ufeffHei",
        "https://\u200bkommune.example",
        "Hei\u2028du",
        ""
      })
  void pastedTextIsText(String text) {
    assertThat(VisibleText.isText(text)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\u200b\n",
        "\u3164",
        "\u00ad",
        "\u00a0\n",
        "\u202eneddoD",
        "Hei \u2066du",
        "Hei\u0000",
        "Hei\u001b[0m",
        "Hei\uffff",
        "Hei\ud83d"
      })
  void whatIsNotSeenOrRunsBackwardsIsNoText(String text) {
    assertThat(VisibleText.isText(text)).isFalse();
  }

  @Test
  void halfACharacterIsNotWellFormed() {
    assertThat(VisibleText.isWellFormed("a\ud83d\ude00")).isTrue();
    assertThat(VisibleText.isWellFormed("a\ud83d")).isFalse();
    assertThat(VisibleText.isWellFormed("\ude00\ud83d")).isFalse();
  }

  @Test
  void whatCopyingLeavesAroundATextIsRemoved() {
    assertThat(VisibleText.trimCopied("\u202a+47 912 34 567\u202c ")).isEqualTo("+47 912 34 567");
    assertThat(VisibleText.trimCopied("\u00a0a\u200bb\r\n")).isEqualTo("a\u200bb");
    assertThat(VisibleText.trimCopied("\u200b\n")).isEmpty();
  }
}
