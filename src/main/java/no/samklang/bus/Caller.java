package no.samklang.bus;

import no.samklang.id.OrganisationId;
import no.samklang.id.PersonId;
import no.samklang.id.SessionId;

/**
 * Who asks: a person in a session that was open when the request came.
 *
 * @param municipality the one whose register the person is in
 */
public record Caller(PersonId person, SessionId session, OrganisationId municipality) {}
