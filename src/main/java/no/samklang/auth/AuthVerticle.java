package no.samklang.auth;

import io.reactivex.rxjava3.core.Completable;
import io.vertx.rxjava3.core.AbstractVerticle;
import java.time.Duration;
import no.samklang.auth.Auth.SessionEnded;
import no.samklang.bus.Bus;
import no.samklang.work.Rounds;

/** Serves authentication, and sweeps the sessions. */
public final class AuthVerticle extends AbstractVerticle {
  private static final Duration CLEAR_EVERY = Duration.ofMinutes(10);

  private final AuthParts parts;
  private Rounds rounds;

  public AuthVerticle(AuthParts parts) {
    this.parts = parts;
  }

  @Override
  public Completable rxStart() {
    Bus bus = parts.bus();
    LoginService login = new LoginService(parts);
    SessionService sessions = new SessionService(parts);
    PasswordService passwords = new PasswordService(parts);
    AccountService accounts = new AccountService(parts);
    ParticipantAccountService participants = new ParticipantAccountService(parts);
    SessionSweep sweep = new SessionSweep(parts);
    rounds = new Rounds(vertx);
    rounds.every(SessionSweep.EVERY, "the session sweep", sweep::run);
    rounds.every(CLEAR_EVERY, "the clearing of codes", sweep::clear);
    return bus.serve(Auth.LOGIN, login::login)
        .andThen(bus.serve(Auth.CODE, login::answerCode))
        .andThen(bus.serve(Auth.TERMS, sessions::answerTerms))
        .andThen(bus.serve(Auth.LOGOUT, sessions::logout))
        .andThen(bus.serve(Auth.ME, sessions::me))
        .andThen(bus.serve(Auth.SESSIONS, sessions::own))
        .andThen(bus.serve(Auth.END_SESSION, sessions::endOne))
        .andThen(bus.serve(Auth.CHANGE_PASSWORD, passwords::change))
        .andThen(bus.serve(Auth.FORGOT, passwords::forgot))
        .andThen(bus.serve(Auth.CHANGE_OWN_ACCOUNT, accounts::changeOwn))
        .andThen(bus.serve(Auth.CHANGE_ACCOUNT, participants::change))
        .andThen(bus.hear(SessionEnded.class, fact -> parts.sessions().end(fact.session())));
  }

  @Override
  public Completable rxStop() {
    return rounds
        .finish()
        .andThen(Completable.defer(() -> parts.sessions().flush()))
        .onErrorComplete();
  }
}
