package no.samklang.person;

import java.util.Optional;
import no.samklang.id.PersonId;

/**
 * The registered persons whom a request names: refusals may tell something of them (PERSON-3).
 *
 * @param owner of the plan: the age, and whether there is an individual plan
 * @param coordinator whether there is an account
 */
public record NamedPersons(Optional<PersonId> owner, Optional<PersonId> coordinator) {
  public static final NamedPersons NONE = new NamedPersons(Optional.empty(), Optional.empty());
}
