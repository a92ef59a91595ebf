package no.samklang.live;

/** Why a socket was closed, with the WebSocket close code that the client gets. */
enum CloseReason {
  /** Closed by the client, or its connection was lost. */
  BY_CLIENT(1000),
  CONNECTION_LOST(1001),
  STOPPING(1001),
  INVALID_FRAME(1008),
  TOO_MANY_FRAMES(1008),
  TOO_MANY_SOCKETS(1013),
  /** The unread counts couldn't be read from the database. */
  HELLO_FAILED(1013),
  TOO_SLOW(1013),
  /** Several pings in a row were left without a pong. */
  PING_TIMEOUT(1013),
  SESSION_ENDED(4401),
  /** The person has lost access to a plan; the page reconnects. */
  ACCESS_ENDED(4403);

  private final int code;

  CloseReason(int code) {
    this.code = code;
  }

  short code() {
    return (short) code;
  }
}
