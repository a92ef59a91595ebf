package no.samklang.person;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Single;
import java.time.Clock;
import java.util.List;
import no.samklang.access.PlanChanged;
import no.samklang.auth.AccountRegister;
import no.samklang.bus.Bus;
import no.samklang.bus.Done;
import no.samklang.bus.Failure;
import no.samklang.db.Database;
import no.samklang.db.Tx;
import no.samklang.id.PlanId;
import no.samklang.id.SessionId;
import no.samklang.notify.Outbox;
import no.samklang.person.Persons.Change;
import no.samklang.person.Persons.Delete;
import no.samklang.person.Persons.Read;

/** Cards in the register: one's own, and those that an administrator tends (PERSON-6). */
@CheckReturnValue
final class PersonService {
  private final Database db;
  private final Bus bus;
  private final Clock clock;
  private final Outbox outbox;
  private final PersonRegister register;
  private final AccountRegister accounts;
  private final CardStore store = new CardStore();
  private final DeletionStore deletion = new DeletionStore();

  PersonService(
      Database db,
      Bus bus,
      Clock clock,
      Outbox outbox,
      PersonRegister register,
      AccountRegister accounts) {
    this.db = db;
    this.bus = bus;
    this.clock = clock;
    this.outbox = outbox;
    this.register = register;
    this.accounts = accounts;
  }

  Single<PersonCard> read(Read question) {
    return question.caller().person().equals(question.person())
        ? store.read(db, question.caller(), question.person())
        : db.inTransaction(tx -> readOf(tx, question));
  }

  /** Nobody sees another's card without a trace of it. */
  private Single<PersonCard> readOf(Tx tx, Read question) {
    return store
        .read(tx, question.caller(), question.person())
        .flatMap(
            card ->
                accounts
                    .noteRead(tx, question.caller(), question.origin(), question.person())
                    .toSingleDefault(card));
  }

  private record Changed(PersonCard card, List<PlanId> plans) {}

  Single<PersonCard> change(Change command) {
    return read(new Read(command.caller(), command.person(), command.origin()))
        .flatMap(seen -> db.inTransaction(tx -> change(tx, command)))
        .doOnSuccess(changed -> announce(changed))
        .map(Changed::card);
  }

  private Single<Changed> change(Tx tx, Change command) {
    return store
        .lock(tx, command.caller(), command.person())
        .doOnSuccess(card -> requireCurrent(card, command))
        .flatMapCompletable(
            card ->
                register.change(
                    tx, command.caller(), command.origin(), command.person(), command.input()))
        .andThen(Single.defer(() -> store.read(tx, command.caller(), command.person())))
        .flatMap(card -> store.plans(tx, command.person()).map(plans -> new Changed(card, plans)));
  }

  private static void requireCurrent(PersonCard card, Change command) {
    if (card.version() != command.basedOn()) {
      throw new Failure.Conflict("version.stale", card);
    }
  }

  private void announce(Changed changed) {
    int version = changed.card().version();
    changed.plans().forEach(plan -> bus.publish(new PlanChanged(plan, "participants", version)));
  }

  Single<Done> delete(Delete command) {
    return db.inTransaction(tx -> delete(tx, command))
        .doOnSuccess(accounts::announce)
        .map(ended -> Done.DONE);
  }

  private Single<List<SessionId>> delete(Tx tx, Delete command) {
    return store
        .lock(tx, command.caller(), command.person())
        .flatMapCompletable(card -> requireDeletable(tx, command))
        .andThen(Completable.defer(() -> deletion.wipe(tx, command.person(), clock.instant())))
        .andThen(accounts.delete(tx, command.caller(), command.origin(), command.person()));
  }

  private Completable requireDeletable(Tx tx, Delete command) {
    if (command.caller().person().equals(command.person())) {
      return Completable.error(new Failure.Invalid("person.yourself", "personId", "invalid"));
    }
    return store
        .plans(tx, command.person())
        .flatMapCompletable(
            plans ->
                plans.isEmpty()
                    ? Completable.complete()
                    : Completable.error(new Failure.Conflict("person.inPlan", null)));
  }
}
