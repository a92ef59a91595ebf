package no.samklang.participant;

import io.vertx.rxjava3.sqlclient.Row;
import java.time.LocalDate;
import no.samklang.access.Rights;
import no.samklang.access.Role;
import no.samklang.id.ParticipantId;
import no.samklang.id.PersonId;

/**
 * What a participant is in the plan, and may do there, at this moment.
 *
 * @param limit what others than who decides may give at most (PART-1)
 * @param endsOn the last day of the access, null for none (PART-7)
 * @param version of the participant, without the person's
 * @param othersRunIt whether somebody else is coordinator for as long as it takes
 */
record Place(
    ParticipantId participant,
    PersonId person,
    Role role,
    Rights rights,
    Rights limit,
    LocalDate endsOn,
    String consentScope,
    int version,
    boolean othersRunIt) {

  static Place of(Row row) {
    Role role = Role.valueOf(row.getString("role"));
    return new Place(
        new ParticipantId(row.getUUID("id")),
        new PersonId(row.getUUID("person_id")),
        role,
        Rights.of(role, row.getString("rights")),
        Rights.limit(row.getString("rights_limit")),
        row.getLocalDate("ends_on"),
        row.getString("consent_scope"),
        row.getInteger("version"),
        row.getBoolean("others_run_it"));
  }

  boolean isOwner() {
    return role == Role.OWNER;
  }

  boolean isCoordinator() {
    return role == Role.COORDINATOR;
  }
}
