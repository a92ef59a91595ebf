package no.samklang.person;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Single;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import no.samklang.auth.AccountRegister;
import no.samklang.bus.Caller;
import no.samklang.bus.Failure;
import no.samklang.bus.Origin;
import no.samklang.db.Tx;
import no.samklang.id.NewId;
import no.samklang.id.OrganisationId;
import no.samklang.id.PersonId;

/** What other slices do with the register, in transactions of their own. */
@CheckReturnValue
public final class PersonRegister {
  private static final ZoneId ZONE = ZoneId.of("Europe/Oslo");

  private final Clock clock;
  private final AccountRegister accounts;
  private final PersonRepository repository = new PersonRepository();
  private final PersonPlans plans;
  private final OwnerBirthDatePolicy birthDates = new OwnerBirthDatePolicy();

  public PersonRegister(Clock clock, AccountRegister accounts) {
    this.clock = clock;
    this.accounts = accounts;
    this.plans = new PersonPlans(clock);
  }

  /**
   * Puts a person in a municipality's register. Fails with {@link Failure.Invalid} {@code
   * person.invalid}, and with {@link Failure.Conflict} {@code person.duplicate} and the {@link
   * SearchHit}s when somebody has the same name and birth date (PERSON-3).
   *
   * @param anyway whether it is a different person in spite of that
   */
  public Single<PersonId> register(
      Tx tx, OrganisationId municipality, PersonInput input, boolean anyway) {
    PersonInput person = PersonPolicy.check(input, today());
    PersonId id = new PersonId(NewId.unguessable());
    return (anyway ? Completable.complete() : requireNew(tx, municipality, person))
        .andThen(repository.insert(tx, id, municipality, person))
        .toSingleDefault(id);
  }

  private Completable requireNew(Tx tx, OrganisationId municipality, PersonInput person) {
    return repository
        .findSame(tx, municipality, person)
        .flatMapCompletable(PersonRegister::requireNone);
  }

  private static Completable requireNone(List<SearchHit> same) {
    return same.isEmpty()
        ? Completable.complete()
        : Completable.error(new Failure.Conflict("person.duplicate", same));
  }

  /**
   * Fails with {@link Failure.NotFound} for a person who isn't in that municipality's register, or
   * not any more. Nobody deletes the person until the transaction ends.
   */
  public Completable require(Tx tx, OrganisationId municipality, PersonId person) {
    return repository.require(tx, municipality, person);
  }

  /**
   * Changes a person's card, unless it says the same already. Every plan in which the person takes
   * part counts as changed by the caller (LIST-2), and its open pages ask anew. That the caller may
   * edit the card, and that it hasn't been changed meanwhile, is for who calls to see to; whether
   * the caller may change where the person's codes go is seen to here. No plan may be locked yet:
   * the person's plans are, in an order of their own.
   *
   * <p>Fails with {@code person.invalid}, with {@link Failure.Invalid} {@code
   * account.channelWithoutAddress} when the person's codes would have nowhere to go, and with
   * {@link Failure.Forbidden} {@code account.notYours} when the caller could take over the person's
   * account by it. Fails with {@code birthDate.ofOwner} when the age of a plan's owner isn't for
   * the caller to say (PLAN-8).
   */
  public Completable change(
      Tx tx, Caller caller, Origin origin, PersonId person, PersonInput input) {
    return Single.zip(
            repository.lockForChange(tx, person).toSingleDefault(true),
            repository.get(tx, person),
            (locked, before) -> before)
        .flatMapCompletable(before -> change(tx, caller, origin, before, input));
  }

  /** The same, of a person who is locked. */
  Completable change(Tx tx, Caller caller, Origin origin, PersonCard before, PersonInput input) {
    PersonInput checked = PersonPolicy.check(input, today());
    if (checked.equals(before.input())) {
      return Completable.complete();
    }
    return birthDates
        .require(tx, caller, before, checked, today())
        .andThen(accounts.readdress(tx, caller, origin, move(before, checked)))
        .andThen(write(tx, caller, before, checked));
  }

  private Completable write(Tx tx, Caller caller, PersonCard before, PersonInput after) {
    return Completable.mergeArray(
        repository.update(tx, before.personId(), after),
        plans.changed(tx, caller, before.personId(), before.version() + 1));
  }

  private static AccountRegister.Move move(PersonCard before, PersonInput after) {
    return new AccountRegister.Move(
        before.personId(), before.email(), after.email(), before.mobile(), after.mobile());
  }

  private LocalDate today() {
    return LocalDate.now(clock.withZone(ZONE));
  }
}
