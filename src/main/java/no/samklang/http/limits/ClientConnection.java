package no.samklang.http.limits;

import io.netty.channel.Channel;
import io.netty.util.AttributeKey;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.impl.HttpServerConnection;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/**
 * Attributes of a client connection. Used on its event loop only.
 *
 * <p>Uses Vert.x's internal {@link HttpServerConnection}: the Netty channel of a connection has no
 * public accessor. {@code SlowClientIT} and {@code RateLimitIT} fail when it changes.
 */
public final class ClientConnection {
  private static final AttributeKey<ClientConnection> KEY =
      AttributeKey.valueOf(ClientConnection.class, "peer");

  private final InetAddress address;
  private final Long network;
  private final boolean proxy;
  private Runnable release = () -> {};
  private boolean session;
  private boolean closed;

  private ClientConnection(InetAddress address, boolean proxy) {
    this.address = address;
    this.network = ClientNetwork.of(address);
    this.proxy = proxy;
  }

  /** Attaches attributes to a new connection. */
  static ClientConnection attach(HttpConnection connection, ClientAddressResolver clients) {
    Channel channel = channel(connection);
    InetAddress address = ((InetSocketAddress) channel.remoteAddress()).getAddress();
    ClientConnection client = new ClientConnection(address, clients.isProxy(address));
    channel.attr(KEY).set(client);
    return client;
  }

  public static ClientConnection of(HttpConnection connection) {
    return channel(connection).attr(KEY).get();
  }

  static Channel channel(HttpConnection connection) {
    return ((HttpServerConnection) connection).channelHandlerContext().channel();
  }

  InetAddress address() {
    return address;
  }

  Long network() {
    return network;
  }

  boolean isProxy() {
    return proxy;
  }

  /** Whether it is counted by session and no longer by address. */
  boolean hasSession() {
    return session;
  }

  /** Replaces what the connection is counted by. */
  void countAs(Runnable newRelease) {
    if (closed) {
      newRelease.run();
      return;
    }
    release.run();
    this.session = true;
    this.release = newRelease;
  }

  void onRelease(Runnable newRelease) {
    this.release = newRelease;
  }

  /** Releases the count once; authentication may still be in progress. */
  void close() {
    if (!closed) {
      closed = true;
      release.run();
    }
  }
}
