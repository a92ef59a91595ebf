package no.samklang.bus;

import no.samklang.id.OrganisationId;
import no.samklang.id.PersonId;
import no.samklang.id.SessionId;

/**
 * Who asks: a person in a session that was open when the request came.
 *
 * @param municipality the one whose register the person is in
 * @param looks false when a page that is open asks by itself: then nobody has looked at anything
 *     (LOGIN-7, PART-6)
 */
public record Caller(
    PersonId person, SessionId session, OrganisationId municipality, boolean looks) {
  public Caller(PersonId person, SessionId session, OrganisationId municipality) {
    this(person, session, municipality, true);
  }

  /** The same, when it is the page that asks. */
  public Caller byItself() {
    return new Caller(person, session, municipality, false);
  }
}
