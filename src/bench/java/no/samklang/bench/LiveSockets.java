package no.samklang.bench;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetClientOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Many open WebSockets to one server. */
final class LiveSockets {
  private static final int CONCURRENCY = 50;
  private static final int TIMEOUT_SECONDS = 120;
  private static final int SOURCES = 4;

  private final List<LiveConnection> open;

  private LiveSockets(List<LiveConnection> open) {
    this.open = open;
  }

  /**
   * Handshake of a socket.
   *
   * @param headers of the request, each terminated by CRLF
   */
  record SocketHandshake(String path, String headers) {}

  /**
   * Opens all sockets. The consumer receives the first letter of each frame's type: {@code m} for a
   * message, {@code c} for a change.
   */
  static LiveSockets open(
      Vertx vertx, int port, List<SocketHandshake> openings, Consumer<Character> heard)
      throws Exception {
    List<NetClient> clients = new ArrayList<>();
    for (int source = 1; source <= SOURCES; source++) {
      NetClientOptions from = new NetClientOptions().setLocalAddress("127.0.0." + source);
      clients.add(vertx.createNetClient(from));
    }
    List<LiveConnection> open = new ArrayList<>();
    for (int i = 0; i < openings.size(); i += CONCURRENCY) {
      List<Future<?>> batch = new ArrayList<>();
      for (int j = i; j < Math.min(i + CONCURRENCY, openings.size()); j++) {
        LiveConnection connection = new LiveConnection(openings.get(j), heard);
        open.add(connection);
        batch.add(clients.get(j % SOURCES).connect(port, "127.0.0.1").compose(connection::upgrade));
      }
      Future.all(batch).await(TIMEOUT_SECONDS, TimeUnit.SECONDS);
    }
    return new LiveSockets(open);
  }

  void close() throws Exception {
    Future.all(open.stream().map(LiveConnection::close).toList())
        .await(TIMEOUT_SECONDS, TimeUnit.SECONDS);
  }
}
