package no.samklang.auth;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Single;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import no.samklang.auth.Auth.SessionEnded;
import no.samklang.auth.Auth.SessionExpiring;
import no.samklang.config.Settings;
import no.samklang.db.Database;
import no.samklang.db.Tx;
import no.samklang.id.SessionId;

/** Ends silent sessions, and warns before (LOGIN-7). Clears away what has had its time. */
@CheckReturnValue
public final class SessionSweep {
  /** How often it is run; other nodes' activity is known with that delay. */
  static final Duration EVERY = Duration.ofSeconds(5);

  private static final Duration KEEP_GUARDS = Duration.ofDays(1);
  private static final Duration KEEP_SESSIONS = Duration.ofDays(90);

  private final Database db;
  private final Clock clock;
  private final Settings.Session settings;
  private final Sessions sessions;
  private final SessionStore store = new SessionStore();
  private final CodeStore codes = new CodeStore();
  private final AccountStore accounts = new AccountStore();

  public SessionSweep(AuthParts parts) {
    this.db = parts.db();
    this.clock = parts.clock();
    this.settings = parts.settings().session();
    this.sessions = parts.sessions();
  }

  /** One round: write down activity, end what is over, warn those whose time is near. */
  public Completable run() {
    return sessions
        .flush()
        .andThen(Completable.defer(this::end))
        .andThen(Completable.defer(this::warn));
  }

  private Completable end() {
    Instant now = clock.instant();
    return db.inTransaction(tx -> end(tx, now))
        .doOnSuccess(ended -> ended.forEach(one -> sessions.end(one.session())))
        .ignoreElement();
  }

  private Single<List<SessionStore.Ended>> end(Tx tx, Instant now) {
    return store
        .endIdle(tx, now, now.minus(settings.idleTimeout()), now.minus(settings.maxAge()))
        .doOnSuccess(
            ended ->
                ended.forEach(one -> tx.publish(new SessionEnded(one.session(), one.reason()))));
  }

  private Completable warn() {
    Instant now = clock.instant();
    Instant idleAt = now.minus(settings.idleTimeout());
    return db.inTransaction(
            tx ->
                store
                    .warn(tx, now, idleAt.plus(settings.warnBefore()), idleAt)
                    .doOnSuccess(silent -> publishExpiring(tx, silent)))
        .ignoreElement();
  }

  private void publishExpiring(Tx tx, Map<SessionId, Instant> silent) {
    silent.forEach(
        (session, lastSeen) ->
            tx.publish(new SessionExpiring(session, lastSeen.plus(settings.idleTimeout()))));
  }

  /** Clears away codes, mailed passwords and counts that have had their time. */
  Completable clear() {
    Instant now = clock.instant();
    return codes
        .purge(db, now.minus(KEEP_GUARDS))
        .andThen(accounts.purgeMailed(db, now))
        .andThen(store.purge(db, now.minus(KEEP_SESSIONS)))
        .andThen(
            db.execute("delete from login_guard where last_at < $1", now.minus(KEEP_GUARDS))
                .ignoreElement());
  }
}
