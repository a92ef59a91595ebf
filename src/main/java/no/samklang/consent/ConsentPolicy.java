package no.samklang.consent;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import no.samklang.error.Failure;
import no.samklang.error.Failure.FieldError;

/**
 * Rules for a valid consent (PART-4, PLAN-8).
 *
 * @param ofAge whether the owner has reached the age of consent; empty when the birth date isn't
 *     known
 * @param hasConsent whether one is valid today
 * @param needsPaper whether the last one was withdrawn, and none signed since has been put in: then
 *     it isn't a coordinator who registers the next
 */
record ConsentPolicy(
    LocalDate today, Optional<Boolean> ofAge, boolean hasConsent, boolean needsPaper) {
  private static final int MAX_YEARS = 5;

  /**
   * Validates the input and returns it normalized. Fails with {@link Failure.Invalid} {@code
   * consent.guardianRequired}, {@code consent.ownerOfAge}, {@code consent.reasonRequired} or {@code
   * consent.invalid}, and with {@link Failure.Forbidden} {@code consent.withdrawn} for a
   * coordinator without a paper. What tells of the owner's age comes last.
   */
  ConsentInput validate(ConsentInput input, ConsentSource source) {
    if (source == ConsentSource.COORDINATOR) {
      requireNotWithdrawn();
    }
    ConsentInput normalized = normalized(input, source);
    List<FieldError> errors = new ArrayList<>();
    validateDates(normalized, errors);
    validateTexts(normalized, source, errors);
    if (!errors.isEmpty()) {
      throw new Failure.Invalid("consent.invalid", errors);
    }
    requireCapacity(normalized.capacity(), source);
    return normalized;
  }

  /** Fails with {@link Failure.Forbidden} {@code consent.withdrawn} if a paper is needed. */
  void requireNotWithdrawn() {
    if (needsPaper) {
      throw new Failure.Forbidden("consent.withdrawn");
    }
  }

  /** Whether the owner is too young to consent without a guardian. */
  boolean guardianNeeded() {
    return !ofAge.orElse(true);
  }

  private static ConsentInput normalized(ConsentInput input, ConsentSource source) {
    Capacity defaultCapacity =
        source == ConsentSource.GUARDIAN ? Capacity.GUARDIAN : Capacity.OWNER;
    Capacity capacity = input.capacity() == null ? defaultCapacity : input.capacity();
    return new ConsentInput(
        input.from(),
        input.until(),
        stripToNull(input.scope()),
        stripToNull(input.notCovered()),
        capacity,
        capacity == Capacity.OWNER ? null : stripToNull(input.givenByName()),
        capacity == Capacity.REPRESENTATIVE ? stripToNull(input.reason()) : null,
        Boolean.TRUE.equals(input.differentiated()));
  }

  private static String stripToNull(String text) {
    return text == null || text.isBlank() ? null : text.strip();
  }

  private void requireCapacity(Capacity capacity, ConsentSource source) {
    if (capacity == Capacity.OWNER && guardianNeeded()) {
      throw new Failure.Invalid("consent.guardianRequired", "capacity", "consent.guardianRequired");
    }
    if (capacity == Capacity.GUARDIAN && ofAge.orElse(false)) {
      throw new Failure.Invalid("consent.ownerOfAge", "capacity", "consent.ownerOfAge");
    }
    boolean matchesSource =
        source == ConsentSource.OWNER ? capacity == Capacity.OWNER : capacity == Capacity.GUARDIAN;
    if (source != ConsentSource.COORDINATOR && !matchesSource) {
      throw new Failure.Invalid("consent.invalid", "capacity", "invalid");
    }
  }

  private void validateDates(ConsentInput input, List<FieldError> errors) {
    if (hasConsent && input.from().isAfter(today)) {
      errors.add(new FieldError("from", "date.future")); // the plan would be closed until then
    }
    if (input.from().isBefore(today.minusYears(MAX_YEARS))) {
      errors.add(new FieldError("from", "date.tooEarly"));
    }
    if (input.until().isBefore(input.from())) {
      errors.add(new FieldError("until", "date.endBeforeStart"));
    } else if (input.until().isBefore(today)) {
      errors.add(new FieldError("until", "date.past"));
    } else if (input.until().isAfter(today.plusYears(MAX_YEARS))) {
      errors.add(new FieldError("until", "date.tooLate"));
    }
  }

  private static void validateTexts(
      ConsentInput input, ConsentSource source, List<FieldError> errors) {
    if (input.scope() == null) {
      errors.add(new FieldError("scope", "required"));
    }
    boolean named = source != ConsentSource.COORDINATOR || input.capacity() == Capacity.OWNER;
    if (!named && input.givenByName() == null) {
      errors.add(new FieldError("givenByName", "required"));
    }
    if (input.capacity() == Capacity.REPRESENTATIVE && input.reason() == null) {
      throw new Failure.Invalid("consent.reasonRequired", "reason", "required");
    }
  }
}
