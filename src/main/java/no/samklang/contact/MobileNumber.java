package no.samklang.contact;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberType;
import com.google.i18n.phonenumbers.PhoneNumberUtil.ValidationResult;
import com.google.i18n.phonenumbers.Phonenumber;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * A mobile number.
 *
 * @param e164 with a plus and the country's code, and nothing but digits after it: {@code
 *     +4791234567}
 */
public record MobileNumber(String e164) {
  // a number without a country's code is Norwegian
  private static final String COUNTRY = "NO";
  private static final Set<PhoneNumberType> WITHOUT_SMS =
      EnumSet.of(
          PhoneNumberType.FIXED_LINE,
          PhoneNumberType.TOLL_FREE,
          PhoneNumberType.PREMIUM_RATE,
          PhoneNumberType.SHARED_COST,
          PhoneNumberType.UAN,
          PhoneNumberType.VOICEMAIL);
  private static final PhoneNumberUtil NUMBERS = PhoneNumberUtil.getInstance();

  /**
   * Reads a number as people write it: {@code 912 34 567}, {@code 0047 91234567}, {@code +46 70 123
   * 45 67}. Judges by country and length, and refuses series known to get no SMS: one that was
   * given out yesterday is a number too.
   *
   * @return empty when no mobile can have it
   */
  public static Optional<MobileNumber> parse(String written) {
    try {
      Phonenumber.PhoneNumber number = NUMBERS.parse(written, COUNTRY);
      return canBeMobile(number) ? Optional.of(of(number)) : Optional.empty();
    } catch (NumberParseException e) {
      return Optional.empty();
    }
  }

  @Override
  public String toString() {
    return "MobileNumber";
  }

  private static boolean canBeMobile(Phonenumber.PhoneNumber number) {
    return !number.hasExtension()
        && NUMBERS.isPossibleNumberForTypeWithReason(number, PhoneNumberType.MOBILE)
            == ValidationResult.IS_POSSIBLE
        && !WITHOUT_SMS.contains(NUMBERS.getNumberType(number));
  }

  private static MobileNumber of(Phonenumber.PhoneNumber number) {
    return new MobileNumber(NUMBERS.format(number, PhoneNumberFormat.E164));
  }
}
