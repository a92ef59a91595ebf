package no.samklang.participant;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Single;
import no.samklang.access.PlanTx;
import no.samklang.error.Failure;
import no.samklang.id.PersonId;
import no.samklang.participant.Cards.PersonChoice;
import no.samklang.person.PersonService;

/**
 * The persons that requests name: of the municipality's register, or to be registered. In a
 * practice plan they are made up, and in no register (PLAN-10).
 */
@CheckReturnValue
final class RegisteredPersons {
  private final PersonService persons;

  RegisteredPersons(PersonService persons) {
    this.persons = persons;
  }

  /**
   * A registered person, or a new one, who is registered. Fails with {@code request.invalid} unless
   * exactly one of them is given, {@code practice.notAllowed} for a registered person in a practice
   * plan, and as {@link PersonService#register} does. {@link #requireNoDuplicate} is to be called
   * at the end.
   */
  Single<PersonId> require(PlanTx tx, PersonChoice choice) {
    PersonId registered = choice.personId();
    if ((registered == null) == (choice.person() == null)) {
      return Single.error(new Failure.Invalid("request.invalid", "person", "required"));
    }
    if (registered == null) {
      return register(tx, choice);
    }
    return tx.member().practice()
        ? Single.error(new Failure.Forbidden("practice.notAllowed"))
        : persons.require(tx.tx(), tx.caller(), registered).toSingleDefault(registered);
  }

  private Single<PersonId> register(PlanTx tx, PersonChoice choice) {
    return tx.member().practice()
        ? persons.registerMadeUp(tx.tx(), choice.person())
        : persons.register(tx.tx(), tx.caller(), choice.person(), true);
  }

  /**
   * Fails with {@code person.duplicate} as {@link PersonService#register} does. It tells of a
   * person, and so comes last: only a request that would succeed learns it (PERSON-3).
   */
  Completable requireNoDuplicate(PlanTx tx, PersonChoice choice, PersonId person) {
    return tx.member().practice()
            || choice.personId() != null
            || Boolean.TRUE.equals(choice.registerAnyway())
        ? Completable.complete()
        : persons.requireNoDuplicate(tx.tx(), tx.caller(), choice.person(), person);
  }
}
