package no.samklang.person;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import no.samklang.bus.Failure;
import no.samklang.bus.Failure.FieldError;
import no.samklang.contact.EmailAddress;
import no.samklang.contact.MobileNumber;
import no.samklang.contact.PhoneNumber;

/** What a person must be (PERSON-2). */
final class PersonPolicy {
  private static final LocalDate MIN_BIRTH_DATE = LocalDate.of(1900, 1, 1);

  private final LocalDate today;
  private final List<FieldError> errors = new ArrayList<>();

  private PersonPolicy(LocalDate today) {
    this.today = today;
  }

  /**
   * The person as the register keeps it: without spaces around, numbers as E.164. Fails with {@link
   * Failure.Invalid} {@code person.invalid}, which tells all that is wrong.
   */
  static PersonInput check(PersonInput given, LocalDate today) {
    PersonPolicy rule = new PersonPolicy(today);
    PersonInput checked = rule.checked(given);
    if (!rule.errors.isEmpty()) {
      throw new Failure.Invalid("person.invalid", rule.errors);
    }
    return checked;
  }

  private PersonInput checked(PersonInput given) {
    requireContact(given);
    return new PersonInput(
        name("firstName", given.firstName()),
        name("lastName", given.lastName()),
        birthDate(given.birthDate()),
        line("workplace", given.workplace()),
        line("jobTitle", given.jobTitle()),
        read("email", given.email(), text -> EmailAddress.parse(text).map(EmailAddress::written)),
        read("mobile", given.mobile(), text -> MobileNumber.parse(text).map(MobileNumber::e164)),
        read("phone", given.phone(), text -> PhoneNumber.parse(text).map(PhoneNumber::e164)),
        read("fax", given.fax(), text -> PhoneNumber.parse(text).map(PhoneNumber::e164)),
        given.hidePhone(),
        given.hideMobile(),
        line("street", given.street()),
        line("postcode", given.postcode()),
        line("city", given.city()),
        given.limitSearch());
  }

  /** One of the two is where the one-time code goes. */
  private void requireContact(PersonInput given) {
    if (stripped(given.email()) == null && stripped(given.mobile()) == null) {
      wrong("email", "person.contactRequired");
      wrong("mobile", "person.contactRequired");
    }
  }

  private String name(String field, String given) {
    String name = line(field, given);
    if (name == null) {
      wrong(field, "required");
    }
    return name;
  }

  private LocalDate birthDate(LocalDate date) {
    if (date != null && date.isAfter(today)) {
      wrong("birthDate", "date.future");
    } else if (date != null && date.isBefore(MIN_BIRTH_DATE)) {
      wrong("birthDate", "invalid");
    }
    return date;
  }

  private String read(String field, String given, Function<String, Optional<String>> reading) {
    String text = stripped(given);
    Optional<String> read = Optional.ofNullable(text).flatMap(reading);
    if (text != null && read.isEmpty()) {
      wrong(field, field.equals("fax") ? "phone.invalid" : field + ".invalid");
    }
    return read.orElse(null);
  }

  private String line(String field, String given) {
    String text = stripped(given);
    if (text != null && text.chars().anyMatch(Character::isISOControl)) {
      wrong(field, "invalid");
    }
    return text;
  }

  private static String stripped(String text) {
    return text == null || text.isBlank() ? null : text.strip();
  }

  private void wrong(String field, String code) {
    errors.add(new FieldError(field, code));
  }
}
