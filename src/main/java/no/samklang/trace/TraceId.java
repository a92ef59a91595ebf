package no.samklang.trace;

import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;

/** Makes trace ids, and finds them in what callers send. */
public final class TraceId {
  private static final HexFormat HEX = HexFormat.of();
  private static final int LENGTH = 32;
  private static final int START = 3;
  private static final Pattern TRACEPARENT =
      Pattern.compile("(?!ff)[0-9a-f]{2}-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}");

  private TraceId() {}

  /** A new one. Tells nothing, and isn't secret. */
  public static String next() {
    ThreadLocalRandom random = ThreadLocalRandom.current();
    return HEX.toHexDigits(random.nextLong()) + HEX.toHexDigits(random.nextLong());
  }

  /**
   * The one that a caller goes by already, or a new one.
   *
   * @param traceparent the header of W3C Trace Context; null or malformed counts as none
   */
  public static String of(String traceparent) {
    return traceparent != null && TRACEPARENT.matcher(traceparent).matches()
        ? traceparent.substring(START, START + LENGTH)
        : next();
  }
}
