package no.samklang.participant;

import java.time.LocalDate;
import java.util.Objects;
import no.samklang.access.Membership;
import no.samklang.access.Role;
import no.samklang.bus.Failure;
import no.samklang.participant.Cards.Decision;

/** Who may raise and lower whose rights, and end whose access (PART-1, PART-5). */
final class RightsRule {
  private RightsRule() {}

  /**
   * Whether {@code me} may decide so about the one in {@code place}.
   *
   * @param me has {@link no.samklang.access.Right#DECIDE_RIGHTS}
   */
  static void check(Membership me, Place place, Decision wanted) {
    if (place.isOwner()) {
      throw new Failure.Invalid("rights.ofOwner", "rights", "notAllowed");
    }
    requireTheRole(me, place, wanted);
    requireADayToCome(me.today(), place, wanted);
    requireACoordinator(place, wanted);
    requireNoMoreForWhoRunsIt(me, place, wanted);
  }

  /** Only who runs the plan says who is what in it, and until when. */
  private static void requireTheRole(Membership me, Place place, Decision wanted) {
    boolean sameRole = place.role() == wanted.role();
    if (sameRole && Objects.equals(place.endsOn(), wanted.endsOn())) {
      return;
    }
    boolean ofCoordinator = place.isCoordinator() || wanted.role() == Role.COORDINATOR;
    requireMayRun(me, ofCoordinator, sameRole ? "endsOn" : "role");
    if (!me.isCoordinator()) {
      throw new Failure.Forbidden("access.denied");
    }
    if (!sameRole && wanted.role() == Role.GUARDIAN) {
      requireAnother(me, place);
    }
  }

  /** Nobody gives themselves the word of a guardian, nor does who stands in give it (PLAN-8). */
  private static void requireAnother(Membership me, Place place) {
    if (me.participant().equals(place.participant())) {
      throw new Failure.Forbidden("rights.own");
    }
    if (me.substitute()) {
      throw new Failure.Forbidden("access.denied");
    }
  }

  /**
   * Who stands in for a while makes nobody coordinator and takes it from nobody; nor does the
   * owner.
   */
  private static void requireMayRun(Membership me, boolean ofCoordinator, String field) {
    if (ofCoordinator && me.substitute()) {
      throw new Failure.Forbidden("access.denied");
    }
    if (ofCoordinator && !me.isCoordinator()) {
      throw new Failure.Invalid("rights.ofCoordinator", field, "notAllowed");
    }
  }

  private static void requireADayToCome(LocalDate today, Place place, Decision wanted) {
    LocalDate endsOn = wanted.endsOn();
    if (endsOn != null && endsOn.isBefore(today) && !endsOn.equals(place.endsOn())) {
      throw new Failure.Invalid("request.invalid", "endsOn", "date.past");
    }
  }

  private static void requireACoordinator(Place place, Decision wanted) {
    boolean stops = wanted.role() != Role.COORDINATOR;
    boolean ends = wanted.endsOn() != null && !wanted.endsOn().equals(place.endsOn());
    if (place.isCoordinator() && (stops || ends) && !place.othersRunIt()) {
      throw new Failure.Conflict("coordinator.last", null);
    }
  }

  /** Those who run the plan can't take back, nor give each other, what the owner has taken. */
  private static void requireNoMoreForWhoRunsIt(Membership me, Place place, Decision wanted) {
    if (me.decides() || wanted.rights().isWithin(place.rights())) {
      return;
    }
    if (me.participant().equals(place.participant())) {
      throw new Failure.Forbidden("rights.own");
    }
    if (place.isCoordinator()) {
      throw new Failure.Forbidden("rights.ofCoordinator");
    }
    if (!wanted.rights().isWithin(place.limit())) {
      throw new Failure.Forbidden("rights.ownerDecided");
    }
  }

  /** Whether {@code me} may take the one in {@code place} out of the plan; anyone may leave it. */
  static void checkRemoval(Membership me, boolean mayRemove, Place place) {
    boolean leaves = me.participant().equals(place.participant());
    if (!leaves && !mayRemove) {
      throw new Failure.Forbidden("access.denied");
    }
    if (place.isOwner()) {
      throw new Failure.Invalid("participant.owner", "participantId", "notAllowed");
    }
    requireMayRun(me, place.isCoordinator() && !leaves, "participantId");
    if (place.isCoordinator() && !place.othersRunIt()) {
      throw new Failure.Conflict("coordinator.last", null);
    }
  }
}
