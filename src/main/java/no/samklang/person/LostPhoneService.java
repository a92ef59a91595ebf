package no.samklang.person;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Single;
import java.time.Clock;
import java.util.Optional;
import no.samklang.access.AccessPolicy;
import no.samklang.access.PlanCommands;
import no.samklang.access.PlanLog.PlanLogEvent;
import no.samklang.access.PlanTx;
import no.samklang.access.Right;
import no.samklang.auth.AccountService;
import no.samklang.auth.AddressChange;
import no.samklang.auth.PhoneStopService;
import no.samklang.auth.PhoneStopService.StoppedPhone;
import no.samklang.db.Database;
import no.samklang.db.RowValues;
import no.samklang.db.Tx;
import no.samklang.error.Failure;
import no.samklang.id.PersonId;
import no.samklang.operation.Command;
import no.samklang.operation.NoContent;

/**
 * Stops a lost or changed phone (PERSON-8): the number is taken off the card, gets no codes any
 * more, and what was opened by them ends, as {@link PhoneStopService#stop} says.
 */
@CheckReturnValue
final class LostPhoneService {
  private static final String FIND_PERSON =
      "select person_id from participant where id = $1 and plan_id = $2 and removed_at is null";

  private final Database db;
  private final AccountService accounts;
  private final PhoneStopService phones;
  private final PlanCommands planCommands;
  private final PersonPlans plans;
  private final AccessPolicy access;
  private final PersonQuery query = new PersonQuery();
  private final PersonRepository repository = new PersonRepository();

  LostPhoneService(
      Database db,
      Clock clock,
      AccountService accounts,
      PhoneStopService phones,
      PlanCommands planCommands) {
    this.db = db;
    this.accounts = accounts;
    this.phones = phones;
    this.planCommands = planCommands;
    this.plans = new PersonPlans(clock);
    this.access = new AccessPolicy(clock);
  }

  /** The caller's own; ends the other sessions. */
  Single<NoContent> stopOwn(Command<LostPhone> command) {
    return run(db.inTransaction(tx -> stop(tx, command, command.caller().person())));
  }

  /** For administrators of the person's municipality; fails with {@link Failure.NotFound}. */
  Single<NoContent> stopOfPerson(Command<LostPhone> command) {
    return run(
        db.inTransaction(
            tx ->
                query
                    .get(tx, command.caller(), command.personId(), access.today())
                    .flatMap(card -> stop(tx, command, card.personId()))));
  }

  /** For coordinators of a plan that the person is in, and the participant. */
  Single<NoContent> stopOfParticipant(Command<LostPhone> command) {
    return run(
        planCommands.runUnlocked(
            command,
            Right.READ,
            tx -> {
              boolean isOwn = tx.member().participant().equals(command.participantId());
              AccessPolicy.require(tx.member(), isOwn ? Right.EDIT_OWN_CARD : Right.GIVE_ACCOUNTS);
              return findPerson(tx, command)
                  .flatMap(person -> stop(tx.tx(), command, person))
                  .doOnSuccess(
                      ended -> tx.log(PlanLogEvent.PARTICIPANT_CHANGED, command.participantId()));
            }));
  }

  private static Single<PersonId> findPerson(PlanTx tx, Command<?> command) {
    return tx.query(FIND_PERSON, command.participantId(), command.planId())
        .map(rows -> RowValues.first(rows).orElseThrow(Failure.NotFound::new))
        .map(row -> new PersonId(row.getUUID("person_id")));
  }

  private Single<NoContent> run(Single<StoppedPhone> stop) {
    return stop.doOnSuccess(stopped -> accounts.endSessions(stopped.ended()))
        .map(ended -> NoContent.NO_CONTENT);
  }

  private Single<StoppedPhone> stop(Tx tx, Command<LostPhone> command, PersonId person) {
    Optional<String> number = command.body().number();
    return repository
        .lockForChange(tx, person)
        .andThen(Single.defer(() -> repository.get(tx, person)))
        .flatMap(before -> stop(tx, command, before, number.orElse(null)));
  }

  private Single<StoppedPhone> stop(
      Tx tx, Command<LostPhone> command, PersonCard before, String number) {
    if (number != null && number.equals(before.mobile())) {
      throw LostPhone.invalid("mobile.unchanged");
    }
    PersonId person = before.personId();
    AddressChange change =
        new AddressChange(person, before.email(), before.email(), before.mobile(), number);
    return phones
        .stop(tx, command.caller(), command.clientInfo(), change, command.findIfMatch())
        .flatMap(
            stopped ->
                repository
                    .updateMobile(tx, person, stopped.mobile().orElse(null))
                    .andThen(
                        plans.markChanged(
                            tx, command.caller().person(), person, before.version() + 1))
                    .toSingleDefault(stopped));
  }
}
