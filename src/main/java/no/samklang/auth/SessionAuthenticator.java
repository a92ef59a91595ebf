package no.samklang.auth;

import io.reactivex.rxjava3.core.Single;
import no.samklang.http.session.Authenticator;

/** Authenticates HTTP requests by session cookie. */
public final class SessionAuthenticator implements Authenticator {
  private final SessionCache sessions;

  public SessionAuthenticator(SessionCache sessions) {
    this.sessions = sessions;
  }

  @Override
  public Single<Authenticated> authenticate(String token, boolean active) {
    return sessions
        .authenticate(token, active)
        .map(session -> new Authenticated(session.caller(), session.next().name()));
  }
}
