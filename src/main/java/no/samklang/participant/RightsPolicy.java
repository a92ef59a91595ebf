package no.samklang.participant;

import java.time.LocalDate;
import java.util.Objects;
import no.samklang.access.Membership;
import no.samklang.access.Role;
import no.samklang.bus.Failure;
import no.samklang.participant.Cards.RightsDecision;

/** Who may raise and lower whose rights, and end whose access (PART-1, PART-5). */
final class RightsPolicy {
  private RightsPolicy() {}

  /**
   * Whether {@code me} may decide so about the {@code subject}.
   *
   * @param me has {@link no.samklang.access.Right#DECIDE_RIGHTS}
   */
  static void check(Membership me, ParticipantState subject, RightsDecision wanted) {
    if (subject.isOwner()) {
      throw new Failure.Invalid("rights.ofOwner", "rights", "notAllowed");
    }
    requireTheRole(me, subject, wanted);
    requireADayToCome(me.today(), subject, wanted);
    requireACoordinator(subject, wanted);
    requireNoMoreForWhoRunsIt(me, subject, wanted);
  }

  /** Only who runs the plan says who is what in it, and until when. */
  private static void requireTheRole(
      Membership me, ParticipantState subject, RightsDecision wanted) {
    boolean sameRole = subject.role() == wanted.role();
    if (sameRole && Objects.equals(subject.endsOn(), wanted.endsOn())) {
      return;
    }
    boolean ofCoordinator = subject.isCoordinator() || wanted.role() == Role.COORDINATOR;
    requireMayRun(me, ofCoordinator, sameRole ? "endsOn" : "role");
    if (!me.isCoordinator()) {
      throw new Failure.Forbidden("access.denied");
    }
    if (!sameRole && wanted.role() == Role.GUARDIAN) {
      requireAnother(me, subject);
    }
  }

  /** Nobody makes themselves guardian, nor does a substitute make anybody one (PLAN-8). */
  private static void requireAnother(Membership me, ParticipantState subject) {
    if (me.participant().equals(subject.participant())) {
      throw new Failure.Forbidden("rights.own");
    }
    if (me.substitute()) {
      throw new Failure.Forbidden("access.denied");
    }
  }

  /** A substitute makes nobody coordinator and takes it from nobody; nor does the owner. */
  private static void requireMayRun(Membership me, boolean ofCoordinator, String field) {
    if (ofCoordinator && me.substitute()) {
      throw new Failure.Forbidden("access.denied");
    }
    if (ofCoordinator && !me.isCoordinator()) {
      throw new Failure.Invalid("rights.ofCoordinator", field, "notAllowed");
    }
  }

  private static void requireADayToCome(
      LocalDate today, ParticipantState subject, RightsDecision wanted) {
    LocalDate endsOn = wanted.endsOn();
    if (endsOn != null && endsOn.isBefore(today) && !endsOn.equals(subject.endsOn())) {
      throw new Failure.Invalid("request.invalid", "endsOn", "date.past");
    }
  }

  private static void requireACoordinator(ParticipantState subject, RightsDecision wanted) {
    boolean stops = wanted.role() != Role.COORDINATOR;
    boolean ends = wanted.endsOn() != null && !wanted.endsOn().equals(subject.endsOn());
    if (subject.isCoordinator() && (stops || ends) && !subject.hasOtherCoordinator()) {
      throw new Failure.Conflict("coordinator.last", null);
    }
  }

  /** Those who run the plan can't take back, nor give each other, what the owner has taken. */
  private static void requireNoMoreForWhoRunsIt(
      Membership me, ParticipantState subject, RightsDecision wanted) {
    if (me.decides() || wanted.rights().isWithin(subject.rights())) {
      return;
    }
    if (me.participant().equals(subject.participant())) {
      throw new Failure.Forbidden("rights.own");
    }
    if (subject.isCoordinator()) {
      throw new Failure.Forbidden("rights.ofCoordinator");
    }
    if (!wanted.rights().isWithin(subject.limit())) {
      throw new Failure.Forbidden("rights.ownerDecided");
    }
  }

  /** Whether {@code me} may take the {@code subject} out of the plan; anyone may leave it. */
  static void checkRemoval(Membership me, boolean mayRemove, ParticipantState subject) {
    boolean leaves = me.participant().equals(subject.participant());
    if (!leaves && !mayRemove) {
      throw new Failure.Forbidden("access.denied");
    }
    if (subject.isOwner()) {
      throw new Failure.Invalid("participant.owner", "participantId", "notAllowed");
    }
    requireMayRun(me, subject.isCoordinator() && !leaves, "participantId");
    if (subject.isCoordinator() && !subject.hasOtherCoordinator()) {
      throw new Failure.Conflict("coordinator.last", null);
    }
  }
}
