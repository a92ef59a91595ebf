package no.samklang.auth;

import com.github.benmanes.caffeine.cache.Cache;
import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Single;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.SortedMap;
import java.util.concurrent.atomic.AtomicInteger;
import no.samklang.auth.AuthMessages.SessionLife;
import no.samklang.auth.SessionRepository.StoredSession;
import no.samklang.concurrent.LocalCache;
import no.samklang.config.Settings;
import no.samklang.db.BatchedReads;
import no.samklang.db.Database;
import no.samklang.db.WriteBehind;
import no.samklang.error.Failure;
import no.samklang.id.SessionId;

/**
 * Cache of open sessions on this node, so that requests authenticate without a database query.
 * {@link AuthMessages.SessionEnded} takes effect at once; if that event is lost, within {@link
 * #CACHE_TTL}. Activity is buffered here and written behind.
 */
@CheckReturnValue
public final class SessionCache {
  private static final Duration CACHE_TTL = Duration.ofSeconds(5);
  private static final Duration ENDED_TTL = Duration.ofMinutes(5);
  private static final int MAX_CACHED = 50_000;
  private static final int MAX_LOOKUPS = 100;
  private static final Comparator<SessionId> ORDER = Comparator.comparing(SessionId::value);

  private final Database db;
  private final Clock clock;
  private final Settings.SessionSettings settings;
  private final SessionTokens tokens;
  private final SessionRepository sessionRepository = new SessionRepository();
  private final Cache<SessionId, CachedSession> cache =
      LocalCache.builder().maximumSize(MAX_CACHED).expireAfterWrite(CACHE_TTL).build();
  // a concurrent look-up must not cache a session again that has ended
  private final Cache<SessionId, Boolean> ended =
      LocalCache.builder().maximumSize(MAX_CACHED).expireAfterWrite(ENDED_TTL).build();
  // after a node stops, its clients come to the others all at once
  private final BatchedReads<SessionId, StoredSession> storedSessions;
  private final AtomicInteger lookups = new AtomicInteger();
  private final WriteBehind<SessionId, Instant> lastSeenWrites =
      new WriteBehind<>("session activity", MAX_CACHED, ORDER, SessionCache::latest, this::write);

  SessionCache(Database db, Clock clock, Settings.SessionSettings settings, SessionTokens tokens) {
    this.db = db;
    this.clock = clock;
    this.settings = settings;
    this.tokens = tokens;
    this.storedSessions = new BatchedReads<>(ids -> sessionRepository.findOpen(db, ids));
  }

  /**
   * Looks up the session before verifying the signature: session ids can't be guessed, and a
   * verification costs the event loop ten times the look-up, which a flood of forged tokens could
   * exploit.
   *
   * @param active whether the request counts as user activity (LOGIN-7)
   * @return the token's session; fails with {@code session.required} when it isn't open
   */
  Single<StoredSession> authenticate(String token, boolean active) {
    CachedSession cached = tokens.verifiedBefore(token).map(cache::getIfPresent).orElse(null);
    return cached != null
        ? Single.fromCallable(() -> requireActive(cached, active))
        : sessionId(token)
            .flatMap(this::find)
            .flatMap(session -> tokens.verify(token).map(signed -> requireSame(signed, session)))
            .map(session -> requireActive(session, active));
  }

  /** With many concurrent look-ups, the signature is verified first. */
  private Single<SessionId> sessionId(String token) {
    return lookups.get() < MAX_LOOKUPS ? tokens.claimedSession(token) : tokens.verify(token);
  }

  private static CachedSession requireSame(SessionId signed, CachedSession session) {
    if (!signed.equals(session.stored.caller().session())) {
      throw notOpen();
    }
    return session;
  }

  private Single<CachedSession> find(SessionId id) {
    if (ended.getIfPresent(id) != null) {
      return Single.error(notOpen());
    }
    CachedSession cached = cache.getIfPresent(id);
    return cached != null ? Single.just(cached) : load(id);
  }

  private Single<CachedSession> load(SessionId id) {
    return storedSessions
        .get(id)
        .switchIfEmpty(Single.error(SessionCache::notOpen))
        .map(this::cache)
        .doOnSubscribe(subscription -> lookups.incrementAndGet())
        .doFinally(lookups::decrementAndGet);
  }

  /** Caches a loaded session unless it has ended meanwhile; atomic per session id. */
  private CachedSession cache(StoredSession session) {
    SessionId id = session.caller().session();
    CachedSession loaded = new CachedSession(session, lastSeen(session));
    CachedSession cached =
        cache.asMap().compute(id, (same, before) -> ended.getIfPresent(id) == null ? loaded : null);
    if (cached == null) {
      throw notOpen();
    }
    return cached;
  }

  private StoredSession requireActive(CachedSession cached, boolean active) {
    StoredSession session = cached.stored;
    Instant now = clock.instant();
    boolean tooOld = !session.createdAt().plus(settings.maxAge()).isAfter(now);
    if (tooOld || !cached.lastSeenAt.plus(settings.idleTimeout()).isAfter(now)) {
      throw notOpen();
    }
    if (active) {
      cached.lastSeenAt = now;
      lastSeenWrites.add(session.caller().session(), now);
    }
    return session;
  }

  /** When a session was last active, as known to this node. */
  private Instant lastSeen(StoredSession session) {
    Instant stored = session.lastSeenAt();
    return lastSeenWrites
        .find(session.caller().session())
        .map(buffered -> latest(buffered, stored))
        .orElse(stored);
  }

  private static Instant latest(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }

  /** The session's expiry, from its latest activity. */
  SessionLife lifetime(SessionId id, Instant storedLastSeen) {
    Instant last = lastSeenWrites.find(id).orElse(storedLastSeen);
    Instant expiresAt = last.plus(settings.idleTimeout());
    return new SessionLife(clock.instant(), expiresAt, expiresAt.minus(settings.warnBefore()));
  }

  /** Invalidates the entry after a change: the next request reads the database. */
  void invalidate(SessionId id) {
    cache.invalidate(id);
  }

  /** Ends the session on this node: further requests are rejected. */
  void end(SessionId id) {
    ended.put(id, true);
    cache.invalidate(id);
    lastSeenWrites.remove(id);
  }

  /** Writes the buffered activity. */
  Completable flush() {
    return lastSeenWrites.flush();
  }

  private Completable write(SortedMap<SessionId, Instant> all) {
    return sessionRepository.updateLastSeen(db, all);
  }

  private static Failure.Unauthenticated notOpen() {
    return new Failure.Unauthenticated("session.required");
  }

  /** A loaded session, and when it was last active, as known to this node. */
  private static final class CachedSession {
    private final StoredSession stored;
    private volatile Instant lastSeenAt;

    CachedSession(StoredSession stored, Instant lastSeenAt) {
      this.stored = stored;
      this.lastSeenAt = lastSeenAt;
    }
  }
}
