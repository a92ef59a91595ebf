package no.samklang.participant;

import java.time.LocalDate;
import no.samklang.access.AccessPolicy;
import no.samklang.access.Membership;
import no.samklang.access.Right;
import no.samklang.access.Rights;
import no.samklang.access.Role;
import no.samklang.error.Failure;
import no.samklang.participant.Cards.RightsDecision;

/** Rules for raising and lowering rights and for ending access (PART-1, PART-5). */
final class RightsPolicy {
  private RightsPolicy() {}

  /**
   * Validates a decision of {@code me} about the {@code subject}.
   *
   * @param me has {@link no.samklang.access.Right#DECIDE_RIGHTS}
   */
  static void validateDecision(Membership me, ParticipantState subject, RightsDecision decision) {
    if (subject.isOwner()) {
      throw new Failure.Invalid("rights.owner", "rights", "notAllowed");
    }
    requireRoleAllowed(me, subject, decision);
    requireAllowedEnd(me, subject, decision);
    requireCoordinatorRemains(subject, decision);
    requireWithinLimit(me, subject, decision);
  }

  /** Only a coordinator changes roles and end dates. */
  private static void requireRoleAllowed(
      Membership me, ParticipantState subject, RightsDecision decision) {
    boolean sameRole = subject.role() == decision.role();
    if (sameRole && !subject.isEndChangedBy(decision)) {
      return;
    }
    boolean affectsCoordinator = subject.isCoordinator() || decision.role() == Role.COORDINATOR;
    requireMayChangeCoordinator(me, affectsCoordinator, sameRole ? "endsOn" : "role");
    if (!me.isCoordinator()) {
      throw new Failure.Forbidden("access.denied");
    }
    if (!sameRole && decision.role() == Role.GUARDIAN) {
      requireMayAppointGuardian(me, subject);
    }
  }

  /** No caller appoints themselves guardian; a substitute appoints no guardian (PLAN-8). */
  private static void requireMayAppointGuardian(Membership me, ParticipantState subject) {
    if (me.participant().equals(subject.participant())) {
      throw new Failure.Forbidden("rights.self");
    }
    if (me.substitute()) {
      throw new Failure.Forbidden("access.denied");
    }
  }

  /** Neither a substitute nor the owner appoints or demotes coordinators. */
  private static void requireMayChangeCoordinator(
      Membership me, boolean affectsCoordinator, String field) {
    if (affectsCoordinator && me.substitute()) {
      throw new Failure.Forbidden("access.denied");
    }
    if (affectsCoordinator && !me.isCoordinator()) {
      throw new Failure.Invalid("rights.coordinator", field, "notAllowed");
    }
  }

  /**
   * A consent period is changed by those who may renew the consent, and is inside the plan's
   * (PART-4); a coordinator's end is no such period.
   */
  private static void requireAllowedEnd(
      Membership me, ParticipantState subject, RightsDecision decision) {
    if (subject.isEndChangedBy(decision)) {
      if (decision.role() == Role.COORDINATOR) {
        requireNotPast(me, decision.endsOn());
      } else {
        AccessPolicy.require(me, Right.RENEW_CONSENT);
        ParticipantConsentPolicy.requireWithinPlan(me, decision.endsOn(), "endsOn");
      }
    }
  }

  private static void requireNotPast(Membership me, LocalDate endsOn) {
    if (endsOn != null && endsOn.isBefore(me.today())) {
      throw new Failure.Invalid("request.invalid", "endsOn", "date.past");
    }
  }

  private static void requireCoordinatorRemains(ParticipantState subject, RightsDecision decision) {
    boolean losesRole = decision.role() != Role.COORDINATOR;
    boolean getsEndDate = decision.endsOn() != null && subject.isEndChangedBy(decision);
    if (subject.isCoordinator() && (losesRole || getsEndDate) && !subject.hasOtherCoordinator()) {
      throw new Failure.Conflict("coordinator.required", null);
    }
  }

  /** Coordinators can't restore, for themselves or each other, what the owner has revoked. */
  private static void requireWithinLimit(
      Membership me, ParticipantState subject, RightsDecision decision) {
    if (me.hasOwnerAuthority() || decision.rights().isSubsetOf(subject.rights())) {
      return;
    }
    if (me.participant().equals(subject.participant())) {
      throw new Failure.Forbidden("rights.self");
    }
    if (subject.isCoordinator()) {
      throw new Failure.Forbidden("rights.coordinator");
    }
    if (!decision.rights().isSubsetOf(subject.limit())) {
      throw new Failure.Forbidden("rights.ownerDecided");
    }
  }

  /**
   * The most that {@code me} may grant the {@code subject} now (PART-1): for coordinators what they
   * and other coordinators have already, and for others the limit set by the owner.
   */
  static Rights maxRights(Membership me, ParticipantState subject) {
    if (me.hasOwnerAuthority()) {
      return Rights.limit(null);
    }
    boolean isSelf = me.participant().equals(subject.participant());
    return isSelf || subject.isCoordinator() ? subject.rights() : subject.limit();
  }

  /**
   * Validates that {@code me} may remove the {@code subject}; participants may remove themselves.
   */
  static void validateRemoval(Membership me, boolean mayRemove, ParticipantState subject) {
    boolean isSelf = me.participant().equals(subject.participant());
    if (!isSelf && !mayRemove) {
      throw new Failure.Forbidden("access.denied");
    }
    if (subject.isOwner()) {
      throw new Failure.Invalid("participant.owner", "participantId", "notAllowed");
    }
    requireMayChangeCoordinator(me, subject.isCoordinator() && !isSelf, "participantId");
    if (subject.isCoordinator() && !subject.hasOtherCoordinator()) {
      throw new Failure.Conflict("coordinator.required", null);
    }
  }
}
