package no.samklang.auth;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Single;
import java.time.Clock;
import java.util.List;
import no.samklang.auth.AccountMessages.AdministeredAccount;
import no.samklang.auth.AccountMessages.BlockReason;
import no.samklang.auth.AuthMessages.EndReason;
import no.samklang.auth.AuthMessages.SessionEnded;
import no.samklang.db.Database;
import no.samklang.db.Tx;
import no.samklang.error.Failure;
import no.samklang.id.PersonId;
import no.samklang.id.SessionId;
import no.samklang.operation.Command;

/**
 * Blocks accounts and opens them again (PERSON-9), for administrators of the person's municipality.
 * Memberships stay; a plan may be left without a coordinator who can log in, which {@code
 * onlyCoordinatorOf} tells (PLAN-6). Methods fail as those of {@link PersonAccountService} do, with
 * {@link Failure.NotFound} for a person without an account, and with {@link
 * Failure.Unauthenticated} {@code session.required} for a caller who has been blocked meanwhile.
 */
@CheckReturnValue
final class AccountBlockService {
  private final Database db;
  private final Clock clock;
  private final SessionCache sessions;
  private final SecurityLog log;
  private final PersonAccountQuery query;
  private final AccountRepository accounts = new AccountRepository();
  private final OneTimeCodeRepository codes = new OneTimeCodeRepository();
  private final SessionRepository sessionRepository = new SessionRepository();

  AccountBlockService(AuthContext context) {
    this.db = context.db();
    this.clock = context.clock();
    this.sessions = context.sessions();
    this.log = context.log();
    this.query = new PersonAccountQuery(clock);
  }

  private record BlockResult(AdministeredAccount account, List<SessionId> ended) {}

  /**
   * Blocks an account: pending logins and open sessions end at once. Fails with {@link
   * Failure.Conflict} {@code account.blocked} and the account when it is blocked already.
   */
  Single<AdministeredAccount> block(Command<BlockReason> command) {
    String reason = reason(command.body());
    return PersonAccountService.requireOther(command)
        .andThen(Single.defer(() -> db.inTransaction(tx -> block(tx, command, reason))))
        .doOnSuccess(result -> result.ended().forEach(sessions::end))
        .map(BlockResult::account);
  }

  private static String reason(BlockReason body) {
    if (body.reason().isBlank()) {
      throw new Failure.Invalid("request.invalid", "reason", "required");
    }
    return body.reason().strip();
  }

  private Single<BlockResult> block(Tx tx, Command<BlockReason> command, String reason) {
    PersonId person = command.personId();
    return lock(tx, command)
        .map(AccountBlockService::requireOpen)
        .flatMapCompletable(
            account ->
                accounts
                    .block(tx, person, clock.instant(), command.caller().person(), reason)
                    .andThen(codes.markAllUsed(tx, person, clock.instant()))
                    .andThen(log(tx, command, SecurityEvent.BLOCKED)))
        .andThen(Single.defer(() -> endSessions(tx, person)))
        .flatMap(
            ended ->
                query
                    .get(tx, command.caller(), person)
                    .map(account -> new BlockResult(account, ended)));
  }

  private static AdministeredAccount requireOpen(AdministeredAccount account) {
    if (account.blocked() != null) {
      throw new Failure.Conflict("account.blocked", account);
    }
    return account;
  }

  private Single<List<SessionId>> endSessions(Tx tx, PersonId person) {
    return sessionRepository
        .endAll(tx, person, clock.instant(), EndReason.BLOCKED)
        .doOnSuccess(
            ended ->
                ended.forEach(session -> tx.publish(new SessionEnded(session, EndReason.BLOCKED))));
  }

  /**
   * Opens a blocked account; no-op when it isn't blocked. A lock after wrong guesses stays: it is
   * ended by {@link AccountUnlockService} only, with its limits (LOGIN-2).
   */
  Single<AdministeredAccount> unblock(Command<Void> command) {
    return PersonAccountService.requireOther(command)
        .andThen(Single.defer(() -> db.inTransaction(tx -> unblock(tx, command))));
  }

  private Single<AdministeredAccount> unblock(Tx tx, Command<Void> command) {
    return lock(tx, command)
        .filter(account -> account.blocked() != null)
        .flatMapCompletable(
            account ->
                accounts
                    .unblock(tx, command.personId())
                    .andThen(log(tx, command, SecurityEvent.UNBLOCKED)))
        .andThen(Single.defer(() -> query.get(tx, command.caller(), command.personId())));
  }

  private Single<AdministeredAccount> lock(Tx tx, Command<?> command) {
    PersonId caller = command.caller().person();
    return accounts
        .lock(tx, command.personId(), caller)
        .andThen(Completable.defer(() -> requireNotBlocked(tx, caller)))
        .andThen(Single.defer(() -> query.get(tx, command.caller(), command.personId())))
        .map(AccountBlockService::requireAccount);
  }

  /** Of two administrators who block each other at once, only the first does. */
  private Completable requireNotBlocked(Tx tx, PersonId caller) {
    return accounts
        .isBlocked(tx, caller)
        .flatMapCompletable(
            blocked ->
                blocked
                    ? Completable.error(new Failure.Unauthenticated("session.required"))
                    : Completable.complete());
  }

  private static AdministeredAccount requireAccount(AdministeredAccount account) {
    if (account.username() == null) {
      throw new Failure.NotFound();
    }
    return account;
  }

  private Completable log(Tx tx, Command<?> command, SecurityEvent event) {
    return log.addWithActor(
        tx, event, command.personId(), command.caller().person(), command.clientInfo());
  }
}
