package no.samklang.participant;

import io.vertx.rxjava3.sqlclient.Row;
import java.time.LocalDate;
import java.util.Objects;
import no.samklang.access.Rights;
import no.samklang.access.Role;
import no.samklang.id.ParticipantId;
import no.samklang.id.PersonId;
import no.samklang.participant.Cards.RightsDecision;

/**
 * A participant's role, rights and dates, as stored in the database.
 *
 * @param limit the most that callers without the owner's authority may grant (PART-1)
 * @param reason why the rights aren't the same as for all (PART-2); null for none
 * @param endsOn the last day of the access, null for none (PART-7)
 * @param version of the participant row only
 * @param hasOtherCoordinator whether the plan has another coordinator without an end date
 */
record ParticipantState(
    ParticipantId participant,
    PersonId person,
    Role role,
    Rights rights,
    Rights limit,
    String reason,
    LocalDate endsOn,
    String consentScope,
    int version,
    boolean hasOtherCoordinator) {

  static ParticipantState of(Row row) {
    Role role = Role.valueOf(row.getString("role"));
    return new ParticipantState(
        new ParticipantId(row.getUUID("id")),
        new PersonId(row.getUUID("person_id")),
        role,
        Rights.of(role, row.getString("rights")),
        Rights.limit(row.getString("rights_limit")),
        row.getString("rights_reason"),
        row.getLocalDate("ends_on"),
        row.getString("consent_scope"),
        row.getInteger("version"),
        row.getBoolean("has_other_coordinator"));
  }

  /**
   * The reason to keep for the decided rights: that of the decision, or the one from before if it
   * gives none; null for rights that are the same as for all.
   */
  String reasonAfter(RightsDecision decision) {
    if (!decision.rights().deviateFromStart(decision.role())) {
      return null;
    }
    return decision.reason() == null ? reason : Cards.blankToNull(decision.reason());
  }

  /** Whether the decision changes the last day of the access. */
  boolean isEndChangedBy(RightsDecision decision) {
    return !Objects.equals(endsOn, decision.endsOn());
  }

  /** Whether the decision changes the consent period, which coordinators don't have (PART-4). */
  boolean isConsentPeriodChangedBy(RightsDecision decision) {
    return isEndChangedBy(decision) && decision.role() != Role.COORDINATOR;
  }

  boolean isOwner() {
    return role == Role.OWNER;
  }

  boolean isCoordinator() {
    return role == Role.COORDINATOR;
  }

  /** Contains the id only, no personal text. */
  @Override
  public String toString() {
    return "ParticipantState " + participant;
  }
}
