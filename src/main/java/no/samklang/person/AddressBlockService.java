package no.samklang.person;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Single;
import java.time.Clock;
import java.util.List;
import no.samklang.access.AccessPolicy;
import no.samklang.db.Database;
import no.samklang.db.Tx;
import no.samklang.error.Failure;
import no.samklang.id.PersonId;
import no.samklang.operation.Command;
import no.samklang.person.AddressBlockRepository.CurrentBlock;
import no.samklang.person.RegisterLog.RegisterRead;

/**
 * Sets and lifts address blocks (PERSON-13). The authorities decide on a block, so the person
 * can't; the person's coordinators and the administrators of the municipality enter it. A strict
 * one is lowered and lifted by administrators only.
 */
@CheckReturnValue
final class AddressBlockService {
  private final Database db;
  private final AccessPolicy access;
  private final PersonPlans plans;
  private final RegisterLog log;
  private final PersonQuery query = new PersonQuery();
  private final PersonRepository persons = new PersonRepository();
  private final AddressBlockRepository repository = new AddressBlockRepository();

  AddressBlockService(Database db, Clock clock) {
    this.db = db;
    this.access = new AccessPolicy(clock);
    this.plans = new PersonPlans(clock);
    this.log = new RegisterLog(clock);
  }

  /**
   * @param addressBlock null for none
   */
  record AddressBlockChange(AddressBlock addressBlock) {}

  record BlockedPerson(
      PersonId personId, String firstName, String lastName, AddressBlock addressBlock) {}

  record BlockedPersons(List<BlockedPerson> items, int total) {}

  /**
   * The blocked persons of the municipality, whom a search doesn't find. Recorded in the register's
   * log. Fails with {@code access.denied} unless the caller administers the municipality.
   */
  Single<BlockedPersons> list(Command<Void> command) {
    return db.inTransaction(
        tx ->
            requireAdministrator(tx, command)
                .andThen(Single.defer(() -> repository.list(tx, command.caller())))
                .flatMap(found -> logged(tx, command, found))
                .map(found -> new BlockedPersons(found, found.size())));
  }

  private Completable requireAdministrator(Tx tx, Command<?> command) {
    return repository
        .administersMunicipality(tx, command.caller())
        .flatMapCompletable(
            is ->
                is
                    ? Completable.complete()
                    : Completable.error(new Failure.Forbidden("access.denied")));
  }

  private Single<List<BlockedPerson>> logged(Tx tx, Command<?> command, List<BlockedPerson> found) {
    List<PersonId> ids = found.stream().map(BlockedPerson::personId).toList();
    return log.addRead(tx, command.caller(), RegisterRead.BLOCKED_LISTED, ids)
        .toSingleDefault(found);
  }

  /**
   * Sets or lifts the block, and marks the person's plans as changed, so that open pages hide at
   * once what they may no longer show. Fails with {@link Failure.NotFound} for callers who may not,
   * {@code version.stale} with the card, and {@code addressBlock.administrator}.
   */
  Single<PersonCard> change(Command<AddressBlockChange> command) {
    return db.inTransaction(
        tx ->
            persons
                .lockForChange(tx, command.personId())
                .andThen(Single.defer(() -> current(tx, command)))
                .flatMapCompletable(current -> change(tx, command, current))
                .andThen(Single.defer(() -> card(tx, command))));
  }

  private Single<CurrentBlock> current(Tx tx, Command<?> command) {
    return repository
        .find(tx, command.caller(), command.personId(), access.today())
        .switchIfEmpty(Single.error(new Failure.NotFound()));
  }

  private Completable change(Tx tx, Command<AddressBlockChange> command, CurrentBlock current) {
    AddressBlock after = command.body().addressBlock();
    if (current.version() != command.ifMatch()) {
      return card(tx, command)
          .flatMapCompletable(
              card -> Completable.error(new Failure.Conflict("version.stale", card)));
    }
    AddressBlockPolicy.requireAllowed(current.administers(), current.block(), after);
    return after == current.block() ? Completable.complete() : update(tx, command, current);
  }

  private Completable update(Tx tx, Command<AddressBlockChange> command, CurrentBlock current) {
    AddressBlock after = command.body().addressBlock();
    PersonId person = command.personId();
    return Completable.mergeArray(
        repository.update(tx, person, after),
        plans.markChanged(tx, command.caller().person(), person, current.version() + 1),
        log.addBlockChange(tx, command.caller(), person, current.block(), after));
  }

  private Single<PersonCard> card(Tx tx, Command<?> command) {
    return query.shown(tx, command.caller(), command.personId(), access.today());
  }
}
