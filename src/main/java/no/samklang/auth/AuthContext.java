package no.samklang.auth;

import io.reactivex.rxjava3.core.Single;
import java.time.Clock;
import no.samklang.config.Settings;
import no.samklang.db.Database;
import no.samklang.event.TypedEventBus;
import no.samklang.metrics.Metrics;
import no.samklang.notification.Outbox;

/**
 * Dependencies shared by the authentication services; created once for all verticle instances.
 *
 * @param forgottenPasswordHasher a separate pool and queue for forgotten passwords: a flood of such
 *     requests must not block logins
 */
public record AuthContext(
    Database db,
    TypedEventBus bus,
    Clock clock,
    Settings settings,
    Outbox outbox,
    PasswordHasher passwordHasher,
    PasswordHasher forgottenPasswordHasher,
    SessionTokens tokens,
    SessionCache sessions,
    SecurityLog log,
    KeyedQueue loginQueue) {

  /** Loads the signing key; generates one at the first start. */
  public static Single<AuthContext> load(
      io.vertx.rxjava3.core.Vertx vertx,
      Database db,
      TypedEventBus bus,
      Clock clock,
      Settings settings,
      Outbox outbox,
      PasswordHasher passwordHasher,
      PasswordHasher forgottenPasswordHasher,
      Metrics metrics) {
    return new SigningKeys(db, clock)
        .getOrCreate()
        .map(key -> new SessionTokens(vertx, key, settings.session()))
        .map(
            tokens ->
                new AuthContext(
                    db,
                    bus,
                    clock,
                    settings,
                    outbox,
                    passwordHasher,
                    forgottenPasswordHasher,
                    tokens,
                    new SessionCache(db, clock, settings.session(), tokens),
                    new SecurityLog(clock, metrics),
                    new KeyedQueue()));
  }
}
