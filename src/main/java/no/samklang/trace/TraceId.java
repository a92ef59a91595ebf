package no.samklang.trace;

import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;

/** Generates trace ids, and reads them from {@code traceparent} headers. */
public final class TraceId {
  private static final HexFormat HEX = HexFormat.of();
  private static final int LENGTH = 32;
  private static final int OFFSET = 3;
  private static final Pattern TRACEPARENT =
      Pattern.compile("(?!ff)[0-9a-f]{2}-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}");

  private TraceId() {}

  /** A new random id. It carries no information and isn't secret. */
  public static String generate() {
    ThreadLocalRandom random = ThreadLocalRandom.current();
    return HEX.toHexDigits(random.nextLong()) + HEX.toHexDigits(random.nextLong());
  }

  /**
   * The caller's trace id, or a new one.
   *
   * @param traceparent the W3C Trace Context header; null or malformed yields a new id
   */
  public static String fromTraceparent(String traceparent) {
    return traceparent != null && TRACEPARENT.matcher(traceparent).matches()
        ? traceparent.substring(OFFSET, OFFSET + LENGTH)
        : generate();
  }
}
