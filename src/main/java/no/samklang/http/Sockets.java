package no.samklang.http;

import io.vertx.rxjava3.core.http.ServerWebSocket;
import no.samklang.bus.Caller;

/** Takes over WebSockets of callers who have been let in. */
@FunctionalInterface
public interface Sockets {
  void connected(Caller caller, ServerWebSocket socket);
}
