package no.samklang.contact;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.PhoneNumberUtil.ValidationResult;
import com.google.i18n.phonenumbers.Phonenumber;
import java.util.Optional;

/**
 * A phone or fax number of any type.
 *
 * @param e164 in E.164 format
 */
public record PhoneNumber(String e164) {
  private static final String DEFAULT_REGION = "NO";
  private static final PhoneNumberUtil NUMBERS = PhoneNumberUtil.getInstance();

  /**
   * Parses a number in a customary notation; one without a country code is Norwegian. Checks
   * country and length only.
   *
   * @return empty when it can't be a phone number
   */
  public static Optional<PhoneNumber> parse(String written) {
    try {
      Phonenumber.PhoneNumber number = NUMBERS.parse(written, DEFAULT_REGION);
      boolean possible =
          !number.hasExtension()
              && NUMBERS.isPossibleNumberWithReason(number) == ValidationResult.IS_POSSIBLE;
      return possible
          ? Optional.of(new PhoneNumber(NUMBERS.format(number, PhoneNumberFormat.E164)))
          : Optional.empty();
    } catch (NumberParseException e) {
      return Optional.empty();
    }
  }

  /**
   * As it is written in Norway: {@code 900 55 123}, or with the country code of another country.
   */
  public String inNorwegianNotation() {
    try {
      Phonenumber.PhoneNumber number = NUMBERS.parse(e164, DEFAULT_REGION);
      boolean norwegian =
          number.getCountryCode() == NUMBERS.getCountryCodeForRegion(DEFAULT_REGION);
      return NUMBERS.format(
          number, norwegian ? PhoneNumberFormat.NATIONAL : PhoneNumberFormat.INTERNATIONAL);
    } catch (NumberParseException e) {
      return e164; // of an earlier version, which stored numbers as they were written
    }
  }

  @Override
  public String toString() {
    return "PhoneNumber";
  }
}
