package no.samklang.http.limits;

import java.util.concurrent.atomic.AtomicInteger;
import no.samklang.config.HttpSettings;
import no.samklang.id.SessionId;

/**
 * Counts and limits this node's open connections: in total, and by network until a connection has
 * presented a valid session. Then it counts towards that session, so that others on the network
 * aren't affected; a session's connections beyond its limit stay counted by network.
 */
public final class ConnectionRegistry {
  private static final int MAX_PER_SESSION = 100;

  private final int max;
  private final AtomicInteger all = new AtomicInteger();
  private final KeyedCounter<Long> byAddress;
  private final KeyedCounter<SessionId> bySession = new KeyedCounter<>(MAX_PER_SESSION);

  public ConnectionRegistry(HttpSettings.HttpLimits limits) {
    this.max = limits.connections();
    this.byAddress = new KeyedCounter<>(limits.connectionsPerAddress());
  }

  /** Adds a connection; false over a limit. */
  boolean tryAdd(ClientConnection connection) {
    if (all.incrementAndGet() > max || !countByAddress(connection)) {
      all.decrementAndGet();
      return false;
    }
    return true;
  }

  private boolean countByAddress(ClientConnection connection) {
    if (connection.isProxy()) {
      return true;
    }
    if (!byAddress.tryAdd(connection.network())) {
      return false;
    }
    connection.onRelease(() -> byAddress.remove(connection.network()));
    return true;
  }

  /** Counts the connection by its authenticated session. */
  public void countBySession(ClientConnection connection, SessionId session) {
    if (!connection.hasSession() && bySession.tryAdd(session)) {
      connection.countAs(() -> bySession.remove(session));
    }
  }

  /** Stops counting a WebSocket by network or session: it is limited per person, and in total. */
  public void exempt(ClientConnection connection) {
    connection.countAs(() -> {});
  }

  /** Removes a connection that was added. */
  void remove(ClientConnection connection) {
    all.decrementAndGet();
    connection.close();
  }

  int count() {
    return all.get();
  }
}
