package no.samklang.auth;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
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
import java.util.UUID;
import no.samklang.auth.SigningKeys.SigningKey;
import no.samklang.bus.Failure;
import no.samklang.config.Settings;
import no.samklang.id.SessionId;

/** Signs and checks session tokens: JWTs (RFC 7519, ES256) that name a session and nothing else. */
@CheckReturnValue
public final class SessionTokens {
  private static final String ISSUER = "samklang";
  private static final String AUDIENCE = "samklang-session";
  private static final String ALGORITHM = "ES256";
  private static final long REMEMBERED = 50_000;
  private static final Duration REMEMBERED_FOR = Duration.ofMinutes(5);

  private final JWTAuth jwt;
  private final Duration maxAge;
  // a signature costs more to check than the request behind it
  private final Cache<String, SessionId> checked =
      Caffeine.newBuilder().maximumSize(REMEMBERED).expireAfterWrite(REMEMBERED_FOR).build();

  SessionTokens(Vertx vertx, SigningKey key, Settings.Session settings) {
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
   * Issuer and audience are checked only because they are set. How long a session lasts is the
   * session's to say, by our own clock.
   */
  private static JWTOptions options() {
    return new JWTOptions()
        .setAlgorithm(ALGORITHM)
        .setIssuer(ISSUER)
        .addAudience(AUDIENCE)
        .setIgnoreExpiration(true);
  }

  /** A token for a session that begins now. */
  String issue(SessionId session, Instant now) {
    JsonObject claims =
        new JsonObject()
            .put("sid", session.toString())
            .put("exp", now.plus(maxAge).getEpochSecond());
    return jwt.generateToken(claims, options().setNoTimestamp(true));
  }

  /**
   * The session that a token says it is of; whether that is true isn't looked at. Fails with {@code
   * session.required} when it names none.
   */
  Single<SessionId> named(String token) {
    SessionId known = checked.getIfPresent(token);
    return known != null
        ? Single.just(known)
        : Single.fromCallable(() -> claimed(token)).onErrorResumeNext(SessionTokens::refused);
  }

  private static SessionId claimed(String token) {
    byte[] claims = Base64.getUrlDecoder().decode(token.split("\\.", 3)[1]);
    return new SessionId(UUID.fromString(new JsonObject(Buffer.buffer(claims)).getString("sid")));
  }

  private static <T> Single<T> refused(Throwable failure) {
    return Single.error(new Failure.Unauthenticated("session.required"));
  }

  /**
   * The session that a token names; fails with {@code session.required} when it is forged, foreign
   * or expired.
   */
  Single<SessionId> check(String token) {
    SessionId known = checked.getIfPresent(token);
    return known != null ? Single.just(known) : checkSignature(token);
  }

  private Single<SessionId> checkSignature(String token) {
    return Single.defer(() -> jwt.rxAuthenticate(new TokenCredentials(token)))
        .map(SessionTokens::session)
        .doOnSuccess(session -> checked.put(token, session))
        .onErrorResumeNext(SessionTokens::refused);
  }

  private static SessionId session(User user) {
    return new SessionId(UUID.fromString(user.principal().getString("sid")));
  }
}
