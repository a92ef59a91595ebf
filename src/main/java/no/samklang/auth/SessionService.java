package no.samklang.auth;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Single;
import java.time.Clock;
import java.time.Instant;
import no.samklang.access.AccessPolicy;
import no.samklang.auth.AuthMessages.EndReason;
import no.samklang.auth.AuthMessages.Next;
import no.samklang.auth.AuthMessages.NextStep;
import no.samklang.auth.AuthMessages.OwnSessions;
import no.samklang.auth.AuthMessages.Profile;
import no.samklang.auth.AuthMessages.SessionEnded;
import no.samklang.auth.AuthMessages.SessionLife;
import no.samklang.auth.AuthMessages.TermsAnswer;
import no.samklang.config.Settings;
import no.samklang.db.Database;
import no.samklang.db.Tx;
import no.samklang.error.Failure;
import no.samklang.id.SessionId;
import no.samklang.operation.Command;
import no.samklang.operation.NoContent;
import no.samklang.operation.Result.SessionChanged;
import no.samklang.security.Caller;
import no.samklang.security.ClientInfo;

/** Operations on the caller's session: accepting the terms, viewing and ending. */
@CheckReturnValue
final class SessionService {
  private final Database db;
  private final Clock clock;
  private final Settings settings;
  private final SessionCache sessions;
  private final SecurityLog log;
  private final ProfileQuery profiles;
  private final AccountRepository accounts = new AccountRepository();
  private final SessionRepository sessionRepository = new SessionRepository();

  SessionService(AuthContext context) {
    this.db = context.db();
    this.clock = context.clock();
    this.settings = context.settings();
    this.sessions = context.sessions();
    this.log = context.log();
    this.profiles = new ProfileQuery(new AccessPolicy(clock), settings, sessions);
  }

  /** Accepts the terms, or declines and ends the session (LOGIN-3). */
  Single<Object> answerTerms(Command<TermsAnswer> command) {
    if (!command.body().accept()) {
      return end(
              command.caller(),
              command.caller().session(),
              EndReason.TERMS_DECLINED,
              SecurityEvent.TERMS_DECLINED,
              command.clientInfo())
          .toSingleDefault(SessionChanged.ended(new NextStep(Next.LOGGED_OUT)));
    }
    return db.inTransaction(tx -> acceptTerms(tx, command))
        .doOnSuccess(next -> sessions.invalidate(command.caller().session()))
        .map(NextStep::new);
  }

  private Single<Next> acceptTerms(Tx tx, Command<TermsAnswer> command) {
    Caller caller = command.caller();
    return accounts
        .acceptTerms(tx, caller.person(), settings.terms().version())
        .flatMap(
            next ->
                sessionRepository
                    .updateNext(tx, caller.session(), next)
                    .andThen(
                        log.add(
                            tx,
                            SecurityEvent.TERMS_ACCEPTED,
                            caller.person(),
                            command.clientInfo()))
                    .toSingleDefault(next));
  }

  Single<SessionChanged> logout(Command<Void> command) {
    return end(
            command.caller(),
            command.caller().session(),
            EndReason.LOGGED_OUT,
            SecurityEvent.LOGGED_OUT,
            command.clientInfo())
        .toSingleDefault(SessionChanged.ended(null));
  }

  Single<NoContent> end(Command<Void> command) {
    return end(
            command.caller(),
            new SessionId(command.id("sessionId")),
            EndReason.ENDED,
            SecurityEvent.SESSION_ENDED,
            command.clientInfo())
        .toSingleDefault(NoContent.NO_CONTENT);
  }

  private Completable end(
      Caller caller,
      SessionId session,
      EndReason reason,
      SecurityEvent event,
      ClientInfo clientInfo) {
    return db.inTransaction(
            tx ->
                sessionRepository
                    .end(tx, session, caller.person(), clock.instant(), reason)
                    .filter(ended -> ended)
                    .switchIfEmpty(Single.error(new Failure.NotFound()))
                    .doOnSuccess(ended -> tx.publish(new SessionEnded(session, reason)))
                    .flatMap(
                        ended ->
                            log.add(tx, event, caller.person(), clientInfo).toSingleDefault(ended)))
        .doOnSuccess(ended -> sessions.end(session))
        .ignoreElement();
  }

  Single<Profile> profile(Command<Void> command) {
    return profiles.get(db, command.caller());
  }

  Single<SessionLife> stayLoggedIn(Command<Void> command) {
    return profile(command).map(Profile::session);
  }

  Single<OwnSessions> list(Command<Void> command) {
    Caller caller = command.caller();
    Instant activeAfter = clock.instant().minus(settings.session().idleTimeout());
    return Single.zip(
        sessionRepository.listOpen(db, caller, activeAfter),
        log.findRecent(db, caller.person()),
        (open, logins) -> new OwnSessions(open, open.size(), logins));
  }
}
