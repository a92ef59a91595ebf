package no.samklang.person;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Single;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import no.samklang.access.PlanLog.PlanLogEvent;
import no.samklang.auth.AccountService;
import no.samklang.auth.AddressChange;
import no.samklang.consent.AuthorityChanges;
import no.samklang.db.Tx;
import no.samklang.error.Failure;
import no.samklang.id.NewId;
import no.samklang.id.PersonId;
import no.samklang.notification.Outbox;
import no.samklang.security.Caller;
import no.samklang.security.ClientInfo;

/** The register's transactional API for other packages. */
@CheckReturnValue
public final class PersonService {
  private static final ZoneId ZONE = ZoneId.of("Europe/Oslo");

  private final Clock clock;
  private final AccountService accounts;
  private final RegisterDisclosure disclosure;
  private final AuthorityChanges authority;
  private final PersonRepository repository = new PersonRepository();
  private final PersonPlans plans;
  private final OwnerBirthDatePolicy birthDatePolicy = new OwnerBirthDatePolicy();
  private final AddressBlockPolicy addressBlocks;

  /**
   * @param disclosure notes refusals that tell of a person
   */
  public PersonService(
      Clock clock, AccountService accounts, RegisterDisclosure disclosure, Outbox outbox) {
    this.disclosure = disclosure;
    this.clock = clock;
    this.accounts = accounts;
    this.authority = new AuthorityChanges(clock, outbox);
    this.plans = new PersonPlans(clock);
    this.addressBlocks = new AddressBlockPolicy(clock);
  }

  /** As {@link RegisterDisclosure#noted}, for the callers of this service. */
  public <T> Single<T> noted(Caller caller, NamedPersons named, Single<T> work) {
    return disclosure.noted(caller, named, work);
  }

  /**
   * Registers a person in the caller's municipality. Fails with {@link Failure.Invalid} {@code
   * person.invalid}, and with {@link Failure.Conflict} {@code person.duplicate} and the {@link
   * SearchHit}s when a person with a like name and the same birth date exists (PERSON-3).
   *
   * @param allowDuplicate whether to register in spite of that
   */
  public Single<PersonId> register(
      Tx tx, Caller caller, PersonInput input, boolean allowDuplicate) {
    PersonInput person = PersonPolicy.validate(input, today());
    PersonId id = new PersonId(NewId.random());
    return (allowDuplicate ? Completable.complete() : requireNoDuplicate(tx, caller, person, null))
        .andThen(repository.insert(tx, id, caller.municipality(), person))
        .toSingleDefault(id);
  }

  /**
   * Registers a made-up person, of a practice plan, whom no search finds (PLAN-10). Fails with
   * {@link Failure.Invalid} {@code person.invalid}.
   */
  public Single<PersonId> registerMadeUp(Tx tx, PersonInput input) {
    PersonId id = new PersonId(NewId.random());
    return repository
        .insertMadeUp(tx, id, PersonPolicy.validate(input, today()))
        .toSingleDefault(id);
  }

  /**
   * Fails with {@code person.duplicate} as {@link #register} does, for a person whom it has
   * registered with {@code allowDuplicate}: for requests that would otherwise succeed.
   */
  public Completable requireNoDuplicate(
      Tx tx, Caller caller, PersonInput person, PersonId registered) {
    return repository
        .findDuplicates(tx, caller, PersonPolicy.validate(person, today()), registered, today())
        .flatMapCompletable(PersonService::requireEmpty);
  }

  private static Completable requireEmpty(List<SearchHit> duplicates) {
    return duplicates.isEmpty()
        ? Completable.complete()
        : Completable.error(new Failure.Conflict("person.duplicate", duplicates));
  }

  /**
   * Fails with {@link Failure.NotFound} unless the person is in the register of the caller's
   * municipality and the caller may add them to a plan (PERSON-13). Prevents deletion of the person
   * until the transaction ends.
   */
  public Completable require(Tx tx, Caller caller, PersonId person) {
    return repository.require(tx, caller, person);
  }

  /**
   * As {@link #require}, for a strictly confidential person other than the caller (PERSON-13).
   * Fails with {@link Failure.Conflict} {@code addressBlock.notStrict} for any other person, and
   * with {@link Failure.Forbidden} {@code participant.self}.
   */
  public Completable requireStrictlyConfidential(Tx tx, Caller caller, PersonId person) {
    return person.equals(caller.person())
        ? Completable.error(new Failure.Forbidden("participant.self"))
        : require(tx, caller, person)
            .andThen(Single.defer(() -> repository.get(tx, person)))
            .flatMapCompletable(PersonService::requireStrict);
  }

  private static Completable requireStrict(PersonCard card) {
    return card.addressBlock() == AddressBlock.STRICTLY_CONFIDENTIAL
        ? Completable.complete()
        : Completable.error(new Failure.Conflict("addressBlock.notStrict", null));
  }

  /**
   * Changes a person's card; no-op if nothing differs. What an address block hides from the caller
   * stays where the input has no value (PERSON-13). Marks every plan in which the person takes part
   * as changed by the caller (LIST-2), so that open pages reload. The calling code checks the right
   * to edit the card and its version; the right to change the addresses for codes is checked here.
   * Locks the person's plans in order of id: the transaction must not hold a plan lock.
   *
   * <p>A new address of an account in use waits when another than the person asks for it, as {@link
   * AccountService#changeAddresses} says.
   *
   * <p>Fails with {@code person.invalid}, with {@link Failure.Invalid} {@code
   * account.channelWithoutAddress} when the address of the account's code channel would be removed,
   * and with {@link Failure.Forbidden} {@code account.forbidden} when the change could let the
   * caller take over the person's account. Fails with {@code birthDate.locked} when the caller may
   * not change the birth date of a plan's owner (PLAN-8).
   */
  public Completable change(
      Tx tx, Caller caller, ClientInfo clientInfo, PersonId person, PersonInput input) {
    return Single.zip(
            repository.lockForChange(tx, person).toSingleDefault(true),
            repository.get(tx, person),
            (locked, before) -> before)
        .flatMapCompletable(
            before ->
                addressBlocks
                    .keepHidden(tx, caller, before, input)
                    .flatMapCompletable(kept -> change(tx, caller, clientInfo, before, kept)));
  }

  private Completable change(
      Tx tx, Caller caller, ClientInfo clientInfo, PersonCard before, PersonInput input) {
    PersonInput validated = PersonPolicy.validate(input, before.toInput(), today());
    if (validated.equals(before.toInput())) {
      return Completable.complete();
    }
    return birthDatePolicy
        .require(tx, caller, before, validated, today())
        .andThen(recordBirthDate(tx, caller, before, validated))
        .andThen(
            Single.defer(
                () ->
                    accounts.changeAddresses(
                        tx, caller, clientInfo, addressChange(before, validated))))
        .flatMapCompletable(
            now -> update(tx, caller, before, validated.withAddresses(now.email(), now.mobile())));
  }

  private Completable recordBirthDate(Tx tx, Caller caller, PersonCard before, PersonInput after) {
    if (!OwnerBirthDatePolicy.changes(before, after)) {
      return Completable.complete();
    }
    return authority
        .ofOwner(tx, before.personId())
        .flatMapCompletable(
            plans ->
                authority.record(
                    tx, caller.person(), PlanLogEvent.OWNER_BIRTH_DATE_CHANGED, Map.of(), plans));
  }

  private Completable update(Tx tx, Caller caller, PersonCard before, PersonInput after) {
    if (after.equals(before.toInput())) {
      return Completable.complete();
    }
    return Completable.mergeArray(
        repository.update(tx, before.personId(), after),
        plans.markChanged(tx, caller.person(), before.personId(), before.version() + 1));
  }

  private static AddressChange addressChange(PersonCard before, PersonInput after) {
    return new AddressChange(
        before.personId(), before.email(), after.email(), before.mobile(), after.mobile());
  }

  private LocalDate today() {
    return LocalDate.now(clock.withZone(ZONE));
  }
}
