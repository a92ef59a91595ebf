package no.samklang.http;

import io.vertx.rxjava3.core.http.ServerWebSocket;
import java.time.Duration;
import java.util.function.Consumer;
import no.samklang.security.Caller;

/** Receives WebSockets of authenticated callers. */
@FunctionalInterface
public interface WebSocketListener {
  /**
   * @param cutAfter closes the connection after a delay even if writes are pending; the socket's
   *     own close waits until the client has read them
   */
  void connected(Caller caller, ServerWebSocket socket, Consumer<Duration> cutAfter);
}
