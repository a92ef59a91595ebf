package no.samklang.access;

import io.vertx.rxjava3.sqlclient.Row;
import java.time.LocalDate;
import no.samklang.id.ParticipantId;
import no.samklang.id.PlanId;

/**
 * A person's place in a plan, as the database has it at this moment.
 *
 * @param role {@link Role#COORDINATOR} too for one who stands in for the coordinator today (PLAN-6)
 * @param substitute whether that is so only for a while, in another's place
 * @param decides whether the owner's decisions are this one's to take: the owner's own, and a
 *     guardian's while the owner is too young to consent alone (PLAN-8)
 * @param consentUntil the last day of the plan's consent, null when there is none
 * @param open false when the plan is shut for this participant: no valid consent, and a role that
 *     needs one (PART-4)
 * @param today the date in Norway
 */
public record Membership(
    ParticipantId participant,
    PlanId plan,
    Role role,
    boolean substitute,
    Rights rights,
    boolean decides,
    boolean closed,
    LocalDate consentUntil,
    boolean open,
    LocalDate today) {

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
        row.getLocalDate("member_today"));
  }

  /** Whether the consent is valid today. */
  public boolean hasConsent() {
    return consentUntil != null && !consentUntil.isBefore(today);
  }

  /**
   * Whether the plan is shut for this participant: no valid consent, and a role that needs one
   * (PART-4).
   */
  public boolean isShut() {
    return !open;
  }

  public boolean isOwner() {
    return role == Role.OWNER;
  }

  public boolean isCoordinator() {
    return role == Role.COORDINATOR;
  }
}
