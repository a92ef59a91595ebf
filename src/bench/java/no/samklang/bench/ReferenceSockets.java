package no.samklang.bench;

import io.vertx.core.Context;
import io.vertx.core.http.ServerWebSocket;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * The reference's WebSockets of one event loop, by the participant id in their path. Each loop
 * pushes to its own sockets.
 */
final class ReferenceSockets {
  private static final List<ReferenceSockets> LOOPS = new CopyOnWriteArrayList<>();
  private static final int ID = 36;

  private final Context loop;
  private final Map<String, List<ServerWebSocket>> open = new HashMap<>();

  ReferenceSockets(Context loop) {
    this.loop = loop;
    LOOPS.add(this);
  }

  void connected(ServerWebSocket socket) {
    String path = socket.path();
    String who = path.substring(path.length() - ID);
    open.computeIfAbsent(who, first -> new CopyOnWriteArrayList<>()).add(socket);
    socket.closeHandler(closed -> open.get(who).remove(socket));
  }

  /** Sends a frame to all sockets of these participants. */
  static void push(List<UUID> participants, String frame) {
    for (ReferenceSockets sockets : LOOPS) {
      sockets.loop.runOnContext(
          go ->
              participants.forEach(
                  who ->
                      sockets
                          .open
                          .getOrDefault(who.toString(), List.of())
                          .forEach(socket -> socket.writeTextMessage(frame))));
    }
  }
}
