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

/** What other rooms do with the register, in transactions of their own. */
@CheckReturnValue
public final class PersonRegister {
  private static final ZoneId ZONE = ZoneId.of("Europe/Oslo");

  private final Clock clock;
  private final AccountRegister accounts;
  private final PersonStore store = new PersonStore();
  private final AgeRule ages = new AgeRule();

  public PersonRegister(Clock clock, AccountRegister accounts) {
    this.clock = clock;
    this.accounts = accounts;
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
    PersonInput person = PersonRule.check(input, today());
    PersonId id = new PersonId(NewId.unguessable());
    return (anyway ? Completable.complete() : requireNew(tx, municipality, person))
        .andThen(store.insert(tx, id, municipality, person))
        .toSingleDefault(id);
  }

  private Completable requireNew(Tx tx, OrganisationId municipality, PersonInput person) {
    return store.same(tx, municipality, person).flatMapCompletable(PersonRegister::requireNone);
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
    return store.require(tx, municipality, person);
  }

  /**
   * Changes a person's card. That the caller may edit it, and that it hasn't been changed
   * meanwhile, is for who calls to see to; whether the caller may change where the person's codes
   * go is seen to here. Wake the outbox after the commit.
   *
   * <p>Fails with {@code person.invalid}, with {@link Failure.Invalid} {@code
   * account.channelWithoutAddress} when the person's codes would have nowhere to go, and with
   * {@link Failure.Forbidden} {@code account.notYours} when the caller could take over the person's
   * account by it. Fails with {@code birthDate.ofOwner} when the age of a plan's owner isn't for
   * the caller to say (PLAN-8).
   */
  public Completable change(
      Tx tx, Caller caller, Origin origin, PersonId person, PersonInput input) {
    PersonInput checked = PersonRule.check(input, today());
    return store
        .lock(tx, person)
        .flatMapCompletable(
            before ->
                ages.require(tx, caller, before, checked, today())
                    .andThen(accounts.readdress(tx, caller, origin, move(before, checked)))
                    .andThen(store.update(tx, person, checked)));
  }

  private static AccountRegister.Move move(PersonCard before, PersonInput after) {
    return new AccountRegister.Move(
        before.personId(), before.email(), after.email(), before.mobile(), after.mobile());
  }

  private LocalDate today() {
    return LocalDate.now(clock.withZone(ZONE));
  }
}
