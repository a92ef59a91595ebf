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
 * @param knownDeviceHasher a separate pool and queue for logins on known devices: a flood of logins
 *     by strangers must not block them (LOGIN-2)
 */
public record AuthContext(
    Database db,
    TypedEventBus bus,
    Clock clock,
    Settings settings,
    Outbox outbox,
    PasswordHasher passwordHasher,
    PasswordHasher knownDeviceHasher,
    SessionTokens tokens,
    DeviceTokens devices,
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
      PasswordHasher knownDeviceHasher,
      Metrics metrics) {
    return new SigningKeys(db, clock)
        .getOrCreate()
        .map(
            key -> {
              SessionTokens tokens = new SessionTokens(vertx, key, settings.session());
              return new AuthContext(
                  db,
                  bus,
                  clock,
                  settings,
                  outbox,
                  passwordHasher,
                  knownDeviceHasher,
                  tokens,
                  new DeviceTokens(key),
                  new SessionCache(db, clock, settings.session(), tokens),
                  new SecurityLog(clock, metrics),
                  new KeyedQueue());
            });
  }
}
