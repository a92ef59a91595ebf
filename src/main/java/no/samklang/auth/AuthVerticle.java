package no.samklang.auth;

import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Flowable;
import io.reactivex.rxjava3.disposables.CompositeDisposable;
import io.vertx.rxjava3.core.AbstractVerticle;
import io.vertx.rxjava3.core.RxHelper;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import no.samklang.auth.Auth.SessionEnded;
import no.samklang.bus.Bus;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Serves authentication, and sweeps the sessions. */
public final class AuthVerticle extends AbstractVerticle {
  private static final Logger LOG = LoggerFactory.getLogger(AuthVerticle.class);
  private static final Duration CLEAR_EVERY = Duration.ofMinutes(10);

  private final AuthParts parts;
  private final CompositeDisposable timers = new CompositeDisposable();

  public AuthVerticle(AuthParts parts) {
    this.parts = parts;
  }

  @Override
  public Completable rxStart() {
    Bus bus = parts.bus();
    LoginService login = new LoginService(parts);
    SessionService sessions = new SessionService(parts);
    PasswordService passwords = new PasswordService(parts);
    startTimers(new SessionSweep(parts));
    return bus.serve(Auth.LOGIN, login::login)
        .andThen(bus.serve(Auth.CODE, login::answerCode))
        .andThen(bus.serve(Auth.TERMS, sessions::answerTerms))
        .andThen(bus.serve(Auth.LOGOUT, sessions::logout))
        .andThen(bus.serve(Auth.ME, sessions::me))
        .andThen(bus.serve(Auth.SESSIONS, sessions::own))
        .andThen(bus.serve(Auth.END_SESSION, sessions::endOne))
        .andThen(bus.serve(Auth.CHANGE_PASSWORD, passwords::change))
        .andThen(bus.serve(Auth.FORGOT, passwords::forgot))
        .andThen(bus.hear(SessionEnded.class, fact -> parts.sessions().end(fact.session())));
  }

  @Override
  public Completable rxStop() {
    timers.dispose();
    return parts.sessions().flush().onErrorComplete();
  }

  private void startTimers(SessionSweep sweep) {
    every(SessionSweep.EVERY, sweep::run);
    every(CLEAR_EVERY, sweep::clear);
  }

  /** A round that fails is logged, and the next comes all the same. */
  private void every(Duration period, Supplier<Completable> round) {
    timers.add(
        Flowable.interval(period.toMillis(), TimeUnit.MILLISECONDS, RxHelper.scheduler(vertx))
            .onBackpressureDrop()
            .concatMapCompletable(
                tick ->
                    round
                        .get()
                        .doOnError(
                            failure ->
                                LOG.warn("A round of the sweep failed: {}", failure.toString()))
                        .onErrorComplete(),
                1)
            .subscribe());
  }
}
