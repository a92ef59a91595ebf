package no.samklang.contact;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.PhoneNumberUtil.ValidationResult;
import com.google.i18n.phonenumbers.Phonenumber;
import java.util.Optional;

/**
 * A number of any telephone or fax.
 *
 * @param e164 with a plus and the country's code, and nothing but digits after it
 */
public record PhoneNumber(String e164) {
  private static final String COUNTRY = "NO";
  private static final PhoneNumberUtil NUMBERS = PhoneNumberUtil.getInstance();

  /**
   * Reads a number as people write it; one without a country's code is Norwegian. Judges by country
   * and length only.
   *
   * @return empty when no telephone can have it
   */
  public static Optional<PhoneNumber> parse(String written) {
    try {
      Phonenumber.PhoneNumber number = NUMBERS.parse(written, COUNTRY);
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

  @Override
  public String toString() {
    return "PhoneNumber";
  }
}
