package no.samklang.http;

import io.netty.channel.Channel;
import io.netty.util.AttributeKey;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.impl.HttpServerConnection;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/** The other end of a connection; kept with it. Used on the connection's event loop only. */
final class Peer {
  private static final AttributeKey<Peer> KEY = AttributeKey.valueOf(Peer.class, "peer");

  private final InetAddress address;
  private final Long block;
  private final boolean proxy;
  private Runnable uncount = () -> {};
  private boolean known;
  private boolean gone;

  private Peer(InetAddress address, boolean proxy) {
    this.address = address;
    this.block = Block.of(address);
    this.proxy = proxy;
  }

  /** Looks at a connection that has just been made. */
  static Peer meet(HttpConnection connection, Clients clients) {
    Channel channel = channel(connection);
    InetAddress address = ((InetSocketAddress) channel.remoteAddress()).getAddress();
    Peer peer = new Peer(address, clients.isProxy(address));
    channel.attr(KEY).set(peer);
    return peer;
  }

  static Peer of(HttpConnection connection) {
    return channel(connection).attr(KEY).get();
  }

  static Channel channel(HttpConnection connection) {
    return ((HttpServerConnection) connection).channelHandlerContext().channel();
  }

  InetAddress address() {
    return address;
  }

  Long block() {
    return block;
  }

  boolean isProxy() {
    return proxy;
  }

  /** Whether it counts as that of a session, and not of its address any more. */
  boolean isKnown() {
    return known;
  }

  /** Counts as somebody's from now on, and no longer as whose it was. */
  void becomes(Runnable uncountNow) {
    if (gone) {
      uncountNow.run();
      return;
    }
    uncount.run();
    this.known = true;
    this.uncount = uncountNow;
  }

  void countsBy(Runnable uncountAddress) {
    this.uncount = uncountAddress;
  }

  /** The connection has gone, which may be while it is still found out whose it is. */
  void leave() {
    if (!gone) {
      gone = true;
      uncount.run();
    }
  }
}
