package no.samklang.participant;

import io.vertx.rxjava3.sqlclient.Row;
import java.time.LocalDate;
import no.samklang.access.Rights;
import no.samklang.access.Role;
import no.samklang.id.ParticipantId;
import no.samklang.id.PersonId;

/**
 * A participant's role, rights and dates, as the database has them at this moment.
 *
 * @param limit the most that others than who decides may grant (PART-1)
 * @param endsOn the last day of the access, null for none (PART-7)
 * @param version of the participant, without the person's
 * @param hasOtherCoordinator whether the plan has another coordinator without an end date
 */
record ParticipantState(
    ParticipantId participant,
    PersonId person,
    Role role,
    Rights rights,
    Rights limit,
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
        row.getLocalDate("ends_on"),
        row.getString("consent_scope"),
        row.getInteger("version"),
        row.getBoolean("has_other_coordinator"));
  }

  boolean isOwner() {
    return role == Role.OWNER;
  }

  boolean isCoordinator() {
    return role == Role.COORDINATOR;
  }

  /** Never what somebody wrote. */
  @Override
  public String toString() {
    return "ParticipantState " + participant;
  }
}
