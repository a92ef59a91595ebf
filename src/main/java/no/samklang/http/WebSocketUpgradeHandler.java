package no.samklang.http;

import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.stream.ChunkedWriteHandler;
import io.netty.handler.timeout.IdleStateHandler;
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
import no.samklang.error.Failure;
import no.samklang.http.limits.ClientConnection;
import no.samklang.http.limits.ConnectionRegistry;
import no.samklang.http.limits.FrameRateLimitHandler;
import no.samklang.http.limits.RequestReadTimeoutHandler;
import no.samklang.http.session.Authenticator.Authenticated;
import no.samklang.http.session.SessionAuthenticationHandler;

/**
 * Authenticates a WebSocket by session cookie and origin, and upgrades it. Opening one counts as no
 * activity (LOGIN-7).
 */
public final class WebSocketUpgradeHandler {
  /** The path in the contract. */
  public static final String PATH = "/live";

  private static final List<Class<? extends ChannelHandler>> HTTP_HANDLERS =
      List.of(RequestReadTimeoutHandler.class, ChunkedWriteHandler.class, IdleStateHandler.class);

  private final SessionAuthenticationHandler authentication;
  private final ConnectionRegistry connections;
  private final WebSocketListener listener;
  private final URI publicUrl;
  private final boolean https;

  WebSocketUpgradeHandler(
      SessionAuthenticationHandler authentication, HttpServerContext serverContext) {
    this.authentication = authentication;
    this.connections = serverContext.connections();
    this.listener = serverContext.webSocketListener();
    this.publicUrl = serverContext.publicUrl();
    this.https = serverContext.isHttps();
  }

  @SuppressWarnings("CheckReturnValue") // ends in a socket or in fail()
  void open(RoutingContext context) {
    HttpServerRequest request = context.request();
    if (!"websocket".equalsIgnoreCase(request.getHeader("Upgrade"))) {
      context.fail(new BadRequestException(400, "request.malformed"));
      return;
    }
    if (isCrossOrigin(request)) {
      context.fail(new Failure.Forbidden("request.forged"));
      return;
    }
    request.pause();
    authentication
        .identifySocket(context)
        .map(WebSocketUpgradeHandler::requireCompleteLogin)
        .flatMap(
            session ->
                request
                    .rxToWebSocket()
                    .doOnSuccess(socket -> RequestContext.of(context).recordUpgrade())
                    .doOnSuccess(socket -> connections.exempt(clientConnection(request)))
                    .doOnSuccess(socket -> limitFrames(request))
                    .doOnSuccess(socket -> releaseHttpState(request))
                    .doOnSuccess(
                        socket ->
                            listener.connected(session.caller(), socket, closeAfter(request))))
        .subscribe(socket -> {}, context::fail);
  }

  /**
   * Vert.x keeps the request and response for the life of the socket: their headers, and through
   * the response's handlers the routing state. They are unused after the upgrade, as are the HTTP
   * channel handlers; together they were an eighth of an idle socket's memory.
   */
  private static void releaseHttpState(HttpServerRequest request) {
    HttpServerResponse response = request.getDelegate().response();
    response.headersEndHandler(null);
    response.bodyEndHandler(null);
    response.endHandler(null);
    response.closeHandler(null);
    response.exceptionHandler(null);
    response.headers().clear();
    request.getDelegate().headers().clear();
    ChannelPipeline pipeline = vertxHandler(request).pipeline();
    for (Class<? extends ChannelHandler> http : HTTP_HANDLERS) {
      if (pipeline.get(http) != null) {
        pipeline.remove(http);
      }
    }
  }

  private static ClientConnection clientConnection(HttpServerRequest request) {
    return ClientConnection.of(request.connection().getDelegate());
  }

  private static void limitFrames(HttpServerRequest request) {
    ChannelHandlerContext socket = vertxHandler(request);
    socket.pipeline().addBefore(socket.name(), "frameGuard", new FrameRateLimitHandler());
  }

  @SuppressWarnings("FutureReturnValueIgnored") // closing twice does nothing
  private static Consumer<Duration> closeAfter(HttpServerRequest request) {
    // closes outwards from this handler, bypassing the socket's close, which waits
    ChannelHandlerContext socket = vertxHandler(request);
    return time ->
        socket.executor().schedule(() -> socket.close(), time.toMillis(), TimeUnit.MILLISECONDS);
  }

  // Vert.x Web hides the socket's connection, so it is taken from the request after the upgrade, by
  // internal types: the pipeline has no public accessor. FrameFloodIT and IdleSocketIT fail when
  // they change.
  private static ChannelHandlerContext vertxHandler(HttpServerRequest request) {
    HttpServerConnection connection = (HttpServerConnection) request.connection().getDelegate();
    return connection.channelHandlerContext().pipeline().context(VertxHandler.class);
  }

  private static Authenticated requireCompleteLogin(Authenticated session) {
    if (!session.next().equals("DONE")) {
      throw new Failure.Forbidden("session.incomplete");
    }
    return session;
  }

  /**
   * Browsers always send Origin for a WebSocket; a client without it is no browser and sends no
   * user's cookie. Behind a proxy Host may differ from the browser's: then the public address
   * decides. When that is https, an http origin is foreign.
   */
  private boolean isCrossOrigin(HttpServerRequest request) {
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
