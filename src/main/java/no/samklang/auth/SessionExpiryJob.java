package no.samklang.auth;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Single;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import no.samklang.auth.AuthMessages.SessionEnded;
import no.samklang.auth.AuthMessages.SessionExpiring;
import no.samklang.config.Settings;
import no.samklang.db.Database;
import no.samklang.db.Tx;
import no.samklang.id.SessionId;

/** Ends idle sessions and warns before (LOGIN-7). Deletes expired data. */
@CheckReturnValue
public final class SessionExpiryJob {
  /** Interval of the job, and the delay of other nodes' activity. */
  static final Duration INTERVAL = Duration.ofSeconds(5);

  private static final Duration LOCKOUT_RETENTION = Duration.ofDays(1);
  private static final Duration SESSION_RETENTION = Duration.ofDays(90);

  private final Database db;
  private final Clock clock;
  private final Settings.SessionSettings settings;
  private final SessionCache sessions;
  private final SessionRepository sessionRepository = new SessionRepository();
  private final OneTimeCodeRepository codes = new OneTimeCodeRepository();
  private final PasswordRepository passwords = new PasswordRepository();

  public SessionExpiryJob(AuthContext context) {
    this.db = context.db();
    this.clock = context.clock();
    this.settings = context.settings().session();
    this.sessions = context.sessions();
  }

  /** One run: writes activity, ends expired sessions, warns of expiry. */
  public Completable run() {
    return sessions
        .flush()
        .andThen(Completable.defer(this::end))
        .andThen(Completable.defer(this::warn));
  }

  private Completable end() {
    Instant now = clock.instant();
    return db.inTransaction(tx -> end(tx, now))
        .doOnSuccess(ended -> ended.forEach(endedSession -> sessions.end(endedSession.session())))
        .ignoreElement();
  }

  private Single<List<SessionRepository.EndedSession>> end(Tx tx, Instant now) {
    return sessionRepository
        .endIdle(tx, now, now.minus(settings.idleTimeout()), now.minus(settings.maxAge()))
        .doOnSuccess(
            ended ->
                ended.forEach(
                    endedSession ->
                        tx.publish(
                            new SessionEnded(endedSession.session(), endedSession.reason()))));
  }

  private Completable warn() {
    Instant now = clock.instant();
    Instant idleAt = now.minus(settings.idleTimeout());
    return db.inTransaction(
            tx ->
                sessionRepository
                    .markWarned(tx, now, idleAt.plus(settings.warnBefore()), idleAt)
                    .doOnSuccess(expiring -> publishExpiring(tx, expiring)))
        .ignoreElement();
  }

  private void publishExpiring(Tx tx, Map<SessionId, Instant> expiring) {
    expiring.forEach(
        (session, lastSeen) ->
            tx.publish(new SessionExpiring(session, lastSeen.plus(settings.idleTimeout()))));
  }

  /** Deletes expired codes, mailed passwords, sessions and lockout counts. */
  Completable deleteExpired() {
    Instant now = clock.instant();
    return codes
        .deleteExpired(db, now.minus(LOCKOUT_RETENTION))
        .andThen(passwords.deleteExpiredMailedPasswords(db, now))
        .andThen(sessionRepository.deleteEnded(db, now.minus(SESSION_RETENTION)))
        .andThen(
            db.execute("delete from login_guard where last_at < $1", now.minus(LOCKOUT_RETENTION))
                .ignoreElement());
  }
}
