package no.samklang.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import com.nulabinc.zxcvbn.StandardDictionaries;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import no.samklang.error.Failure.FieldError;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Password rules (LOGIN-5). */
class PasswordRuleTest {
  private static final List<String> OWN = List.of("planeier", "Amund Kristoffer", "Prøve-Testnes");

  private final PasswordRule rule = new PasswordRule(6);

  @ParameterizedTest
  @CsvSource({
    "Ab1xy, password.tooShort",
    "fjellbekk42, password.upperCaseRequired",
    "FJELLBEKK42, password.lowerCaseRequired",
    "Fjellbekk, password.digitRequired"
  })
  void requiresLengthLettersAndDigit(String password, String code) {
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
        "Iloveyou!1",
        "Jennifer1",
        "Kitten1",
        "Heaven1",
        "Babygirl1",
        "Computer1",
        "Aa1234",
        "Abcdef1",
        "Fedcba!1",
        "Aaaaaa1",
        "Abc123",
        "Abc12377!",
        "Jon777",
        "Abcdefg1",
        "$ecreT12",
        "Jklmno!1",
        "Yah001",
        "Dr460n",
        "He77o12",
        "B!11ie1",
        "P.a.s.s.w.o.r.d.1",
        "Pass1word",
        "P@ss12",
        "L1tt1e!2",
        "dr0w$$4P1",
        "P.4.5.5!w.0.r.d",
        "Q1w2e3r4t5",
        "DragonDragon1",
        "Dragon1Dragon1",
        "Pássẅørd1",
        "Ｐａｓｓｗｏｒｄ1"
      })
  void commonPasswordsAreRejectedInAnyForm(String password) {
    assertThat(codes(password)).contains("password.tooCommon");
  }

  /** Otherwise it wouldn't be whole in any window. */
  @Test
  void commonPasswordsFitMaxWordLength() {
    assertThat(CommonPasswords.ranked().keySet())
        .allMatch(word -> word.length() <= DictionaryMatches.MAX_WORD_LENGTH);
  }

  @Test
  void longNameIsRejected() {
    String name = "administrasjonskonsulentenes";
    assertThat(rule.errors("Administrasjonskonsulentenes1", List.of(name))).isNotEmpty();
    assertThat(rule.errors("Samklang-demo-1", List.of(name))).isEmpty();
  }

  @Test
  void commonPasswordsWithCapitalAndDigitAreRejected() {
    assertThat(mostUsed()).hasSizeGreaterThan(8_000);
    assertThat(mostUsed())
        .filteredOn(password -> !codes(password).equals(List.of("password.tooCommon")))
        .isEmpty();
  }

  /** The common way to satisfy the rule: capital first, "1" appended. */
  private static List<String> mostUsed() {
    return CommonPasswords.frequencies(StandardDictionaries.PASSWORDS_LOADER).stream()
        .limit(CommonPasswords.COUNT)
        .filter(word -> word.chars().filter(Character::isLetter).count() >= 4)
        .map(word -> withCapital(word) + "1")
        .filter(word -> word.length() >= 6)
        .toList();
  }

  private static String withCapital(String word) {
    Matcher letter = Pattern.compile("\\p{L}").matcher(word);
    return letter.replaceFirst(first -> first.group().toUpperCase(Locale.ROOT));
  }

  @ParameterizedTest
  @ValueSource(strings = {"Jon4711", "Abc!4711", "Xq1234", "Ab-94-17"})
  void shortCommonWordAloneIsAccepted(String password) {
    assertThat(codes(password)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"Planeier1", "pl4nEIer", "Amund2010", "Kristoffer1", "1Testnes!", "reienalP1"})
  void ownNamesAreRejectedInAnyForm(String password) {
    assertThat(codes(password)).contains("password.containsName");
  }

  @ParameterizedTest
  @CsvSource({
    "FrodeLiksom1, frode, Frode, Liksom",
    "KariTestnes1, koordinator, Kari, Testnes",
    "Kari.Testnes1, koordinator, Kari, Testnes",
    "Kari!Testnes1, koordinator, Kari, Testnes",
    "K4r1+T3stn3$99, koordinator, Kari, Testnes",
    "sentseTiraK1, koordinator, Kari, Testnes",
    "TestnesKari2010, koordinator, Kari, Testnes",
    "KariKoordinator1, koordinator, Kari, Testnes",
    "KarikariKarikari1, koordinator, Kari, Testnes",
    "KariTestnesOg1, koordinator, Kari, Testnes",
    "Kari1985x, kari.testnes85, Kari, Testnes",
    "Ka1ri2Testnes, koordinator, Kari, Testnes",
    "IdaAndersen1, ida73, Ida, Andersen",
    "Ida734!, ida73, Ida, Andersen",
    "Ovingsen1, lege, Anna, Øvingsen",
    "Oevingsen1, lege, Anna, Øvingsen",
    "Øvingsen1, lege, Anna, Oevingsen",
    "Odegaard1, lege, Anna, Ødegård",
    "Ødegård1, lege, Anna, Odegaard",
    "Saether1, lege, Anna, Sæther",
    "Sather1, lege, Anna, Sæther",
    "Renee12, lege, Renée, Dahl",
    "Bobobo1, bo, Bo, Li",
    "Kari-4711, k4ri, Ola, Dal",
    "K-4-r-i!4711, k4ri, Ola, Dal",
    "Tho\u0301r-4711, lege, Þór, Dal"
  })
  void combinedAndRespelledNamesAreRejected(
      String password, String username, String first, String last) {
    assertThat(rule.errors(password, List.of(username, first, last)))
        .extracting(FieldError::code)
        .contains("password.containsName");
  }

  @Test
  void twoLetterNameDoesNotForbidWords() {
    assertThat(rule.errors("Bordlampe1", List.of("bo", "Bo", "Li"))).isEmpty();
    assertThat(rule.errors("Hybo-4711", List.of("bo", "Bo", "Li"))).isEmpty();
  }

  @Test
  void namesWithoutUsablePartsAreIgnored() {
    assertThat(rule.errors("Fjellbekk-42", List.of("", "A", "-"))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Samklang-demo-1",
        "Fjellbekk-42",
        "blåbærTuren7",
        "Amund liker 3 fjell",
        "PlaneierMedPassord1",
        "Dragon spiser 2 epler",
        "Kristoffer password 9 fjell"
      })
  void goodPasswordsAreAccepted(String password) {
    assertThat(codes(password)).isEmpty();
  }

  @Test
  void minimumLengthIsConfigurable() {
    assertThat(new PasswordRule(12).errors("Fjellbekk42", OWN))
        .extracting(FieldError::code)
        .containsExactly("password.tooShort");
  }

  @DisplayName("LOGIN-5: what a Norwegian guesser tries first is refused")
  @ParameterizedTest
  @ValueSource(
      strings = {
        "Samklang1",
        "Kommune2026",
        "Vinter26",
        "Hei123",
        "Hei2026!",
        "Sommer-2025",
        "Høst2026",
        "Haust26",
        "V\u00e5r2026",
        "P\u00e5ske1",
        "Oslo2026",
        "Trondheim1",
        "Tromso99",
        "Desember2026",
        "Velkommen1",
        "Passord123",
        "S4mklang!1",
        "Eksempelvik1",
        "Rosenborg1"
      })
  void norwegianGuessesAreRefused(String password) {
    assertThat(rule.errors(password, List.of()))
        .extracting(FieldError::code)
        .containsExactly("password.tooCommon");
  }

  @ParameterizedTest
  @ValueSource(strings = {"Samklang-demo-1", "Vinterfugl-i-Oslo9", "Kommunevåpen7hest", "Osp1947x"})
  void longerNorwegianPhrasesAreAccepted(String password) {
    assertThat(rule.errors(password, List.of())).isEmpty();
  }

  /** Name parts that are empty or digits only after normalisation. */
  @ParameterizedTest
  @CsvSource({
    "91234567, Kari, Testnes",
    "kari.85, 85, 1985",
    "kari.1985, Kari, Testnes",
    "7.4, 0, 1",
    "--, ..., @@",
    "\u0301\u0301, \u200b\u200b, \u3164\u3164",
    "½½, ²³, ①②"
  })
  void namesWithoutLettersAreIgnored(String username, String first, String last) {
    List<String> names = List.of(username, first, last);
    assertThat(rule.errors("Sommerfugl-77-blå", names)).isEmpty();
    assertThat(rule.errors("Xq-85-00-7", names)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "91234567Aa, 91234567",
    "Aa76543219, 91234567",
    "Aa-91 23-45 67, 91234567",
    "Aa9123456791234567, 91234567",
    "Kari-1985, kari.1985",
    "Kari8585, kari.85"
  })
  void numericUsernameIsRejectedInAnyForm(String password, String username) {
    assertThat(rule.errors(password, List.of(username, "Ola", "Dal")))
        .extracting(FieldError::code)
        .contains("password.containsName");
  }

  @Test
  void veryLongPasswordIsAccepted() {
    assertThat(codes("Aa1" + "x7".repeat(90))).isEmpty();
  }

  @Test
  void veryLongPasswordIsChecked() {
    assertThat(codes("Password" + "1!".repeat(96))).containsExactly("password.tooCommon");
    assertThat(codes("!1".repeat(96) + "Planeier")).containsExactly("password.containsName");
    assertThat(codes("Planeier" + "planeier".repeat(23) + "1"))
        .containsExactly("password.containsName");
  }

  /**
   * Worst-case input: all characters ambiguous, five times the contract's maximum length.
   * Unprepared, zxcvbn takes minutes for one of these.
   */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "1",
        "!",
        "7",
        "6$",
        "4@8(",
        "æøå",
        "aA",
        "1!|7+",
        "a4@(8{3[6<91!|70$5+7%2",
        "\uFDFA"
      })
  void timeIsBoundedByLength(String part) {
    String longest = ("Aa1" + part.repeat(1000)).substring(0, 1000);
    assertTimeoutPreemptively(
        Duration.ofSeconds(30), () -> rule.errors(longest, List.of("x".repeat(100), "Kari", "7")));
  }

  @Test
  void generatedPasswordsSatisfyRule() {
    for (int i = 0; i < 100; i++) {
      assertThat(codes(PasswordHasher.generate())).isEmpty();
    }
  }

  private List<String> codes(String password) {
    return rule.errors(password, OWN).stream().map(FieldError::code).toList();
  }
}
