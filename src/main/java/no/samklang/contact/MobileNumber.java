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
import java.util.regex.Pattern;

/**
 * A mobile number.
 *
 * @param e164 in E.164 format: {@code +4791234567}
 */
public record MobileNumber(String e164) {
  // numbers without a country code are Norwegian
  private static final String DEFAULT_REGION = "NO";
  private static final Set<PhoneNumberType> MOBILE =
      EnumSet.of(PhoneNumberType.MOBILE, PhoneNumberType.FIXED_LINE_OR_MOBILE);
  private static final int NORWAY = 47;
  // series of the Norwegian numbering plan; the library's table lacks those assigned lately
  private static final Pattern NORWEGIAN_SERIES = Pattern.compile("(4|58|59|9).*");
  // country codes of satellite and other networks without a country, which gateways don't serve
  private static final String NO_COUNTRY = "001";
  private static final PhoneNumberUtil NUMBERS = PhoneNumberUtil.getInstance();

  /**
   * Parses a number in a customary notation: {@code 912 34 567}, {@code 0047 91234567}, {@code +46
   * 70 123 45 67}. The type of the number decides: a land line, a satellite or a toll-free number
   * is refused. A number of no known type is accepted in the series for mobiles in Norway, and in
   * other countries.
   *
   * @return empty when it can't be a mobile number
   */
  public static Optional<MobileNumber> parse(String written) {
    return number(written).filter(MobileNumber::isMobile).map(MobileNumber::of);
  }

  /**
   * A number of the register to send to, which may have been accepted by earlier and looser rules:
   * the gateway decides.
   */
  public static Optional<MobileNumber> sendable(String stored) {
    return number(stored).map(MobileNumber::of);
  }

  @Override
  public String toString() {
    return "MobileNumber";
  }

  private static Optional<Phonenumber.PhoneNumber> number(String written) {
    try {
      Phonenumber.PhoneNumber number = NUMBERS.parse(written, DEFAULT_REGION);
      boolean possible =
          !number.hasExtension()
              && NUMBERS.isPossibleNumberForTypeWithReason(number, PhoneNumberType.MOBILE)
                  == ValidationResult.IS_POSSIBLE;
      return possible ? Optional.of(number) : Optional.empty();
    } catch (NumberParseException e) {
      return Optional.empty();
    }
  }

  private static boolean isMobile(Phonenumber.PhoneNumber number) {
    PhoneNumberType type = NUMBERS.getNumberType(number);
    boolean hasCountry =
        !NUMBERS.getRegionCodeForCountryCode(number.getCountryCode()).equals(NO_COUNTRY);
    return hasCountry
        && (MOBILE.contains(type) || (type == PhoneNumberType.UNKNOWN && canBeNewSeries(number)));
  }

  private static boolean canBeNewSeries(Phonenumber.PhoneNumber number) {
    return number.getCountryCode() != NORWAY
        || NORWEGIAN_SERIES.matcher(NUMBERS.getNationalSignificantNumber(number)).matches();
  }

  private static MobileNumber of(Phonenumber.PhoneNumber number) {
    return new MobileNumber(NUMBERS.format(number, PhoneNumberFormat.E164));
  }
}
