package no.samklang.auth;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Single;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.SortedMap;
import java.util.concurrent.atomic.AtomicInteger;
import no.samklang.auth.Auth.SessionLife;
import no.samklang.auth.SessionStore.Stored;
import no.samklang.bus.Failure;
import no.samklang.config.Settings;
import no.samklang.db.Database;
import no.samklang.db.WriteBehind;
import no.samklang.id.SessionId;

/**
 * The open sessions as this node knows them, so that a request needn't ask the database who it is
 * from. What ends a session is told by fact and takes effect at once; a fact that is lost takes
 * effect within {@link #TRUSTED_FOR}. Activity is gathered here and written behind.
 */
@CheckReturnValue
public final class Sessions {
  private static final Duration TRUSTED_FOR = Duration.ofSeconds(5);
  private static final Duration ENDED_FOR = Duration.ofMinutes(5);
  private static final int MOST = 50_000;
  private static final int MOST_SEARCHES = 100;
  private static final Comparator<SessionId> ORDER = Comparator.comparing(SessionId::value);

  private final Database db;
  private final Clock clock;
  private final Settings.Session settings;
  private final SessionTokens tokens;
  private final SessionStore store = new SessionStore();
  private final Cache<SessionId, Stored> open =
      Caffeine.newBuilder().maximumSize(MOST).expireAfterWrite(TRUSTED_FOR).build();
  // a look-up that was under way when the session ended must not bring it back
  private final Cache<SessionId, Boolean> ended =
      Caffeine.newBuilder().maximumSize(MOST).expireAfterWrite(ENDED_FOR).build();
  private final AtomicInteger searches = new AtomicInteger();
  private final WriteBehind<SessionId, Instant> seen =
      new WriteBehind<>("the sessions' activity", MOST, ORDER, Sessions::later, this::write);

  Sessions(Database db, Clock clock, Settings.Session settings, SessionTokens tokens) {
    this.db = db;
    this.clock = clock;
    this.settings = settings;
    this.tokens = tokens;
  }

  /**
   * Looks for the session first: nobody guesses one, and a signature costs the event loop ten times
   * what the search costs the database, which a flood of forged tokens would make use of.
   *
   * @param active whether the request is the person's own doing (LOGIN-7)
   * @return the session that a token names; fails with {@code session.required} when it isn't open
   */
  Single<Stored> authenticate(String token, boolean active) {
    return named(token)
        .flatMap(this::find)
        .flatMap(session -> tokens.check(token).map(signed -> requireSame(signed, session)))
        .map(session -> admit(session, active));
  }

  /** Many searches at a time are a flood: then only who has a signature is searched for. */
  private Single<SessionId> named(String token) {
    return searches.get() < MOST_SEARCHES ? tokens.named(token) : tokens.check(token);
  }

  private static Stored requireSame(SessionId signed, Stored session) {
    if (!signed.equals(session.caller().session())) {
      throw closed();
    }
    return session;
  }

  private Single<Stored> find(SessionId id) {
    if (ended.getIfPresent(id) != null) {
      return Single.error(closed());
    }
    Stored known = open.getIfPresent(id);
    return known != null ? Single.just(known) : load(id);
  }

  private Single<Stored> load(SessionId id) {
    return store
        .open(db, id)
        .map(found -> found.orElseThrow(Sessions::closed))
        .doOnSuccess(session -> open.put(id, session))
        .doOnSubscribe(begun -> searches.incrementAndGet())
        .doFinally(searches::decrementAndGet);
  }

  private Stored admit(Stored session, boolean active) {
    SessionId id = session.caller().session();
    Instant now = clock.instant();
    boolean tooOld = !session.createdAt().plus(settings.maxAge()).isAfter(now);
    if (tooOld
        || ended.getIfPresent(id) != null
        || !lastSeen(session).plus(settings.idleTimeout()).isAfter(now)) {
      throw closed();
    }
    if (active) {
      seen.add(id, now);
    }
    return session;
  }

  /** When a session was last active, as far as this node knows. */
  private Instant lastSeen(Stored session) {
    Instant stored = session.lastSeenAt();
    return seen.find(session.caller().session()).map(here -> later(here, stored)).orElse(stored);
  }

  private static Instant later(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }

  /** How long a session goes on from its latest activity. */
  SessionLife life(SessionId id, Instant storedLastSeen) {
    Instant last = seen.find(id).orElse(storedLastSeen);
    Instant expiresAt = last.plus(settings.idleTimeout());
    return new SessionLife(clock.instant(), expiresAt, expiresAt.minus(settings.warnBefore()));
  }

  /** The session has changed: the database is asked at its next request. */
  void refresh(SessionId id) {
    open.invalidate(id);
  }

  /** The session has ended: not one more request gets through. */
  void end(SessionId id) {
    ended.put(id, true);
    open.invalidate(id);
    seen.remove(id);
  }

  /** Writes the activity that has been gathered. */
  Completable flush() {
    return seen.flush();
  }

  /** What is known here is older than what has been written: it is asked for anew. */
  private Completable write(SortedMap<SessionId, Instant> all) {
    return store.seen(db, all).doOnComplete(() -> open.invalidateAll(all.keySet()));
  }

  private static Failure.Unauthenticated closed() {
    return new Failure.Unauthenticated("session.required");
  }
}
