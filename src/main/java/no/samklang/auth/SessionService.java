package no.samklang.auth;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Single;
import java.time.Clock;
import java.time.Instant;
import no.samklang.access.Access;
import no.samklang.auth.Auth.Act;
import no.samklang.auth.Auth.AnswerTerms;
import no.samklang.auth.Auth.EndReason;
import no.samklang.auth.Auth.EndSession;
import no.samklang.auth.Auth.Me;
import no.samklang.auth.Auth.Next;
import no.samklang.auth.Auth.OwnSessions;
import no.samklang.auth.Auth.SessionEnded;
import no.samklang.auth.SecurityLog.Event;
import no.samklang.bus.Bus;
import no.samklang.bus.Caller;
import no.samklang.bus.Done;
import no.samklang.bus.Failure;
import no.samklang.bus.Origin;
import no.samklang.config.Settings;
import no.samklang.db.Database;
import no.samklang.db.Tx;
import no.samklang.id.SessionId;

/** What one does with a session: accept the terms, look at it, end it. */
@CheckReturnValue
final class SessionService {
  private final Database db;
  private final Bus bus;
  private final Clock clock;
  private final Settings settings;
  private final Sessions sessions;
  private final SecurityLog log;
  private final ProfileStore profiles;
  private final AccountStore accounts = new AccountStore();
  private final SessionStore store = new SessionStore();

  SessionService(AuthParts parts) {
    this.db = parts.db();
    this.bus = parts.bus();
    this.clock = parts.clock();
    this.settings = parts.settings();
    this.sessions = parts.sessions();
    this.log = parts.log();
    this.profiles = new ProfileStore(new Access(clock), settings, sessions);
  }

  Single<Next> answerTerms(AnswerTerms command) {
    if (!command.accept()) {
      return end(
              command.caller(),
              command.caller().session(),
              EndReason.TERMS_DECLINED,
              Event.TERMS_DECLINED,
              command.origin())
          .toSingleDefault(Next.LOGGED_OUT);
    }
    return db.inTransaction(tx -> acceptTerms(tx, command))
        .doOnSuccess(next -> sessions.refresh(command.caller().session()));
  }

  private Single<Next> acceptTerms(Tx tx, AnswerTerms command) {
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

  Single<Done> logout(Act act) {
    return end(
            act.caller(),
            act.caller().session(),
            EndReason.LOGGED_OUT,
            Event.LOGGED_OUT,
            act.origin())
        .toSingleDefault(Done.DONE);
  }

  Single<Done> endOne(EndSession command) {
    return end(
            command.caller(),
            command.session(),
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
                    .flatMap(
                        ended ->
                            log.add(tx, event, caller.person(), origin).toSingleDefault(ended)))
        .doOnSuccess(ended -> announceEnd(session, reason))
        .ignoreElement();
  }

  private void announceEnd(SessionId session, EndReason reason) {
    sessions.end(session);
    bus.publish(new SessionEnded(session, reason));
  }

  Single<Me> me(Caller caller) {
    return profiles.me(db, caller);
  }

  Single<OwnSessions> own(Caller caller) {
    Instant seenAfter = clock.instant().minus(settings.session().idleTimeout());
    return Single.zip(
        store.own(db, caller, seenAfter),
        log.recent(db, caller.person()),
        (open, logins) -> new OwnSessions(open, open.size(), logins));
  }
}
