package no.samklang.security;

import no.samklang.id.OrganisationId;
import no.samklang.id.PersonId;
import no.samklang.id.SessionId;

/**
 * The authenticated person and session of a request.
 *
 * @param municipality the municipality whose register holds the person
 * @param interactive false for background polling by an open page, which is no user activity
 *     (LOGIN-7, PART-6)
 */
public record Caller(
    PersonId person, SessionId session, OrganisationId municipality, boolean interactive) {
  public Caller(PersonId person, SessionId session, OrganisationId municipality) {
    this(person, session, municipality, true);
  }

  /** The same caller for a background request. */
  public Caller asBackground() {
    return new Caller(person, session, municipality, false);
  }
}
