package no.samklang.auth;

import io.vertx.rxjava3.core.Vertx;
import java.time.Instant;
import java.util.UUID;
import no.samklang.auth.SigningKeys.SigningKey;
import no.samklang.config.Settings;
import no.samklang.security.ServiceKey;
import no.samklang.security.ServiceKey.Purpose;

/** Issues session tokens as the service does, without a login. */
public final class BenchSessions {
  private final SessionTokens tokens;

  /** Uses the signing key created by the service. */
  public BenchSessions(
      Vertx vertx, Settings settings, String kid, String privateKey, String publicKey) {
    this.tokens =
        new SessionTokens(
            vertx,
            new SigningKey(kid, decrypted(settings, privateKey), publicKey),
            settings.session());
  }

  private static String decrypted(Settings settings, String privateKey) {
    return ServiceKey.load(settings.security(), settings.data().dir())
        .decrypt(Purpose.SIGNING_KEY, privateKey);
  }

  /** The token of the session with the hash of this secret as its id. */
  public String token(UUID secret) {
    return tokens.issue(new SessionSecret(secret), Instant.now());
  }
}
