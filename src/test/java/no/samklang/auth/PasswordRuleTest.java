package no.samklang.auth;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import no.samklang.bus.Failure.FieldError;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a password must be (LOGIN-5). */
class PasswordRuleTest {
  private static final List<String> OWN = List.of("planeier", "Amund Kristoffer", "Prøve-Testnes");

  private final PasswordRule rule = new PasswordRule(6);

  @ParameterizedTest
  @CsvSource({
    "Ab1xy, password.tooShort",
    "fjellbekk42, password.needsUpperCase",
    "FJELLBEKK42, password.needsLowerCase",
    "Fjellbekk, password.needsDigit"
  })
  void lengthLettersAndDigits(String password, String code) {
    assertThat(codes(password)).containsExactly(code);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Password1",
        "P4ssw0rd",
        "Qwerty123",
        "1Letmein",
        "Dr4gon99",
        "drowssaP1",
        "Iloveyou!1"
      })
  void theMostUsedAreRefusedWhateverTheirForm(String password) {
    assertThat(codes(password)).contains("password.tooCommon");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"Planeier1", "pl4nEIer", "Amund2010", "Kristoffer1", "1Testnes!", "reienalP1"})
  void ownNamesAreRefusedWhateverTheirForm(String password) {
    assertThat(codes(password)).contains("password.containsName");
  }

  @ParameterizedTest
  @ValueSource(strings = {"Samklang-demo-1", "Fjellbekk-42", "blåbærTuren7", "Amund liker 3 fjell"})
  void goodOnesPass(String password) {
    assertThat(codes(password)).isEmpty();
  }

  @Test
  void theMinimumIsASetting() {
    assertThat(new PasswordRule(12).errors("Fjellbekk42", OWN))
        .extracting(FieldError::code)
        .containsExactly("password.tooShort");
  }

  @Test
  void aVeryLongOneIsFineAndQuick() {
    assertThat(codes("Aa1" + "x7".repeat(90))).isEmpty();
  }

  @Test
  void generatedOnesKeepTheRule() {
    for (int i = 0; i < 100; i++) {
      assertThat(codes(Passwords.generate())).isEmpty();
    }
  }

  private List<String> codes(String password) {
    return rule.errors(password, OWN).stream().map(FieldError::code).toList();
  }
}
