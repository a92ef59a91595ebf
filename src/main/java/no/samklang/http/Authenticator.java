package no.samklang.http;

import io.reactivex.rxjava3.core.Single;
import no.samklang.bus.Caller;

/** Finds out who a session cookie belongs to. */
public interface Authenticator {
  /**
   * @param token the value of the session cookie
   * @param active whether the request is the person's own doing, not the page's (LOGIN-7)
   * @return who calls and how far the session has come; fails with {@link
   *     no.samklang.bus.Failure.Unauthenticated} {@code session.required} when the token is forged,
   *     expired, foreign, or its session has ended
   */
  Single<Authenticated> authenticate(String token, boolean active);

  /**
   * A caller, and what must be done before anything else.
   *
   * @param next {@code TERMS}, {@code PASSWORD} or {@code DONE}
   */
  record Authenticated(Caller caller, String next) {}
}
