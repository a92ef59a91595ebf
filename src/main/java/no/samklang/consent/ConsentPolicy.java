package no.samklang.consent;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import no.samklang.bus.Failure;
import no.samklang.bus.Failure.FieldError;

/**
 * What makes a consent valid (PART-4, PLAN-8).
 *
 * @param ofAge whether the owner consents alone, empty when the birth date isn't known
 * @param hasConsent whether one is valid today
 */
record ConsentPolicy(LocalDate today, Optional<Boolean> ofAge, boolean hasConsent) {
  private static final int MAX_YEARS = 5;

  /**
   * The consent as it is kept. Fails with {@link Failure.Invalid} {@code consent.guardianNeeded},
   * {@code consent.ownerOfAge}, {@code consent.reasonNeeded} or {@code consent.invalid}.
   */
  ConsentInput check(ConsentInput input, ConsentSource source) {
    ConsentInput whole = complete(input, source);
    requireCapacity(whole.capacity(), source);
    List<FieldError> errors = new ArrayList<>();
    checkDates(whole, errors);
    checkWords(whole, source, errors);
    if (!errors.isEmpty()) {
      throw new Failure.Invalid("consent.invalid", errors);
    }
    return whole;
  }

  /** Too young to consent alone. */
  boolean guardianNeeded() {
    return !ofAge.orElse(true);
  }

  private static ConsentInput complete(ConsentInput input, ConsentSource source) {
    Capacity plain = source == ConsentSource.GUARDIAN ? Capacity.GUARDIAN : Capacity.OWNER;
    Capacity capacity = input.capacity() == null ? plain : input.capacity();
    return new ConsentInput(
        input.from(),
        input.until(),
        stripped(input.scope()),
        capacity,
        capacity == Capacity.OWNER ? null : stripped(input.givenByName()),
        capacity == Capacity.REPRESENTATIVE ? stripped(input.reason()) : null,
        Boolean.TRUE.equals(input.differentiated()));
  }

  private static String stripped(String text) {
    return text == null || text.isBlank() ? null : text.strip();
  }

  private void requireCapacity(Capacity capacity, ConsentSource source) {
    if (capacity == Capacity.OWNER && guardianNeeded()) {
      throw new Failure.Invalid("consent.guardianNeeded", "capacity", "consent.guardianNeeded");
    }
    if (capacity == Capacity.GUARDIAN && ofAge.orElse(false)) {
      throw new Failure.Invalid("consent.ownerOfAge", "capacity", "consent.ownerOfAge");
    }
    boolean own =
        source == ConsentSource.OWNER ? capacity == Capacity.OWNER : capacity == Capacity.GUARDIAN;
    if (source != ConsentSource.COORDINATOR && !own) {
      throw new Failure.Invalid("consent.invalid", "capacity", "invalid");
    }
  }

  private void checkDates(ConsentInput input, List<FieldError> errors) {
    if (hasConsent && input.from().isAfter(today)) {
      errors.add(new FieldError("from", "date.future")); // the plan would be shut until then
    }
    if (input.from().isBefore(today.minusYears(MAX_YEARS))) {
      errors.add(new FieldError("from", "date.tooEarly"));
    }
    if (input.until().isBefore(input.from())) {
      errors.add(new FieldError("until", "date.beforeFrom"));
    } else if (input.until().isBefore(today)) {
      errors.add(new FieldError("until", "date.past"));
    } else if (input.until().isAfter(today.plusYears(MAX_YEARS))) {
      errors.add(new FieldError("until", "date.tooLate"));
    }
  }

  private static void checkWords(
      ConsentInput input, ConsentSource source, List<FieldError> errors) {
    if (input.scope() == null) {
      errors.add(new FieldError("scope", "required"));
    }
    boolean named = source != ConsentSource.COORDINATOR || input.capacity() == Capacity.OWNER;
    if (!named && input.givenByName() == null) {
      errors.add(new FieldError("givenByName", "required"));
    }
    if (input.capacity() == Capacity.REPRESENTATIVE && input.reason() == null) {
      throw new Failure.Invalid("consent.reasonNeeded", "reason", "required");
    }
  }
}
