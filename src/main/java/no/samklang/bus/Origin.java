package no.samklang.bus;

/**
 * Where a request came from, for the security log (LOGIN-10).
 *
 * @param address the IP address of the peer
 * @param userAgent at most 200 characters, empty when none was sent
 */
public record Origin(String address, String userAgent) {
  private static final int LONGEST = 200;

  public static Origin of(String address, String userAgent) {
    String agent = userAgent == null ? "" : userAgent;
    return new Origin(address, agent.length() > LONGEST ? agent.substring(0, LONGEST) : agent);
  }
}
