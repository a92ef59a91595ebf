package no.samklang.participant;

import java.time.LocalDate;
import no.samklang.access.Membership;
import no.samklang.error.Failure;

/** Rules for the consent of one participant, inside the plan's (PART-4). */
final class ParticipantConsentPolicy {
  private ParticipantConsentPolicy() {}

  /**
   * Validates that the participant's consent can be withdrawn. Fails with {@code consent.notNeeded}
   * for those whose access doesn't rest on it: who decides for the owner, and coordinators.
   */
  static void validateWithdrawal(ParticipantConsentState subject) {
    requireApplies(subject.needsConsent());
  }

  /**
   * Validates a new period.
   *
   * @param until the last day; null follows the plan's consent
   */
  static void validatePeriod(Membership me, ParticipantConsentState subject, LocalDate until) {
    requireApplies(subject.mayBeGiven(until));
    if (!me.hasOwnerAuthority()) {
      requireNotWithdrawnByOwner(subject);
    }
    requireWithinPlan(me, until, "until");
  }

  /**
   * Requires that a participant's last day isn't before today, nor after that of the plan's
   * consent. Fails with {@code date.past} or {@code date.afterConsent} of the field.
   */
  static void requireWithinPlan(Membership me, LocalDate until, String field) {
    if (until == null) {
      return;
    }
    if (until.isBefore(me.today())) {
      throw new Failure.Invalid("request.invalid", field, "date.past");
    }
    if (me.consentUntil() == null || until.isAfter(me.consentUntil())) {
      throw new Failure.Invalid("request.invalid", field, "date.afterConsent");
    }
  }

  /** Requires that nobody with the owner's authority has withdrawn the consent (PART-1). */
  static void requireNotWithdrawnByOwner(ParticipantConsentState subject) {
    if (subject.withdrawnByOwner()) {
      throw new Failure.Forbidden("rights.ownerDecided");
    }
  }

  private static void requireApplies(boolean applies) {
    if (!applies) {
      throw new Failure.Invalid("consent.notNeeded", "participantId", "notAllowed");
    }
  }
}
