package no.samklang.plan;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Single;
import java.util.Optional;
import no.samklang.db.Tx;
import no.samklang.error.Failure;
import no.samklang.id.PersonId;
import no.samklang.id.PlanId;
import no.samklang.person.PersonService;
import no.samklang.plan.NewPlan.KnownPerson;
import no.samklang.plan.PlanAdministration.PlanType;
import no.samklang.security.Caller;

/** Resolves the owner and the coordinator of a new plan, both of the caller's municipality. */
@CheckReturnValue
final class InitialParticipants {
  private static final String INVALID = "plan.invalid";
  private static final String OWNER = "owner.personId";
  private static final String COORDINATOR = "coordinator.personId";

  private final PersonService persons;
  private final PlanRepository plans = new PlanRepository();

  InitialParticipants(PersonService persons) {
    this.persons = persons;
  }

  /**
   * The coordinator. {@link #requireAccount} is to be called at the end.
   *
   * @param requested null for the caller
   */
  Single<PersonId> requireCoordinator(Tx tx, Caller caller, KnownPerson requested) {
    PersonId person = requested == null ? caller.person() : requested.personId();
    return requireInMunicipality(tx, caller, person, COORDINATOR).toSingleDefault(person);
  }

  /**
   * Fails with {@code account.missing} for a coordinator who can't log in. It tells of a person,
   * and so comes last.
   */
  Completable requireAccount(Tx tx, PersonId coordinator) {
    return plans
        .hasAccount(tx, coordinator)
        .flatMapCompletable(
            has ->
                has
                    ? Completable.complete()
                    : InitialParticipants.<PersonId>invalid(COORDINATOR, "account.missing")
                        .ignoreElement());
  }

  /** Finds or registers the owner. {@link #requireConfirmed} is to be called at the end. */
  Single<PersonId> findOrRegisterOwner(
      Tx tx, Caller caller, NewPlan newPlan, PersonId coordinator) {
    Optional<PersonId> registered = newPlan.knownOwner();
    if (registered.equals(Optional.of(coordinator))) {
      return invalid(OWNER, "owner.isCoordinator");
    }
    return registered
        .map(person -> requireKnownOwner(tx, caller, person))
        .orElseGet(() -> register(tx, caller, newPlan));
  }

  private Single<PersonId> requireKnownOwner(Tx tx, Caller caller, PersonId person) {
    return plans
        .lockOwner(tx, person)
        .andThen(requireInMunicipality(tx, caller, person, OWNER))
        .toSingleDefault(person);
  }

  /**
   * Fails with {@code plan.secondActiveIp} or {@code person.duplicate}, unless the caller has
   * confirmed it. Both tell something of a person, and so come last: only a request that would
   * succeed learns it.
   */
  Completable requireConfirmed(
      Tx tx, Caller caller, NewPlan newPlan, PersonId owner, PlanId created) {
    Completable noActiveIp =
        newPlan.type() == PlanType.IP && !newPlan.secondPlan()
            ? plans
                .hasActiveIp(tx, owner, created)
                .flatMapCompletable(PlanPolicy::requireNoActiveIp)
            : Completable.complete();
    Completable noDuplicate =
        newPlan.knownOwner().isPresent() || newPlan.registerAnyway()
            ? Completable.complete()
            : persons.requireNoDuplicate(tx, caller, newPlan.newOwner(), owner);
    return noActiveIp.andThen(noDuplicate);
  }

  private Single<PersonId> register(Tx tx, Caller caller, NewPlan newPlan) {
    return Single.defer(() -> persons.register(tx, caller, newPlan.newOwner(), true))
        .onErrorResumeNext(failure -> Single.error(PlanPolicy.prefixFields("owner", failure)));
  }

  /** Fails with {@code person.unknown} for a person whom the caller may not add to a plan. */
  private Completable requireInMunicipality(Tx tx, Caller caller, PersonId person, String field) {
    return persons
        .require(tx, caller, person)
        .onErrorResumeNext(
            failure ->
                failure instanceof Failure.NotFound
                    ? InitialParticipants.<PersonId>invalid(field, "person.unknown").ignoreElement()
                    : Completable.error(failure));
  }

  private static <T> Single<T> invalid(String field, String code) {
    return Single.error(new Failure.Invalid(INVALID, field, code));
  }
}
