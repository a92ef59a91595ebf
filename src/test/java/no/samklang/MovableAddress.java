package no.samklang;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetSocket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

/**
 * A TCP proxy: an address that can be moved to another port, and whose open connections can be
 * frozen: no bytes pass any more, and neither side learns it.
 */
public final class MovableAddress implements AutoCloseable {
  private final Vertx vertx = Vertx.vertx();
  private final NetClient client = vertx.createNetClient();
  private final NetServer server = vertx.createNetServer();
  private final Set<Line> open = ConcurrentHashMap.newKeySet();
  private volatile int target;
  private volatile Predicate<String> refused = head -> false;

  private MovableAddress(int target) {
    this.target = target;
  }

  public static MovableAddress of(int target) {
    MovableAddress address = new MovableAddress(target);
    address
        .server
        .connectHandler(address::accept)
        .listen(0, "127.0.0.1")
        .toCompletionStage()
        .toCompletableFuture()
        .join();
    return address;
  }

  private static final class Line {
    private volatile boolean frozen;
  }

  public int port() {
    return server.actualPort();
  }

  /** New connections lead to another port; open ones stay. */
  public void moveTo(int port) {
    target = port;
  }

  /** Freezes the open connections; new ones pass. */
  public void freeze() {
    open.forEach(line -> line.frozen = true);
  }

  /** Answers requests whose head matches by 403, as a proxy in a school does. */
  public void refuse(Predicate<String> heads) {
    refused = heads;
  }

  @SuppressWarnings("FutureReturnValueIgnored") // a failed connection closes the other side
  private void accept(NetSocket inside) {
    Line line = new Line();
    open.add(line);
    inside.pause();
    client
        .connect(target, "127.0.0.1")
        .onFailure(failed -> inside.close())
        .onSuccess(
            outside -> {
              join(line, inside, outside, true);
              join(line, outside, inside, false);
              inside.resume();
            });
  }

  @SuppressWarnings("FutureReturnValueIgnored") // closing twice does nothing
  private void join(Line line, NetSocket from, NetSocket to, boolean isRequest) {
    from.exceptionHandler(broken -> {});
    from.closeHandler(
        closed -> {
          open.remove(line);
          if (!line.frozen) {
            to.close();
          }
        });
    from.handler(
        bytes -> {
          if (isRequest && refused.test(bytes.toString())) {
            from.end(Buffer.buffer("HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n"));
          } else if (!line.frozen) {
            to.write(bytes);
          }
        });
  }

  @Override
  public void close() {
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }
}
