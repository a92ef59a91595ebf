package no.samklang.auth;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Single;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import no.samklang.access.Access;
import no.samklang.access.Membership;
import no.samklang.access.PlanLog;
import no.samklang.access.Right;
import no.samklang.auth.Auth.EndReason;
import no.samklang.auth.Auth.ParticipantAccount;
import no.samklang.auth.Auth.ParticipantAccountChange;
import no.samklang.auth.Auth.SessionEnded;
import no.samklang.auth.SecurityLog.Event;
import no.samklang.auth.Standing.Found;
import no.samklang.bus.Failure;
import no.samklang.db.Database;
import no.samklang.db.SqlReader;
import no.samklang.db.Tx;
import no.samklang.id.PersonId;
import no.samklang.id.SessionId;
import no.samklang.notify.Outbox;
import no.samklang.operation.Command;

/** The account of a participant, which a coordinator makes and the participant has (PERSON-1). */
@CheckReturnValue
final class ParticipantAccountService {
  private final Database db;
  private final java.time.Clock clock;
  private final Access access;
  private final Passwords passwords;
  private final Outbox outbox;
  private final Sessions sessions;
  private final SecurityLog log;
  private final PlanLog planLog;
  private final AccountStore accounts = new AccountStore();
  private final SessionStore store = new SessionStore();

  ParticipantAccountService(AuthParts parts) {
    this.db = parts.db();
    this.clock = parts.clock();
    this.access = new Access(clock);
    this.passwords = parts.passwords();
    this.outbox = parts.outbox();
    this.sessions = parts.sessions();
    this.log = parts.log();
    this.planLog = new PlanLog(clock);
  }

  /** A password that was made for the occasion. */
  private record Fresh(String password, String hash) {
    @Override
    public String toString() {
      return "Fresh";
    }
  }

  /** A command with what goes with it through the steps. */
  private record Job(
      Command<ParticipantAccountChange> command,
      Username username,
      PersonId person,
      Optional<Fresh> fresh) {
    boolean isOwn() {
      return command.caller().person().equals(person);
    }

    boolean givesPassword() {
      return command.body().newPassword() && fresh.isPresent();
    }
  }

  private record Changed(ParticipantAccount account, List<SessionId> ended) {}

  Single<ParticipantAccount> change(Command<ParticipantAccountChange> command) {
    Username username = Username.of(command.body().username());
    return admit(db, command)
        .flatMap(person -> fresh(command, person))
        .flatMap(fresh -> db.inTransaction(tx -> change(tx, command, username, fresh)))
        .onErrorResumeNext(AccountService::named)
        .doOnSuccess(changed -> announce(changed.ended()))
        .map(Changed::account);
  }

  /** Gives whose account it is about. */
  private Single<PersonId> admit(SqlReader sql, Command<ParticipantAccountChange> command) {
    return access
        .require(sql, command.caller(), command.planId(), Right.READ)
        .flatMap(
            me ->
                accounts
                    .participant(sql, command.planId(), command.participantId())
                    .doOnSuccess(person -> admit(command, person, me)));
  }

  private static void admit(
      Command<ParticipantAccountChange> command, PersonId person, Membership me) {
    if (!command.caller().person().equals(person)) {
      Access.demand(me, Right.GIVE_ACCOUNTS);
    } else if (command.body().newPassword()) {
      throw new Failure.Forbidden("access.denied");
    }
  }

  /** Made before the transaction, which would else wait for it; only where it can be needed. */
  private Single<Optional<Fresh>> fresh(
      Command<ParticipantAccountChange> command, PersonId person) {
    if (command.caller().person().equals(person)) {
      return Single.just(Optional.empty());
    }
    return accounts
        .exists(db, person)
        .flatMap(
            exists ->
                exists && !command.body().newPassword() ? Single.just(Optional.empty()) : fresh());
  }

  private Single<Optional<Fresh>> fresh() {
    String password = Passwords.generate();
    return passwords.hash(password).map(hash -> Optional.of(new Fresh(password, hash)));
  }

  private Single<Changed> change(
      Tx tx, Command<ParticipantAccountChange> command, Username username, Optional<Fresh> fresh) {
    return admit(tx, command)
        .map(person -> new Job(command, username, person, fresh))
        .flatMap(
            job ->
                accounts
                    .lock(tx, job.person())
                    .andThen(
                        Standing.find(tx, job.person(), command.caller().person(), access.today()))
                    .map(found -> AccountService.requireAddress(found, command.body().channel()))
                    .flatMap(
                        found ->
                            found.standing().hasAccount()
                                ? change(tx, job, found)
                                : create(tx, job)));
  }

  private Single<Changed> create(Tx tx, Job job) {
    Command<ParticipantAccountChange> command = job.command();
    Fresh fresh = job.fresh().orElseThrow(Failure.NotFound::new);
    return accounts
        .insert(tx, job.person(), job.username(), command.body().channel(), fresh.hash())
        .andThen(note(tx, job, Event.ACCOUNT_CREATED))
        .andThen(tell(tx, job, PlanLog.Event.ACCOUNT_CREATED))
        .toSingle(() -> new Changed(account(job, fresh.password()), List.of()));
  }

  private Single<Changed> change(Tx tx, Job job, Found found) {
    Standing standing = found.standing();
    boolean redirects = job.command().body().channel() != standing.channel();
    boolean renames = !job.username().value().equals(standing.username());
    boolean delicate = !job.isOwn() && (redirects || renames || job.givesPassword());
    if (delicate && !standing.mayGivePassword()) {
      return Single.error(new Failure.Forbidden("account.notYours"));
    }
    return accounts
        .change(tx, job.person(), job.username(), job.command().body().channel())
        .andThen(note(tx, job, Event.ACCOUNT_CHANGED))
        .andThen(tellOfChange(tx, job))
        .andThen(
            delicate || redirects ? found.tell(tx, outbox, job.person()) : Completable.complete())
        .andThen(Single.defer(() -> password(tx, job)));
  }

  private Single<Changed> password(Tx tx, Job job) {
    if (!job.givesPassword()) {
      return Single.just(new Changed(account(job, null), List.of()));
    }
    Fresh fresh = job.fresh().orElseThrow();
    Instant now = clock.instant();
    return accounts
        .givePassword(tx, job.person(), fresh.hash())
        .andThen(note(tx, job, Event.PASSWORD_GIVEN))
        .andThen(tell(tx, job, PlanLog.Event.PASSWORD_GIVEN))
        .andThen(store.endAll(tx, job.person(), now, EndReason.PASSWORD_CHANGED))
        .doOnSuccess(
            ended ->
                ended.forEach(
                    session -> tx.publish(new SessionEnded(session, EndReason.PASSWORD_CHANGED))))
        .map(ended -> new Changed(account(job, fresh.password()), ended));
  }

  private Completable note(Tx tx, Job job, Event event) {
    Command<ParticipantAccountChange> command = job.command();
    return log.addOf(tx, event, job.person(), command.caller().person(), command.origin());
  }

  /** What one changes of one's own account is nobody else's concern. */
  private Completable tellOfChange(Tx tx, Job job) {
    return job.isOwn() || job.givesPassword()
        ? Completable.complete()
        : tell(tx, job, PlanLog.Event.ACCOUNT_CHANGED);
  }

  private Completable tell(Tx tx, Job job, PlanLog.Event event) {
    Command<ParticipantAccountChange> command = job.command();
    return planLog.add(
        tx,
        new PlanLog.Entry(
            command.planId(), command.caller().person(), event, command.participantId()));
  }

  private static ParticipantAccount account(Job job, String password) {
    return new ParticipantAccount(job.username().value(), job.command().body().channel(), password);
  }

  private void announce(List<SessionId> ended) {
    ended.forEach(sessions::end);
  }
}
