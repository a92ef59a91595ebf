package no.samklang.auth;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Single;
import no.samklang.access.AccessPolicy;
import no.samklang.access.Membership;
import no.samklang.access.Right;
import no.samklang.auth.AccountMessages.ParticipantAccount;
import no.samklang.auth.AccountMessages.ParticipantAccountChange;
import no.samklang.auth.AccountSetup.SetupResult;
import no.samklang.db.Database;
import no.samklang.db.SqlReader;
import no.samklang.db.Tx;
import no.samklang.error.Failure;
import no.samklang.id.PersonId;
import no.samklang.operation.Command;

/** Creates and changes participants' accounts (PERSON-1). */
@CheckReturnValue
final class ParticipantAccountService {
  private final Database db;
  private final AccessPolicy access;
  private final AccountSetup setup;
  private final AccountRepository accounts = new AccountRepository();

  ParticipantAccountService(AuthContext context) {
    this.db = context.db();
    this.access = new AccessPolicy(context.clock());
    this.setup = new AccountSetup(context);
  }

  /** Fails with {@code account.forbidden} as {@link TakeoverProtectionPolicy} says. */
  Single<ParticipantAccount> change(Command<ParticipantAccountChange> command) {
    return requireAllowed(db, command)
        .flatMap(person -> setup.prepare(command, person))
        .flatMap(change -> setup.run(tx -> change(tx, change)));
  }

  /** Checks access; returns the account's person. */
  private Single<PersonId> requireAllowed(
      SqlReader sql, Command<ParticipantAccountChange> command) {
    return access
        .require(sql, command.caller(), command.planId(), Right.READ)
        .flatMap(
            me ->
                accounts
                    .getPersonId(sql, command.planId(), command.participantId())
                    .doOnSuccess(person -> requireAllowed(command, person, me)));
  }

  private static void requireAllowed(
      Command<ParticipantAccountChange> command, PersonId person, Membership me) {
    if (!command.caller().person().equals(person)) {
      AccessPolicy.require(me, Right.GIVE_ACCOUNTS);
    } else if (command.body().newPassword()) {
      throw new Failure.Forbidden("access.denied");
    }
  }

  private Single<SetupResult> change(Tx tx, AccountChange change) {
    return requireAllowed(tx, change.command())
        .flatMap(person -> setup.lock(tx, person, change.command().caller().person()))
        .doOnSuccess(account -> requireMayGive(change, account.policy()))
        .flatMap(account -> setup.write(tx, change, account));
  }

  /** A change that changes nothing is refused too: it would tell whether a user name is right. */
  private static void requireMayGive(AccountChange change, TakeoverProtectionPolicy policy) {
    if (policy.hasAccount() && !change.isOwn() && !policy.mayGivePassword()) {
      throw new Failure.Forbidden("account.forbidden");
    }
  }
}
