package no.samklang.participant;

import io.vertx.rxjava3.sqlclient.Row;
import java.time.LocalDate;
import no.samklang.id.ParticipantId;
import no.samklang.id.PlanId;

/**
 * A person's place in a plan, as the database has it at this moment.
 *
 * @param consentUntil the last day of the plan's consent, null when there is none
 * @param today the date in Norway
 */
public record Membership(
    ParticipantId participant,
    PlanId plan,
    Role role,
    boolean closed,
    LocalDate consentUntil,
    LocalDate today) {

  /** Reads the columns of {@link Access#ME} and {@link Access#MEMBERS}. */
  public static Membership of(Row row) {
    return new Membership(
        new ParticipantId(row.getUUID("me_id")),
        new PlanId(row.getUUID("me_plan_id")),
        Role.valueOf(row.getString("me_role")),
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
