package no.samklang.auth;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Single;
import java.time.Clock;
import no.samklang.access.AccessPolicy;
import no.samklang.access.Right;
import no.samklang.db.Database;
import no.samklang.db.RowValues;
import no.samklang.db.Tx;
import no.samklang.error.Failure;
import no.samklang.id.PersonId;
import no.samklang.operation.Command;
import no.samklang.operation.NoContent;

/**
 * Ends locks of accounts after wrong guesses (LOGIN-2), and the codes guessed at; no failure when
 * the account isn't locked. Fails with {@code account.recentlyHelped} when the caller gave the
 * password, who could go on guessing codes, and with {@code account.tooManyUnlocks} as {@link
 * SecurityLog#requireFewUnlocks} says.
 */
@CheckReturnValue
final class AccountUnlockService {
  private static final String STATE =
      "select state.* from account_state($1, null, $2) state where state.state_username is not null";

  private final Database db;
  private final Clock clock;
  private final AccessPolicy access;
  private final SecurityLog log;
  private final RecentHelpPolicy help;
  private final LockoutRepository lockouts;
  private final PersonAccountQuery query;
  private final AccountSetup setup;
  private final AccountRepository accounts = new AccountRepository();
  private final OneTimeCodeRepository codes = new OneTimeCodeRepository();
  private final KnownDeviceRepository devices = new KnownDeviceRepository();

  AccountUnlockService(AuthContext context) {
    this.db = context.db();
    this.clock = context.clock();
    this.access = new AccessPolicy(clock);
    this.log = context.log();
    this.help = new RecentHelpPolicy(context.clock());
    this.lockouts = new LockoutRepository(db, clock, context.settings().login());
    this.query = new PersonAccountQuery(clock);
    this.setup = new AccountSetup(context);
  }

  /** For administrators, as the methods of {@link PersonAccountService}. */
  Single<NoContent> unlockPerson(Command<Void> command) {
    return PersonAccountService.requireOther(command)
        .andThen(
            Single.defer(
                () ->
                    db.inTransaction(
                        tx ->
                            query
                                .get(tx, command.caller(), command.personId())
                                .flatMap(allowed -> unlock(tx, command, command.personId())))));
  }

  /** For coordinators of a plan that the person is in; not for the own account. */
  Single<NoContent> unlockParticipant(Command<Void> command) {
    return db.inTransaction(
        tx ->
            access
                .require(tx, command.caller(), command.planId(), Right.GIVE_ACCOUNTS)
                .flatMap(me -> accounts.getPersonId(tx, command.planId(), command.participantId()))
                .flatMap(person -> unlock(tx, command, person)));
  }

  private Single<NoContent> unlock(Tx tx, Command<Void> command, PersonId person) {
    if (command.caller().person().equals(person)) {
      return Single.error(new Failure.Forbidden("access.denied"));
    }
    return setup
        .lock(tx, person, command.caller().person())
        .flatMapCompletable(
            account ->
                tx.query(STATE, person.value(), clock.instant())
                    .flattenStreamAsFlowable(RowValues::stream)
                    .map(row -> new AccountState(row, command.caller().person()))
                    .filter(AccountState::isLocked)
                    .flatMapCompletable(
                        state ->
                            help.requireNotGiver(tx, command.caller(), person, account.policy())
                                .andThen(help.requireFewUnlocks(tx, command.caller(), person))
                                .andThen(unlock(tx, command, person, state))))
        .toSingleDefault(NoContent.NO_CONTENT);
  }

  private Completable unlock(Tx tx, Command<Void> command, PersonId person, AccountState state) {
    return codes
        .markAllUsed(tx, person, clock.instant())
        .andThen(lockouts.clear(tx, UsernameHash.of(state.username())))
        .andThen(devices.unlockAll(tx, person))
        .andThen(
            log.addWithActor(
                tx,
                SecurityEvent.UNLOCKED,
                person,
                command.caller().person(),
                command.clientInfo()));
  }
}
