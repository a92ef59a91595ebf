package no.samklang.http;

import java.util.concurrent.atomic.AtomicInteger;
import no.samklang.config.HttpSettings;
import no.samklang.id.SessionId;

/**
 * The open connections of this node: bounded in all, and by address until one has shown a valid
 * session. From then on it counts as that session's, so that nobody is kept out because of a
 * neighbour; what a session has beyond its share stays counted by address.
 */
final class Connections {
  private static final int MOST_OF_SESSION = 100;

  private final int most;
  private final AtomicInteger all = new AtomicInteger();
  private final Tally<Long> byAddress;
  private final Tally<SessionId> bySession = new Tally<>(MOST_OF_SESSION);

  Connections(HttpSettings.Limits limits) {
    this.most = limits.connections();
    this.byAddress = new Tally<>(limits.connectionsPerAddress());
  }

  /** Takes a connection in; false when there are too many. */
  boolean enter(Peer peer) {
    if (all.incrementAndGet() > most || !addressMay(peer)) {
      all.decrementAndGet();
      return false;
    }
    return true;
  }

  private boolean addressMay(Peer peer) {
    if (peer.isProxy()) {
      return true;
    }
    if (!byAddress.add(peer.block())) {
      return false;
    }
    peer.countsBy(() -> byAddress.remove(peer.block()));
    return true;
  }

  /** The connection has shown that it is of an open session. */
  void belongs(Peer peer, SessionId session) {
    if (!peer.isKnown() && bySession.add(session)) {
      peer.becomes(() -> bySession.remove(session));
    }
  }

  /** The connection has become a live socket; those are bounded by person, and in all. */
  void isLive(Peer peer) {
    peer.becomes(() -> {});
  }

  /** Lets go of a connection that was taken in. */
  void leave(Peer peer) {
    all.decrementAndGet();
    peer.leave();
  }

  int count() {
    return all.get();
  }
}
