package no.samklang.http;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.vertx.core.http.HttpConnection;
import java.nio.charset.StandardCharsets;
import no.samklang.config.HttpSettings;

/**
 * Takes connections in, and lets them go again: too many are answered 503, and who is slow to send
 * a request is hung up on.
 */
final class Reception {
  private static final String DECODER = "httpDecoder";
  private static final String ENCODER = "httpEncoder";
  private static final String FULL =
      "HTTP/1.1 503 Service Unavailable\r\nRetry-After: 10\r\nConnection: close\r\nContent-Length: 0\r\n\r\n";

  private final HttpSettings settings;
  private final Clients clients;
  private final Connections connections;

  Reception(Door door) {
    this.settings = door.settings().http();
    this.clients = door.clients();
    this.connections = door.connections();
  }

  @SuppressWarnings("FutureReturnValueIgnored") // told when the connection has closed
  void admit(HttpConnection connection) {
    Channel channel = Peer.channel(connection);
    if (channel.remoteAddress() == null) {
      return; // gone already
    }
    Peer peer = Peer.meet(connection, clients);
    if (connections.enter(peer)) {
      channel.closeFuture().addListener(closed -> connections.leave(peer));
      watch(channel.pipeline());
    } else {
      turnAway(channel);
    }
  }

  /** HTTP/2 has no such decoder; there the bodies have their own time-out. */
  private void watch(ChannelPipeline pipeline) {
    if (pipeline.context(DECODER) != null) {
      pipeline.addAfter(
          DECODER,
          "requestClock",
          new RequestClock(settings.headTimeout(), settings.bodyTimeout()));
    }
  }

  @SuppressWarnings("FutureReturnValueIgnored") // closed either way
  private static void turnAway(Channel channel) {
    channel.config().setAutoRead(false);
    ChannelHandlerContext encoder = channel.pipeline().context(ENCODER);
    if (encoder == null) {
      channel.close();
    } else {
      encoder
          .writeAndFlush(Unpooled.copiedBuffer(FULL, StandardCharsets.US_ASCII))
          .addListener(ChannelFutureListener.CLOSE);
    }
  }
}
