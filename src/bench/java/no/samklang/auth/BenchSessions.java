package no.samklang.auth;

import io.vertx.rxjava3.core.Vertx;
import java.time.Instant;
import java.util.UUID;
import no.samklang.auth.SigningKeys.SigningKey;
import no.samklang.config.Settings;
import no.samklang.id.SessionId;

/** Issues session tokens as the service does, without a login. */
public final class BenchSessions {
  private final SessionTokens tokens;

  /** Uses the signing key created by the service. */
  public BenchSessions(
      Vertx vertx, Settings settings, String kid, String privateKey, String publicKey) {
    this.tokens =
        new SessionTokens(vertx, new SigningKey(kid, privateKey, publicKey), settings.session());
  }

  public String token(UUID session) {
    return tokens.issue(new SessionId(session), Instant.now());
  }
}
