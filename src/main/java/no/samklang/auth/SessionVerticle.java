package no.samklang.auth;

import io.reactivex.rxjava3.core.Completable;
import io.vertx.rxjava3.core.AbstractVerticle;
import java.time.Duration;
import no.samklang.auth.AuthMessages.SessionEnded;
import no.samklang.concurrent.PeriodicJobRunner;
import no.samklang.event.TypedEventBus;

/**
 * Ends idle sessions periodically, and handles sessions ended on other nodes. Deployed once per
 * node.
 */
public final class SessionVerticle extends AbstractVerticle {
  private static final Duration DELETE_INTERVAL = Duration.ofMinutes(10);

  private final TypedEventBus bus;
  private final SessionCache sessions;
  private final SessionExpiryJob expiry;
  private PeriodicJobRunner jobs;

  public SessionVerticle(AuthContext context) {
    this.bus = context.bus();
    this.sessions = context.sessions();
    this.expiry = new SessionExpiryJob(context);
  }

  @Override
  public Completable rxStart() {
    jobs = new PeriodicJobRunner(vertx);
    jobs.schedule(SessionExpiryJob.INTERVAL, "session expiry", expiry::run);
    jobs.schedule(DELETE_INTERVAL, "expired code deletion", expiry::deleteExpired);
    return bus.subscribe(SessionEnded.class, event -> sessions.end(event.session()));
  }

  @Override
  public Completable rxStop() {
    return jobs.shutdown().andThen(Completable.defer(sessions::flush)).onErrorComplete();
  }
}
