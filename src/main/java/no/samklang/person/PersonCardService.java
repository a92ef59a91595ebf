package no.samklang.person;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Single;
import java.time.Clock;
import java.util.List;
import no.samklang.access.AccessPolicy;
import no.samklang.auth.AccountService;
import no.samklang.db.Database;
import no.samklang.db.SqlReader;
import no.samklang.db.Tx;
import no.samklang.error.Failure;
import no.samklang.id.SessionId;
import no.samklang.operation.Command;
import no.samklang.operation.NoContent;

/**
 * Cards in the register, for the person and administrators of the municipality (PERSON-6). Each
 * method fails with {@link Failure.NotFound} for other callers.
 */
@CheckReturnValue
final class PersonCardService {
  private final Database db;
  private final Clock clock;
  private final AccessPolicy access;
  private final PersonService persons;
  private final AccountService accounts;
  private final PersonQuery query = new PersonQuery();
  private final PersonRepository repository = new PersonRepository();
  private final PersonPlans plans;
  private final PersonErasure erasure = new PersonErasure();

  PersonCardService(Database db, Clock clock, PersonService persons, AccountService accounts) {
    this.db = db;
    this.clock = clock;
    this.access = new AccessPolicy(clock);
    this.persons = persons;
    this.accounts = accounts;
    this.plans = new PersonPlans(clock);
  }

  /**
   * The card, whole but for what an address block hides (PERSON-13). An administrator's read is
   * recorded in the security log.
   */
  Single<PersonCard> get(Command<?> command) {
    return isOwn(command) ? card(db, command) : db.inTransaction(tx -> getAndLog(tx, command));
  }

  private Single<PersonCard> card(SqlReader sql, Command<?> command) {
    return query.get(sql, command.caller(), command.personId(), access.today());
  }

  private static boolean isOwn(Command<?> command) {
    return command.caller().person().equals(command.personId());
  }

  private Single<PersonCard> getAndLog(Tx tx, Command<?> command) {
    return getForAdministrator(tx, command)
        .flatMap(
            card ->
                accounts
                    .logCardRead(tx, command.caller(), command.clientInfo(), command.personId())
                    .toSingleDefault(card));
  }

  private Single<PersonCard> getForAdministrator(Tx tx, Command<?> command) {
    return Single.zip(
        card(tx, command), plans.isInAnyPlan(tx, command.personId()), PersonCard::withInPlan);
  }

  /**
   * Changes a card. Fails as {@link PersonService#change} does, and with {@link Failure.Conflict}
   * {@code version.stale} and the current card.
   */
  Single<PersonCard> change(Command<PersonInput> command) {
    // the response shows the card, even if nothing changes
    Completable readLogged = isOwn(command) ? Completable.complete() : get(command).ignoreElement();
    return readLogged.andThen(Single.defer(() -> db.inTransaction(tx -> change(tx, command))));
  }

  private Single<PersonCard> change(Tx tx, Command<PersonInput> command) {
    return Single.zip(
            repository.lockForChange(tx, command.personId()).toSingleDefault(true),
            card(tx, command),
            (locked, card) -> requireCurrent(card, command))
        .flatMapCompletable(card -> changeRow(tx, command))
        .andThen(Single.defer(() -> changed(tx, command)));
  }

  private Completable changeRow(Tx tx, Command<PersonInput> command) {
    return persons.change(
        tx, command.caller(), command.clientInfo(), command.personId(), command.body());
  }

  private Single<PersonCard> changed(Tx tx, Command<?> command) {
    return isOwn(command) ? card(tx, command) : getForAdministrator(tx, command);
  }

  private static PersonCard requireCurrent(PersonCard card, Command<?> command) {
    if (card.version() != command.ifMatch()) {
      throw new Failure.Conflict("version.stale", card);
    }
    return card;
  }

  /**
   * Deletes a person who is in no plan: the name remains on what they wrote, all other data is
   * deleted. Fails with {@link Failure.Conflict} {@code person.inPlan}, and with {@link
   * Failure.Invalid} {@code person.self}.
   */
  Single<NoContent> delete(Command<Void> command) {
    return db.inTransaction(tx -> delete(tx, command))
        .doOnSuccess(accounts::endSessions)
        .map(ended -> NoContent.NO_CONTENT);
  }

  private Single<List<SessionId>> delete(Tx tx, Command<Void> command) {
    return Single.zip(
            repository.lockForDeletion(tx, command.personId()).toSingleDefault(true),
            card(tx, command),
            (locked, card) -> card)
        .flatMapCompletable(card -> requireDeletable(tx, command))
        .andThen(Completable.defer(() -> erasure.erase(tx, command.personId(), clock.instant())))
        .andThen(accounts.delete(tx, command.caller(), command.clientInfo(), command.personId()));
  }

  private Completable requireDeletable(Tx tx, Command<Void> command) {
    if (isOwn(command)) {
      return Completable.error(new Failure.Invalid("person.self", "personId", "invalid"));
    }
    return plans
        .isInAnyPlan(tx, command.personId())
        .flatMapCompletable(
            isInPlan ->
                isInPlan
                    ? Completable.error(new Failure.Conflict("person.inPlan", null))
                    : Completable.complete());
  }
}
