package no.samklang.person;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Single;
import java.time.Clock;
import java.util.List;
import no.samklang.auth.AccountRegister;
import no.samklang.bus.Done;
import no.samklang.bus.Failure;
import no.samklang.db.Database;
import no.samklang.db.Tx;
import no.samklang.id.SessionId;
import no.samklang.operation.Command;

/**
 * Cards in the register: for the person, and for who administers the municipality (PERSON-6). Each
 * fails with {@link Failure.NotFound} for others.
 */
@CheckReturnValue
final class PersonService {
  private final Database db;
  private final Clock clock;
  private final PersonRegister register;
  private final AccountRegister accounts;
  private final PersonQuery query = new PersonQuery();
  private final PersonRepository repository = new PersonRepository();
  private final PersonPlans plans;
  private final PersonErasure erasure = new PersonErasure();

  PersonService(Database db, Clock clock, PersonRegister register, AccountRegister accounts) {
    this.db = db;
    this.clock = clock;
    this.register = register;
    this.accounts = accounts;
    this.plans = new PersonPlans(clock);
  }

  /** The whole card. That the administrator reads it, is noted. */
  Single<PersonCard> get(Command<?> command) {
    return isOwn(command)
        ? query.get(db, command.caller(), command.personId())
        : db.inTransaction(tx -> getNoted(tx, command));
  }

  private static boolean isOwn(Command<?> command) {
    return command.caller().person().equals(command.personId());
  }

  private Single<PersonCard> getNoted(Tx tx, Command<?> command) {
    return query
        .get(tx, command.caller(), command.personId())
        .flatMap(
            card ->
                accounts
                    .noteRead(tx, command.caller(), command.origin(), command.personId())
                    .toSingleDefault(card));
  }

  /**
   * Changes a card. Fails as {@link PersonRegister#change} does, too, and with {@link
   * Failure.Conflict} {@code version.stale} and the card as it is.
   */
  Single<PersonCard> change(Command<PersonInput> command) {
    // the answer shows the card, also when nothing is changed
    Completable noted = isOwn(command) ? Completable.complete() : get(command).ignoreElement();
    return noted.andThen(Single.defer(() -> db.inTransaction(tx -> change(tx, command))));
  }

  private Single<PersonCard> change(Tx tx, Command<PersonInput> command) {
    return Single.zip(
            repository.lockForChange(tx, command.personId()).toSingleDefault(true),
            query.get(tx, command.caller(), command.personId()),
            (locked, card) -> current(card, command))
        .flatMapCompletable(
            card -> register.change(tx, command.caller(), command.origin(), card, command.body()))
        .andThen(Single.defer(() -> query.get(tx, command.caller(), command.personId())));
  }

  private static PersonCard current(PersonCard card, Command<?> command) {
    if (card.version() != command.ifMatch()) {
      throw new Failure.Conflict("version.stale", card);
    }
    return card;
  }

  /**
   * Deletes a person who is in no plan any more: their name is left at what they wrote, all else is
   * gone for good. Fails with {@link Failure.Conflict} {@code person.inPlan}, and with {@link
   * Failure.Invalid} {@code person.yourself}.
   */
  Single<Done> delete(Command<Void> command) {
    return db.inTransaction(tx -> delete(tx, command))
        .doOnSuccess(accounts::announce)
        .map(ended -> Done.DONE);
  }

  private Single<List<SessionId>> delete(Tx tx, Command<Void> command) {
    return Single.zip(
            repository.lockForDeletion(tx, command.personId()).toSingleDefault(true),
            query.get(tx, command.caller(), command.personId()),
            (locked, card) -> card)
        .flatMapCompletable(card -> requireDeletable(tx, command))
        .andThen(Completable.defer(() -> erasure.erase(tx, command.personId(), clock.instant())))
        .andThen(accounts.delete(tx, command.caller(), command.origin(), command.personId()));
  }

  private Completable requireDeletable(Tx tx, Command<Void> command) {
    if (isOwn(command)) {
      return Completable.error(new Failure.Invalid("person.yourself", "personId", "invalid"));
    }
    return plans
        .hasAny(tx, command.personId())
        .flatMapCompletable(
            has ->
                has
                    ? Completable.error(new Failure.Conflict("person.inPlan", null))
                    : Completable.complete());
  }
}
