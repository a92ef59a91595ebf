package no.samklang.auth;

import io.reactivex.rxjava3.core.Single;
import java.time.Clock;
import no.samklang.config.Settings;
import no.samklang.db.Database;
import no.samklang.event.TypedEventBus;
import no.samklang.metrics.Metrics;
import no.samklang.notification.Outbox;
import no.samklang.security.ServiceKey;

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
    ServiceKey serviceKey,
    Outbox outbox,
    PasswordHasher passwordHasher,
    PasswordHasher knownDeviceHasher,
    SessionTokens tokens,
    DeviceTokens devices,
    SessionCache sessions,
    SecurityLog log,
    KeyedQueue loginQueue) {

  /** Loads the keys; generates them at the first start. */
  public static Single<AuthContext> load(
      io.vertx.rxjava3.core.Vertx vertx,
      Database db,
      TypedEventBus bus,
      Clock clock,
      Settings settings,
      PasswordHasher passwordHasher,
      PasswordHasher knownDeviceHasher,
      Metrics metrics) {
    return vertx
        .rxExecuteBlocking(() -> ServiceKey.load(settings.security(), settings.data().dir()))
        .toSingle()
        .flatMap(
            serviceKey ->
                new SigningKeys(db, clock, serviceKey)
                    .getOrCreate()
                    .map(
                        key -> {
                          SessionTokens tokens = new SessionTokens(vertx, key, settings.session());
                          return new AuthContext(
                              db,
                              bus,
                              clock,
                              settings,
                              serviceKey,
                              new Outbox(clock, serviceKey),
                              passwordHasher,
                              knownDeviceHasher,
                              tokens,
                              new DeviceTokens(key),
                              new SessionCache(db, clock, settings.session(), tokens),
                              new SecurityLog(clock, metrics),
                              new KeyedQueue());
                        }));
  }
}
