package no.samklang.auth;

import io.reactivex.rxjava3.core.Single;
import no.samklang.http.Authenticator;

/** Finds out for HTTP who a session cookie belongs to. */
public final class SessionAuthenticator implements Authenticator {
  private final Sessions sessions;

  public SessionAuthenticator(Sessions sessions) {
    this.sessions = sessions;
  }

  @Override
  public Single<Authenticated> authenticate(String token, boolean active) {
    return sessions
        .authenticate(token, active)
        .map(session -> new Authenticated(session.caller(), session.next().name()));
  }
}
