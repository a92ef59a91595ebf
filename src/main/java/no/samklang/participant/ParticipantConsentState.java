package no.samklang.participant;

import io.vertx.rxjava3.sqlclient.Row;
import java.time.LocalDate;
import no.samklang.access.Role;
import no.samklang.id.PersonId;

/**
 * A participant's own consent, as stored in the database (PART-4).
 *
 * @param decides whether the participant takes the owner's decisions (PLAN-8)
 * @param endsOn last day of the participant's own period; null follows the plan's consent
 * @param withdrawn whether it was withdrawn and hasn't been given again
 * @param withdrawnByOwner whether somebody with the owner's authority withdrew it
 * @param version of the participant row
 */
record ParticipantConsentState(
    PersonId person,
    Role role,
    boolean decides,
    LocalDate endsOn,
    boolean withdrawn,
    boolean withdrawnByOwner,
    int version) {

  static ParticipantConsentState of(Row row) {
    return new ParticipantConsentState(
        new PersonId(row.getUUID("person_id")),
        Role.valueOf(row.getString("role")),
        row.getBoolean("decides"),
        row.getLocalDate("ends_on"),
        row.getBoolean("withdrawn"),
        row.getBoolean("consent_owner_ended"),
        row.getInteger("participant_version"));
  }

  /** Whether the participant's access rests on the owner's consent. */
  boolean needsConsent() {
    return !decides && role != Role.OWNER && role != Role.COORDINATOR;
  }

  /** Whether the period may have an end before the plan's. */
  boolean mayEnd() {
    return role != Role.OWNER && role != Role.COORDINATOR;
  }

  /**
   * Whether the period may be given: with no end of its own also to a coordinator whose consent was
   * withdrawn, for instance in an earlier role.
   *
   * @param until the last day; null follows the plan's consent
   */
  boolean mayBeGiven(LocalDate until) {
    return mayEnd() || (withdrawn && until == null);
  }

  /** Contains no personal data. */
  @Override
  public String toString() {
    return "ParticipantConsentState " + version;
  }
}
