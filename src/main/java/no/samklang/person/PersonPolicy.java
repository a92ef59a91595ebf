package no.samklang.person;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import no.samklang.contact.EmailAddress;
import no.samklang.contact.MobileNumber;
import no.samklang.contact.PhoneNumber;
import no.samklang.error.Failure;
import no.samklang.error.Failure.FieldError;
import no.samklang.text.VisibleText;

/**
 * Validation of a person's data (PERSON-2). E-mail and mobile may both be empty: the address for
 * one-time codes is required when the person gets an account, and as long as there is one.
 */
final class PersonPolicy {
  private static final LocalDate MIN_BIRTH_DATE = LocalDate.of(1900, 1, 1);
  private static final int MAX_DAYS_TO_BIRTH = 300;
  private static final int MAX_YEARS_SINCE_DUE = 1;

  private final LocalDate today;
  private final PersonInput before;
  private final List<FieldError> errors = new ArrayList<>();

  private PersonPolicy(LocalDate today, PersonInput before) {
    this.today = today;
    this.before = before;
  }

  /**
   * Validates and normalises the input: texts stripped, numbers in E.164. Fails with {@link
   * Failure.Invalid} {@code person.invalid} and all field errors.
   */
  static PersonInput validate(PersonInput input, LocalDate today) {
    return validate(input, PersonInput.of(null, null, null, null, null), today);
  }

  /**
   * As {@link #validate(PersonInput, LocalDate)}; addresses, numbers and a due date that aren't
   * changed are valid, whatever the rules were, and whatever day it was, when they were entered.
   */
  static PersonInput validate(PersonInput input, PersonInput before, LocalDate today) {
    PersonPolicy policy = new PersonPolicy(today, before);
    PersonInput validated = policy.validated(input);
    if (!policy.errors.isEmpty()) {
      throw new Failure.Invalid("person.invalid", policy.errors);
    }
    return validated;
  }

  private PersonInput validated(PersonInput input) {
    return new PersonInput(
        name("firstName", input.firstName()),
        name("lastName", input.lastName()),
        birthDate(input.birthDate()),
        input.birthDate() == null ? dueDate(input.dueDate()) : null,
        singleLine("workplace", input.workplace()),
        singleLine("jobTitle", input.jobTitle()),
        changed("email", input.email(), before.email(), PersonPolicy::email),
        changed("mobile", input.mobile(), before.mobile(), PersonPolicy::mobile),
        changed("phone", input.phone(), before.phone(), PersonPolicy::phone),
        changed("fax", input.fax(), before.fax(), PersonPolicy::phone),
        input.hidePhone(),
        input.hideMobile(),
        singleLine("street", input.street()),
        singleLine("postcode", input.postcode()),
        singleLine("city", input.city()),
        input.limitSearch());
  }

  private String name(String field, String input) {
    String name = singleLine(field, input);
    if (name == null) {
      addError(field, "required");
    }
    return name;
  }

  private LocalDate birthDate(LocalDate date) {
    if (date != null && date.isAfter(today)) {
      addError("birthDate", "date.future");
    } else if (date != null && date.isBefore(MIN_BIRTH_DATE)) {
      addError("birthDate", "invalid");
    }
    return date;
  }

  /** A birth date takes the due date's place. */
  private LocalDate dueDate(LocalDate date) {
    if (date == null || date.equals(before.dueDate())) {
      return date;
    }
    if (date.isAfter(today.plusDays(MAX_DAYS_TO_BIRTH))) {
      addError("dueDate", "date.tooFar");
    } else if (date.isBefore(today.minusYears(MAX_YEARS_SINCE_DUE))) {
      addError("dueDate", "dueDate.passed");
    }
    return date;
  }

  private String changed(
      String field, String input, String before, Function<String, Optional<String>> parser) {
    return input != null && input.equals(before) ? before : parse(field, input, parser);
  }

  private static Optional<String> email(String text) {
    return EmailAddress.parse(text).map(EmailAddress::written);
  }

  private static Optional<String> mobile(String text) {
    return MobileNumber.parse(text).map(MobileNumber::e164);
  }

  private static Optional<String> phone(String text) {
    return PhoneNumber.parse(text).map(PhoneNumber::e164);
  }

  private String parse(String field, String input, Function<String, Optional<String>> parser) {
    String text = stripped(input);
    Optional<String> parsed = Optional.ofNullable(text).flatMap(parser);
    if (text != null && parsed.isEmpty()) {
      addError(field, field.equals("fax") ? "phone.invalid" : field + ".invalid");
    }
    return parsed.orElse(null);
  }

  private String singleLine(String field, String input) {
    String text = stripped(input);
    if (text != null && !VisibleText.isLine(text)) {
      addError(field, "text.invisible");
    }
    return text;
  }

  private static String stripped(String text) {
    return text == null || text.isBlank() ? null : text.strip();
  }

  private void addError(String field, String code) {
    errors.add(new FieldError(field, code));
  }
}
