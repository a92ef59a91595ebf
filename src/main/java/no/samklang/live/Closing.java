package no.samklang.live;

/** Why a socket has ended, with the code that its page is told. */
enum Closing {
  /** The page was left, or its network is gone. */
  BY_CLIENT(1000),
  BROKEN(1001),
  STOPPING(1001),
  NOT_UNDERSTOOD(1008),
  TOO_MANY_FRAMES(1008),
  TOO_MANY(1013),
  /** Its counts couldn't be had: the database doesn't answer. */
  NOT_GREETED(1013),
  TOO_SLOW(1013),
  /** It hasn't answered our pings. */
  SILENT(1013),
  SESSION_ENDED(4401),
  /** A plan is shut for its person: the page comes back for what is left. */
  ACCESS_ENDED(4403);

  private final int code;

  Closing(int code) {
    this.code = code;
  }

  short code() {
    return (short) code;
  }
}
