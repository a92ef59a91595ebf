package no.samklang.auth;

import io.reactivex.rxjava3.core.Single;
import java.time.Clock;
import no.samklang.bus.Bus;
import no.samklang.config.Settings;
import no.samklang.db.Database;
import no.samklang.metrics.Metrics;
import no.samklang.notify.Outbox;

/**
 * What the services of this room share; made once, used by every instance of the verticle.
 *
 * @param forgottenPasswords hashes for those who aren't logged in, with a queue of its own: a flood
 *     of requests for new passwords must not keep others from logging in
 */
public record AuthParts(
    Database db,
    Bus bus,
    Clock clock,
    Settings settings,
    Outbox outbox,
    Passwords passwords,
    Passwords forgottenPasswords,
    SessionTokens tokens,
    Sessions sessions,
    SecurityLog log,
    Turns turns) {

  /** Loads the signing key, or makes one at the first start. */
  public static Single<AuthParts> load(
      io.vertx.rxjava3.core.Vertx vertx,
      Database db,
      Bus bus,
      Clock clock,
      Settings settings,
      Outbox outbox,
      Passwords passwords,
      Passwords forgottenPasswords,
      Metrics metrics) {
    return new SigningKeys(db, clock)
        .current()
        .map(key -> new SessionTokens(vertx, key, settings.session()))
        .map(
            tokens ->
                new AuthParts(
                    db,
                    bus,
                    clock,
                    settings,
                    outbox,
                    passwords,
                    forgottenPasswords,
                    tokens,
                    new Sessions(db, clock, settings.session(), tokens),
                    new SecurityLog(clock, metrics),
                    new Turns()));
  }
}
