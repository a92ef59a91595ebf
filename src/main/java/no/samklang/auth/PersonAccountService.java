package no.samklang.auth;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Single;
import no.samklang.auth.AccountMessages.AdministeredAccount;
import no.samklang.auth.AccountMessages.ParticipantAccount;
import no.samklang.auth.AccountMessages.ParticipantAccountChange;
import no.samklang.auth.AccountSetup.SetupResult;
import no.samklang.db.Database;
import no.samklang.db.Tx;
import no.samklang.error.Failure;
import no.samklang.operation.Command;

/**
 * Accounts of the persons of a municipality, for its administrators. Every method fails with {@link
 * Failure.NotFound} for other callers; changes fail with {@link Failure.Forbidden} {@code
 * access.denied} for the caller's own account, which "Min profil" is for.
 */
@CheckReturnValue
final class PersonAccountService {
  private final Database db;
  private final SecurityLog log;
  private final PersonAccountQuery query;
  private final AccountSetup setup;

  PersonAccountService(AuthContext context) {
    this.db = context.db();
    this.log = context.log();
    this.query = new PersonAccountQuery(context.clock());
    this.setup = new AccountSetup(context);
  }

  /** Reads an account, and logs that it was read (LOGIN-10). */
  Single<AdministeredAccount> get(Command<Void> command) {
    return query
        .get(db, command.caller(), command.personId())
        .flatMap(
            account ->
                log.addWithActor(
                        db,
                        SecurityEvent.PERSON_READ,
                        command.personId(),
                        command.caller().person(),
                        command.clientInfo())
                    .toSingleDefault(account));
  }

  /**
   * Creates or changes an account. A new one, and one that is asked for, gets a temporary password,
   * which ends the person's sessions. The person is told at the previous address, and both are
   * logged. Fails with {@code account.recentlyHelped} as {@link TakeoverProtectionPolicy} says.
   */
  Single<ParticipantAccount> change(Command<ParticipantAccountChange> command) {
    return requireOther(command)
        .andThen(Single.defer(() -> query.get(db, command.caller(), command.personId())))
        .flatMap(allowed -> setup.prepare(command, command.personId()))
        .flatMap(change -> setup.run(tx -> change(tx, change)));
  }

  /** Fails with {@code access.denied} for the own account. */
  static Completable requireOther(Command<?> command) {
    return command.caller().person().equals(command.personId())
        ? Completable.error(new Failure.Forbidden("access.denied"))
        : Completable.complete();
  }

  private Single<SetupResult> change(Tx tx, AccountChange change) {
    return setup
        .lock(tx, change.person(), change.command().caller().person())
        .doOnSuccess(account -> requireAdministered(account.policy()))
        .flatMap(account -> setup.write(tx, change, account));
  }

  private static void requireAdministered(TakeoverProtectionPolicy policy) {
    if (!policy.callerAdministers()) {
      throw new Failure.NotFound();
    }
  }
}
