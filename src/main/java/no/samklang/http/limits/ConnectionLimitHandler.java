package no.samklang.http.limits;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.vertx.core.http.HttpConnection;
import java.nio.charset.StandardCharsets;
import no.samklang.config.HttpSettings;
import no.samklang.http.HttpServerContext;

/** Limits concurrent connections (503 beyond), and closes those slow to send a request. */
public final class ConnectionLimitHandler {
  private static final String DECODER = "httpDecoder";
  private static final String ENCODER = "httpEncoder";
  private static final String SERVICE_UNAVAILABLE =
      String.join(
          "\r\n",
          "HTTP/1.1 503 Service Unavailable",
          "Retry-After: 10",
          "Connection: close",
          "Content-Length: 0",
          "",
          "");

  private final HttpSettings settings;
  private final ClientAddressResolver clients;
  private final ConnectionRegistry connections;

  public ConnectionLimitHandler(HttpServerContext serverContext) {
    this.settings = serverContext.settings().http();
    this.clients = serverContext.clients();
    this.connections = serverContext.connections();
  }

  @SuppressWarnings("FutureReturnValueIgnored") // the listener is called on close
  public void admit(HttpConnection connection) {
    Channel channel = ClientConnection.channel(connection);
    if (channel.remoteAddress() == null) {
      return; // closed already
    }
    ClientConnection client = ClientConnection.attach(connection, clients);
    if (connections.tryAdd(client)) {
      channel.closeFuture().addListener(closed -> connections.remove(client));
      attach(channel.pipeline());
    } else {
      reject(channel);
    }
  }

  /** Only HTTP/1 has this decoder; HTTP/2 bodies have a time-out of their own. */
  private void attach(ChannelPipeline pipeline) {
    if (pipeline.context(DECODER) != null) {
      pipeline.addAfter(
          DECODER,
          "requestReadTimeout",
          new RequestReadTimeoutHandler(settings.headTimeout(), BodyRate.of(settings)));
    }
  }

  @SuppressWarnings("FutureReturnValueIgnored") // closed either way
  private static void reject(Channel channel) {
    channel.config().setAutoRead(false);
    ChannelHandlerContext encoder = channel.pipeline().context(ENCODER);
    if (encoder == null) {
      channel.close();
    } else {
      encoder
          .writeAndFlush(Unpooled.copiedBuffer(SERVICE_UNAVAILABLE, StandardCharsets.US_ASCII))
          .addListener(ChannelFutureListener.CLOSE);
    }
  }
}
