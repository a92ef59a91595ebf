package no.samklang.person;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Single;
import no.samklang.auth.AddressChange;
import no.samklang.auth.AuthContext;
import no.samklang.auth.WaitingAddressService;
import no.samklang.auth.WaitingAddressService.DoneChange;
import no.samklang.db.Database;
import no.samklang.db.Tx;
import no.samklang.id.PersonId;
import no.samklang.operation.Command;
import no.samklang.operation.NoContent;

/**
 * Writes addresses that have waited to the cards (PERSON-15): when their time has come, or when the
 * person confirms them.
 */
@CheckReturnValue
public final class WaitingAddresses {
  private final Database db;
  private final WaitingAddressService waiting;
  private final PersonRepository repository = new PersonRepository();
  private final PersonPlans plans;

  public WaitingAddresses(AuthContext auth) {
    this.db = auth.db();
    this.waiting = new WaitingAddressService(auth);
    this.plans = new PersonPlans(auth.clock());
  }

  /** Lets changes take effect after their 24 hours; each in a transaction of its own. */
  Completable takeDue() {
    return waiting
        .findDue()
        .flattenAsFlowable(persons -> persons)
        .concatMapCompletable(
            person -> db.inTransaction(tx -> takeDue(tx, person)).ignoreElement());
  }

  private Single<Boolean> takeDue(Tx tx, PersonId person) {
    return lock(tx, person)
        .flatMap(
            card ->
                waiting
                    .takeDue(tx, current(card))
                    .flatMapCompletable(done -> write(tx, card, done))
                    .toSingleDefault(true));
  }

  private Single<PersonCard> lock(Tx tx, PersonId person) {
    return repository
        .lockForChange(tx, person)
        .andThen(Single.defer(() -> repository.get(tx, person)));
  }

  private static AddressChange current(PersonCard card) {
    return AddressChange.none(card.personId(), card.email(), card.mobile());
  }

  private Completable write(Tx tx, PersonCard card, DoneChange done) {
    PersonId person = card.personId();
    AddressChange change = done.change();
    return repository
        .updateAddresses(tx, person, change.email(), change.mobile())
        .andThen(plans.markChanged(tx, done.by(), person, card.version() + 1));
  }

  /** The caller's own, as {@link WaitingAddressService#confirm} says. */
  Single<NoContent> confirm(Command<Void> command) {
    return db.inTransaction(
        tx ->
            lock(tx, command.caller().person())
                .flatMap(
                    card ->
                        waiting
                            .confirm(tx, command.caller(), command.clientInfo(), current(card))
                            .flatMapCompletable(done -> write(tx, card, done))
                            .toSingleDefault(NoContent.NO_CONTENT)));
  }
}
