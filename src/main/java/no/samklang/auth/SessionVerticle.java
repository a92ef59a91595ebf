package no.samklang.auth;

import io.reactivex.rxjava3.core.Completable;
import io.vertx.rxjava3.core.AbstractVerticle;
import java.time.Duration;
import no.samklang.auth.Auth.SessionEnded;
import no.samklang.bus.Bus;
import no.samklang.work.Rounds;

/**
 * Ends the sessions of those who have gone, and hears of those that end on other nodes. Deployed
 * once.
 */
public final class SessionVerticle extends AbstractVerticle {
  private static final Duration CLEAR_EVERY = Duration.ofMinutes(10);

  private final Bus bus;
  private final Sessions sessions;
  private final SessionSweep sweep;
  private Rounds rounds;

  public SessionVerticle(AuthParts parts) {
    this.bus = parts.bus();
    this.sessions = parts.sessions();
    this.sweep = new SessionSweep(parts);
  }

  @Override
  public Completable rxStart() {
    rounds = new Rounds(vertx);
    rounds.every(SessionSweep.EVERY, "ending idle sessions", sweep::run);
    rounds.every(CLEAR_EVERY, "deleting old codes", sweep::clear);
    return bus.hear(SessionEnded.class, event -> sessions.end(event.session()));
  }

  @Override
  public Completable rxStop() {
    return rounds.finish().andThen(Completable.defer(sessions::flush)).onErrorComplete();
  }
}
