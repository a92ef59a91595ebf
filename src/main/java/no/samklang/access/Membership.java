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
    LocalDate today) {

  /** Reads the columns of {@link Access#ME} and {@link Access#MEMBERS}. */
  public static Membership of(Row row) {
    Role role = Role.valueOf(row.getString("me_role"));
    return new Membership(
        new ParticipantId(row.getUUID("me_id")),
        new PlanId(row.getUUID("me_plan_id")),
        role,
        row.getBoolean("me_substitute"),
        Rights.of(role, row.getString("me_rights")),
        row.getBoolean("me_decides"),
        "CLOSED".equals(row.getString("me_plan_state")),
        row.getLocalDate("me_consent_until"),
        row.getLocalDate("me_today"));
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
    return !hasConsent() && !role.keepsAccessWithoutConsent();
  }

  public boolean isOwner() {
    return role == Role.OWNER;
  }

  public boolean isCoordinator() {
    return role == Role.COORDINATOR;
  }
}
