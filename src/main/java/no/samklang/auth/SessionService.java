package no.samklang.auth;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Single;
import java.time.Clock;
import java.time.Instant;
import no.samklang.access.Access;
import no.samklang.auth.Auth.EndReason;
import no.samklang.auth.Auth.Me;
import no.samklang.auth.Auth.Next;
import no.samklang.auth.Auth.NextStep;
import no.samklang.auth.Auth.OwnSessions;
import no.samklang.auth.Auth.SessionEnded;
import no.samklang.auth.Auth.SessionLife;
import no.samklang.auth.Auth.TermsAnswer;
import no.samklang.auth.SecurityLog.Event;
import no.samklang.bus.Caller;
import no.samklang.bus.Done;
import no.samklang.bus.Failure;
import no.samklang.bus.Origin;
import no.samklang.config.Settings;
import no.samklang.db.Database;
import no.samklang.db.Tx;
import no.samklang.id.SessionId;
import no.samklang.operation.Command;
import no.samklang.operation.Result.SessionChanged;

/** What one does with a session: accept the terms, look at it, end it. */
@CheckReturnValue
final class SessionService {
  private final Database db;
  private final Clock clock;
  private final Settings settings;
  private final Sessions sessions;
  private final SecurityLog log;
  private final ProfileStore profiles;
  private final AccountStore accounts = new AccountStore();
  private final SessionStore store = new SessionStore();

  SessionService(AuthParts parts) {
    this.db = parts.db();
    this.clock = parts.clock();
    this.settings = parts.settings();
    this.sessions = parts.sessions();
    this.log = parts.log();
    this.profiles = new ProfileStore(new Access(clock), settings, sessions);
  }

  /** Accepts the terms, or declines and ends the session (LOGIN-3). */
  Single<Object> answerTerms(Command<TermsAnswer> command) {
    if (!command.body().accept()) {
      return end(
              command.caller(),
              command.caller().session(),
              EndReason.TERMS_DECLINED,
              Event.TERMS_DECLINED,
              command.origin())
          .toSingleDefault(new SessionChanged(null, new NextStep(Next.LOGGED_OUT)));
    }
    return db.inTransaction(tx -> acceptTerms(tx, command))
        .doOnSuccess(next -> sessions.refresh(command.caller().session()))
        .map(NextStep::new);
  }

  private Single<Next> acceptTerms(Tx tx, Command<TermsAnswer> command) {
    Caller caller = command.caller();
    return accounts
        .acceptTerms(tx, caller.person(), settings.terms().version())
        .flatMap(
            stage ->
                store
                    .proceed(tx, caller.session(), stage.must())
                    .andThen(log.add(tx, Event.TERMS_ACCEPTED, caller.person(), command.origin()))
                    .toSingleDefault(stage.next()));
  }

  Single<SessionChanged> logout(Command<Void> act) {
    return end(
            act.caller(),
            act.caller().session(),
            EndReason.LOGGED_OUT,
            Event.LOGGED_OUT,
            act.origin())
        .toSingleDefault(new SessionChanged(null, null));
  }

  Single<Done> endOne(Command<Void> command) {
    return end(
            command.caller(),
            new SessionId(command.id("sessionId")),
            EndReason.ENDED,
            Event.SESSION_ENDED,
            command.origin())
        .toSingleDefault(Done.DONE);
  }

  private Completable end(
      Caller caller, SessionId session, EndReason reason, Event event, Origin origin) {
    return db.inTransaction(
            tx ->
                store
                    .end(tx, session, caller.person(), clock.instant(), reason)
                    .filter(ended -> ended)
                    .switchIfEmpty(Single.error(new Failure.NotFound()))
                    .doOnSuccess(ended -> tx.publish(new SessionEnded(session, reason)))
                    .flatMap(
                        ended ->
                            log.add(tx, event, caller.person(), origin).toSingleDefault(ended)))
        .doOnSuccess(ended -> sessions.end(session))
        .ignoreElement();
  }

  Single<Me> me(Command<Void> command) {
    return profiles.me(db, command.caller());
  }

  Single<SessionLife> stayLoggedIn(Command<Void> command) {
    return me(command).map(Me::session);
  }

  Single<OwnSessions> own(Command<Void> command) {
    Caller caller = command.caller();
    Instant seenAfter = clock.instant().minus(settings.session().idleTimeout());
    return Single.zip(
        store.own(db, caller, seenAfter),
        log.recent(db, caller.person()),
        (open, logins) -> new OwnSessions(open, open.size(), logins));
  }
}
