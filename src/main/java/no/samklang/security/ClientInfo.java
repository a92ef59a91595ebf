package no.samklang.security;

import no.samklang.text.VisibleText;

/**
 * Client address and user agent of a request, for the security log (LOGIN-10).
 *
 * @param address the client's IP address
 * @param userAgent at most 200 characters, empty when absent
 */
public record ClientInfo(String address, String userAgent) {
  private static final int MAX_USER_AGENT = 200;

  public static ClientInfo of(String address, String userAgent) {
    String agent = userAgent == null ? "" : userAgent;
    return new ClientInfo(address, VisibleText.cut(agent, MAX_USER_AGENT));
  }
}
