package no.samklang.plan;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Single;
import java.util.Optional;
import no.samklang.bus.Caller;
import no.samklang.bus.Failure;
import no.samklang.db.Tx;
import no.samklang.id.PersonId;
import no.samklang.person.PersonRegister;
import no.samklang.plan.NewPlan.KnownPerson;
import no.samklang.plan.PlanAdministration.PlanType;

/** The first two of a plan: its owner and who runs it, both of the caller's municipality. */
@CheckReturnValue
final class InitialParticipants {
  private static final String INVALID = "plan.invalid";
  private static final String OWNER = "owner.personId";
  private static final String COORDINATOR = "coordinator.personId";

  private final PersonRegister persons;
  private final PlanRepository plans = new PlanRepository();

  InitialParticipants(PersonRegister persons) {
    this.persons = persons;
  }

  /**
   * Someone who can log in.
   *
   * @param wanted null for the caller
   */
  Single<PersonId> coordinator(Tx tx, Caller caller, KnownPerson wanted) {
    PersonId person = wanted == null ? caller.person() : wanted.personId();
    return require(tx, caller, person, COORDINATOR)
        .andThen(Single.defer(() -> plans.hasAccount(tx, person)))
        .flatMap(has -> has ? Single.just(person) : invalid(COORDINATOR, "account.none"));
  }

  /**
   * Found in the register, or put in it; fails with {@code plan.secondActiveIp} as a warning,
   * unless the caller knows.
   */
  Single<PersonId> owner(Tx tx, Caller caller, NewPlan wanted, PersonId coordinator) {
    Optional<PersonId> known = wanted.knownOwner();
    if (known.equals(Optional.of(coordinator))) {
      return invalid(OWNER, "owner.isCoordinator");
    }
    return known
        .map(person -> known(tx, caller, person, wanted))
        .orElseGet(() -> register(tx, caller, wanted));
  }

  private Single<PersonId> known(Tx tx, Caller caller, PersonId person, NewPlan wanted) {
    return plans
        .lockOwner(tx, person)
        .andThen(require(tx, caller, person, OWNER))
        .andThen(Completable.defer(() -> warn(tx, person, wanted)))
        .toSingleDefault(person);
  }

  private Completable warn(Tx tx, PersonId person, NewPlan wanted) {
    return wanted.type() == PlanType.IP && !wanted.secondPlan()
        ? plans.hasActiveIp(tx, person, null).flatMapCompletable(PlanPolicy::warnOfSecond)
        : Completable.complete();
  }

  private Single<PersonId> register(Tx tx, Caller caller, NewPlan wanted) {
    return Single.defer(
            () ->
                persons.register(
                    tx, caller.municipality(), wanted.newOwner(), wanted.registerAnyway()))
        .onErrorResumeNext(failure -> Single.error(PlanPolicy.under("owner", failure)));
  }

  /** Whoever isn't in the municipality's register doesn't exist here. */
  private Completable require(Tx tx, Caller caller, PersonId person, String field) {
    return persons
        .require(tx, caller.municipality(), person)
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
