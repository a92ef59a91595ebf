package no.samklang.http;

import io.vertx.rxjava3.core.http.ServerWebSocket;
import java.time.Duration;
import java.util.function.Consumer;
import no.samklang.bus.Caller;

/** Takes over WebSockets of callers who have been let in. */
@FunctionalInterface
public interface Sockets {
  /**
   * @param cutAfter ends the connection when the time is up, whatever still waits for it; the
   *     socket's own close waits for the client to take all that it was sent
   */
  void connected(Caller caller, ServerWebSocket socket, Consumer<Duration> cutAfter);
}
