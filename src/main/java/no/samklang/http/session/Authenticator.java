package no.samklang.http.session;

import io.reactivex.rxjava3.core.Single;
import no.samklang.security.Caller;

/** Authenticates session tokens. */
public interface Authenticator {
  /**
   * @param token the value of the session cookie
   * @param active whether the request counts as user activity (LOGIN-7)
   * @return the caller and the session's login stage; fails with {@link
   *     no.samklang.error.Failure.Unauthenticated} {@code session.required} when the token is
   *     forged, expired, foreign, or its session has ended
   */
  Single<Authenticated> authenticate(String token, boolean active);

  /**
   * A caller and the next required login step.
   *
   * @param next {@code TERMS}, {@code PASSWORD} or {@code DONE}
   */
  record Authenticated(Caller caller, String next) {}
}
