package no.samklang.http;

import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.stream.ChunkedWriteHandler;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.impl.HttpServerConnection;
import io.vertx.core.net.impl.VertxHandler;
import io.vertx.rxjava3.core.http.HttpServerRequest;
import io.vertx.rxjava3.ext.web.RoutingContext;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import no.samklang.bus.Failure;
import no.samklang.http.Authenticator.Authenticated;

/**
 * Lets WebSockets in: by the session cookie, from our own pages only. Opening one counts as no
 * activity (LOGIN-7).
 */
final class LiveDoor {
  /** As the contract has it. */
  static final String PATH = "/live";

  private static final List<Class<? extends ChannelHandler>> HTTP_ONLY =
      List.of(RequestClock.class, ChunkedWriteHandler.class);

  private final Gate gate;
  private final Connections connections;
  private final Sockets sockets;
  private final URI publicUrl;
  private final boolean https;

  LiveDoor(Gate gate, Door door) {
    this.gate = gate;
    this.connections = door.connections();
    this.sockets = door.sockets();
    this.publicUrl = door.publicUrl();
    this.https = door.isHttps();
  }

  @SuppressWarnings("CheckReturnValue") // ends in a socket or in fail()
  void open(RoutingContext context) {
    HttpServerRequest request = context.request();
    if (!"websocket".equalsIgnoreCase(request.getHeader("Upgrade"))) {
      context.fail(new BadRequest(400, "request.malformed"));
      return;
    }
    if (isForeign(request)) {
      context.fail(new Failure.Forbidden("request.forged"));
      return;
    }
    request.pause();
    gate.identify(context)
        .map(LiveDoor::requireDone)
        .flatMap(
            session ->
                request
                    .rxToWebSocket()
                    .doOnSuccess(socket -> Exchange.of(context).upgraded())
                    .doOnSuccess(socket -> connections.isLive(peer(request)))
                    .doOnSuccess(socket -> guard(request))
                    .doOnSuccess(socket -> forget(request))
                    .doOnSuccess(
                        socket -> sockets.connected(session.caller(), socket, cutAfter(request))))
        .subscribe(socket -> {}, context::fail);
  }

  /**
   * Vert.x keeps request and response as long as the socket: their heads, and by the handlers of
   * the response all that was known on the way. Nobody asks for them any more, nor for what watched
   * and compressed HTTP; they were an eighth of an idle socket.
   */
  private static void forget(HttpServerRequest request) {
    HttpServerResponse response = request.getDelegate().response();
    response.headersEndHandler(null);
    response.bodyEndHandler(null);
    response.endHandler(null);
    response.closeHandler(null);
    response.exceptionHandler(null);
    response.headers().clear();
    request.getDelegate().headers().clear();
    ChannelPipeline pipeline = vertxHandler(request).pipeline();
    for (Class<? extends ChannelHandler> http : HTTP_ONLY) {
      if (pipeline.get(http) != null) {
        pipeline.remove(http);
      }
    }
  }

  private static Peer peer(HttpServerRequest request) {
    return Peer.of(request.connection().getDelegate());
  }

  private static void guard(HttpServerRequest request) {
    ChannelHandlerContext socket = vertxHandler(request);
    socket.pipeline().addBefore(socket.name(), "frameGuard", new FrameGuard());
  }

  @SuppressWarnings("FutureReturnValueIgnored") // closing what is closed does nothing
  private static Consumer<Duration> cutAfter(HttpServerRequest request) {
    // closing from here on outwards passes by the close of the socket, which waits
    ChannelHandlerContext socket = vertxHandler(request);
    return time ->
        socket.executor().schedule(() -> socket.close(), time.toMillis(), TimeUnit.MILLISECONDS);
  }

  // Vert.x Web hides the socket's own connection, so it is had from the request, after the upgrade
  private static ChannelHandlerContext vertxHandler(HttpServerRequest request) {
    HttpServerConnection connection = (HttpServerConnection) request.connection().getDelegate();
    return connection.channelHandlerContext().pipeline().context(VertxHandler.class);
  }

  private static Authenticated requireDone(Authenticated session) {
    if (!session.next().equals("DONE")) {
      throw new Failure.Forbidden("session.incomplete");
    }
    return session;
  }

  /**
   * Browsers always say where a WebSocket comes from; what says nothing is no browser and carries
   * no one's cookie. A proxy may show us another host than the browser's: then the public address
   * tells. Where that is https, a page that came in the clear isn't ours.
   */
  private boolean isForeign(HttpServerRequest request) {
    String origin = request.getHeader("Origin");
    if (origin == null) {
      return false;
    }
    String host = request.getHeader("Host");
    boolean ownHost =
        origin.equals("https://" + host) || (!https && origin.equals("http://" + host));
    return !ownHost && !origin.equals(publicOrigin());
  }

  private String publicOrigin() {
    return publicUrl.getScheme() + "://" + publicUrl.getAuthority();
  }
}
