package no.samklang.person;

import java.util.Optional;
import no.samklang.contact.MobileNumber;
import no.samklang.error.Failure;

/**
 * That a phone is lost or has a new number (PERSON-8).
 *
 * @param mobile the new number as written; null for none yet
 */
record LostPhone(String mobile) {

  /** The new number in E.164; fails with {@link Failure.Invalid} {@code person.invalid}. */
  Optional<String> number() {
    if (mobile == null || mobile.isBlank()) {
      return Optional.empty();
    }
    return Optional.of(
        MobileNumber.parse(mobile)
            .map(MobileNumber::e164)
            .orElseThrow(() -> invalid("mobile.invalid")));
  }

  static Failure.Invalid invalid(String code) {
    return new Failure.Invalid("person.invalid", "mobile", code);
  }

  @Override
  public String toString() {
    return "LostPhone";
  }
}
