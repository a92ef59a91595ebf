package no.samklang.auth;

import com.github.benmanes.caffeine.cache.Cache;
import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Single;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.auth.JWTOptions;
import io.vertx.ext.auth.PubSecKeyOptions;
import io.vertx.ext.auth.authentication.TokenCredentials;
import io.vertx.ext.auth.jwt.JWTAuthOptions;
import io.vertx.rxjava3.core.Vertx;
import io.vertx.rxjava3.ext.auth.User;
import io.vertx.rxjava3.ext.auth.jwt.JWTAuth;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import no.samklang.auth.SigningKeys.SigningKey;
import no.samklang.concurrent.LocalCache;
import no.samklang.config.Settings;
import no.samklang.error.Failure;
import no.samklang.id.SessionId;

/**
 * Signs and verifies session tokens: JWTs (RFC 7519, ES256) that contain only the session's secret.
 */
@CheckReturnValue
public final class SessionTokens {
  private static final String ISSUER = "samklang";
  private static final String AUDIENCE = "samklang-session";
  private static final String ALGORITHM = "ES256";
  private static final long MAX_CACHED = 50_000;
  private static final Duration CACHE_TTL = Duration.ofMinutes(5);

  private final JWTAuth jwt;
  private final Duration maxAge;
  // verifying a signature costs more than handling the request
  private final Cache<String, SessionId> verified =
      LocalCache.builder().maximumSize(MAX_CACHED).expireAfterWrite(CACHE_TTL).build();

  SessionTokens(Vertx vertx, SigningKey key, Settings.SessionSettings settings) {
    this.maxAge = settings.maxAge();
    this.jwt =
        JWTAuth.create(
            vertx,
            new JWTAuthOptions()
                .addPubSecKey(key(key, key.publicKey()))
                .addPubSecKey(key(key, key.privateKey()))
                .setJWTOptions(options()));
  }

  private static PubSecKeyOptions key(SigningKey key, String pem) {
    return new PubSecKeyOptions().setAlgorithm(ALGORITHM).setId(key.kid()).setBuffer(pem);
  }

  /**
   * Issuer and audience are checked only if set. Expiry is checked by the session's own state and
   * clock.
   */
  private static JWTOptions options() {
    return new JWTOptions()
        .setAlgorithm(ALGORITHM)
        .setIssuer(ISSUER)
        .addAudience(AUDIENCE)
        .setIgnoreExpiration(true);
  }

  /** Issues a token for a new session. */
  String issue(SessionSecret secret, Instant now) {
    JsonObject claims =
        new JsonObject()
            .put("sid", secret.value().toString())
            .put("exp", now.plus(maxAge).getEpochSecond());
    return jwt.generateToken(claims, options().setNoTimestamp(true));
  }

  /** The session of a token whose signature was verified a short while ago. */
  Optional<SessionId> verifiedBefore(String token) {
    return Optional.ofNullable(verified.getIfPresent(token));
  }

  /**
   * The session id that a token claims, without verification. Fails with {@code session.required}
   * when it has none.
   */
  Single<SessionId> claimedSession(String token) {
    SessionId cached = verified.getIfPresent(token);
    return cached != null
        ? Single.just(cached)
        : Single.fromCallable(() -> parseSessionId(token))
            .onErrorResumeNext(SessionTokens::invalidToken);
  }

  private static SessionId parseSessionId(String token) {
    byte[] claims = Base64.getUrlDecoder().decode(token.split("\\.", 3)[1]);
    return SessionSecret.of(new JsonObject(Buffer.buffer(claims)).getString("sid")).session();
  }

  private static <T> Single<T> invalidToken(Throwable failure) {
    return Single.error(new Failure.Unauthenticated("session.required"));
  }

  /**
   * The token's session id; fails with {@code session.required} when the signature, issuer or
   * audience is invalid.
   */
  Single<SessionId> verify(String token) {
    SessionId cached = verified.getIfPresent(token);
    return cached != null ? Single.just(cached) : verifySignature(token);
  }

  private Single<SessionId> verifySignature(String token) {
    return Single.defer(() -> jwt.rxAuthenticate(new TokenCredentials(token)))
        .map(SessionTokens::session)
        .doOnSuccess(session -> verified.put(token, session))
        .onErrorResumeNext(SessionTokens::invalidToken);
  }

  private static SessionId session(User user) {
    return SessionSecret.of(user.principal().getString("sid")).session();
  }
}
