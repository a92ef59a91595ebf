package no.samklang.organisation;

import com.google.errorprone.annotations.CheckReturnValue;
import java.time.Instant;
import no.samklang.db.Tx;
import no.samklang.id.NewId;
import no.samklang.id.OrganisationId;
import no.samklang.id.PersonId;

/**
 * A transaction in which an administrator changes an organisation. Its municipality is locked, so
 * that changes to the tree and to its administrators follow each other.
 *
 * @param tx the transaction
 * @param organisation as it was found
 * @param by the administrator
 * @param now the time of the change
 */
@CheckReturnValue
public record OrganisationTx(Tx tx, OrganisationView organisation, PersonId by, Instant now) {
  public OrganisationId id() {
    return organisation.id();
  }

  /** Notes what is done, with the commit. */
  public void log(OrganisationEvent event) {
    log(event, null);
  }

  /**
   * @param detail a name of a unit or a template, never of a person; null for none
   */
  public void log(OrganisationEvent event, String detail) {
    insertLog(id(), event, null, detail);
  }

  /** Notes who was named or removed. */
  void logSubject(OrganisationEvent event, PersonId subject) {
    insertLog(id(), event, subject, null);
  }

  /** Notes what is done to another organisation. */
  void logOther(OrganisationId other, OrganisationEvent event, String detail) {
    insertLog(other, event, null, detail);
  }

  private void insertLog(
      OrganisationId about, OrganisationEvent event, PersonId subject, String detail) {
    tx.executeAtCommit(
        OrganisationLog.INSERT, NewId.timeOrdered(now), about, now, by, event, subject, detail);
  }
}
