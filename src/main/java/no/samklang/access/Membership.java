package no.samklang.access;

import io.vertx.rxjava3.sqlclient.Row;
import java.time.LocalDate;
import no.samklang.id.ParticipantId;
import no.samklang.id.PlanId;

/**
 * A person's membership of a plan, as currently committed.
 *
 * @param role {@link Role#COORDINATOR} also for a substitute today (PLAN-6)
 * @param substitute whether the coordinator role is held as a substitute
 * @param hasOwnerAuthority whether the member may take the owner's decisions: the owner, and a
 *     guardian while the owner is below the age of consent (PLAN-8)
 * @param consentUntil the last day of the plan's consent, null if none
 * @param hasAccess false without a valid consent, for a role that requires one (PART-4)
 * @param today the date in Europe/Oslo
 * @param logOpen whether the plan's log is open to all participants (PLAN-4)
 * @param logWithheld whether the member doesn't see a log that isn't open, whatever their role
 * @param marked whether somebody has helped with the member's login of late, so that they don't
 *     decide for the owner (PERSON-15)
 * @param practice whether it is the member's practice plan (PLAN-10)
 */
public record Membership(
    ParticipantId participant,
    PlanId plan,
    Role role,
    boolean substitute,
    Rights rights,
    boolean hasOwnerAuthority,
    boolean planClosed,
    LocalDate consentUntil,
    boolean hasAccess,
    LocalDate today,
    boolean logOpen,
    boolean logWithheld,
    boolean marked,
    boolean practice) {

  /** Reads the columns of {@code plan_member} and {@code plan_members}. */
  public static Membership of(Row row) {
    Role role = Role.valueOf(row.getString("member_role"));
    return new Membership(
        new ParticipantId(row.getUUID("member_id")),
        new PlanId(row.getUUID("member_plan_id")),
        role,
        row.getBoolean("member_substitute"),
        Rights.of(role, row.getString("member_rights")),
        row.getBoolean("member_decides"),
        "CLOSED".equals(row.getString("member_plan_state")),
        row.getLocalDate("member_consent_until"),
        row.getBoolean("member_is_open"),
        row.getLocalDate("member_today"),
        row.getBoolean("member_log_open"),
        row.getBoolean("member_log_withheld"),
        row.getBoolean("member_marked"),
        row.getBoolean("member_practice"));
  }

  /** Whether the consent is valid today. */
  public boolean hasConsent() {
    return consentUntil != null && !consentUntil.isBefore(today);
  }

  /** Whether access is suspended: no valid consent, and a role that requires one (PART-4). */
  public boolean isAccessSuspended() {
    return !hasAccess;
  }

  public boolean isOwner() {
    return role == Role.OWNER;
  }

  public boolean isCoordinator() {
    return role == Role.COORDINATOR;
  }
}
