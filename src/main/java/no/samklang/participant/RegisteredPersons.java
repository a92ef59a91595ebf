package no.samklang.participant;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Single;
import no.samklang.access.PlanTx;
import no.samklang.error.Failure;
import no.samklang.id.PersonId;
import no.samklang.person.PersonInput;
import no.samklang.person.PersonService;

/** The persons that requests name: of the municipality's register, or to be registered. */
@CheckReturnValue
final class RegisteredPersons {
  private final PersonService persons;

  RegisteredPersons(PersonService persons) {
    this.persons = persons;
  }

  /**
   * A registered person, or a new one, who is registered. Fails with {@code request.invalid} unless
   * exactly one of them is given, and as {@link PersonService#register} does.
   *
   * @param registerAnyway whether the new person isn't the one with the same name and birth date;
   *     null is false
   */
  Single<PersonId> require(
      PlanTx tx, PersonId registered, PersonInput newPerson, Boolean registerAnyway) {
    if ((registered == null) == (newPerson == null)) {
      return Single.error(new Failure.Invalid("request.invalid", "person", "required"));
    }
    return registered == null
        ? persons.register(tx.tx(), tx.caller(), newPerson, Boolean.TRUE.equals(registerAnyway))
        : persons.require(tx.tx(), tx.caller(), registered).toSingleDefault(registered);
  }
}
