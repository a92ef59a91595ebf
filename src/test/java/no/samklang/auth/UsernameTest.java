package no.samklang.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import no.samklang.error.Failure;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** One folding of user names for finding, counting and uniqueness (LOGIN-2). */
class UsernameTest {
  @DisplayName("LOGIN-2: names that read the same are one name to every counter")
  @ParameterizedTest
  @CsvSource({
    "Kari.Nordmann, kari.nordmann",
    "ÅSE, a\u030Ase",
    "STRASSE, stra\u00DFe",
    "\uFF2B\uFF41\uFF52\uFF49, kari",
    "\u212Aari, kari",
    "\uFB01nn, FINN",
    "' kari\u200B', kari",
    "\u03A3\u03AF\u03C3\u03C5\u03C6\u03BF\u03C2, \u03C3\u03AF\u03C3\u03C5\u03C6\u03BF\u03C3"
  })
  void sameNamesHaveOneKey(String one, String other) {
    assertThat(Username.key(one)).isEqualTo(Username.key(other));
    assertThat(UsernameHash.of(one)).isEqualTo(UsernameHash.of(other));
    assertThat(Username.key(Username.key(one))).isEqualTo(Username.key(one));
  }

  /** {@code İ} was lower-cased to one letter by PostgreSQL and to two by Java. */
  @DisplayName("LOGIN-2: the counter's key is the one by which the account is found")
  @ParameterizedTest
  @ValueSource(strings = {"\u0130brahim", "i\u0307brahim", "ADM\u0130N"})
  void keyAndHashAgree(String name) {
    assertThat(UsernameHash.of(name)).isEqualTo(UsernameHash.of(Username.key(name)));
  }

  @DisplayName("LOGIN-2: a new name has letters of one script")
  @ParameterizedTest
  @ValueSource(strings = {"k\u0430ri", "p\u0435ter", "nav\u03B1", "kari\u3164"})
  void mixedScriptsAreRefused(String name) {
    assertThatExceptionOfType(Failure.Invalid.class).isThrownBy(() -> Username.of(name));
  }

  @ParameterizedTest
  @ValueSource(strings = {"kari.nordmann", "åse-øi_2", "máret@eksempel.no", "олена", "معلم"})
  void namesOfOneScriptAreAccepted(String name) {
    assertThat(Username.of(name).value()).isEqualTo(name);
  }
}
