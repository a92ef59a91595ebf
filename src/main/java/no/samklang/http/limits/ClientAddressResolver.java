package no.samklang.http.limits;

import io.netty.handler.ipfilter.IpFilterRuleType;
import io.netty.handler.ipfilter.IpSubnetFilterRule;
import io.vertx.core.http.HttpServerRequest;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import no.samklang.config.AddressRanges;
import no.samklang.config.HttpSettings;
import no.samklang.config.HttpSettings.ForwardedBy;

/**
 * Resolves a request's client address: the peer's, or behind trusted proxies the nearest hop that
 * isn't one. Hops before it, which the client may forge, are ignored. Where a proxy doesn't state
 * the next hop, the proxy's own address is used.
 */
public final class ClientAddressResolver {
  private final List<IpSubnetFilterRule> proxies;
  private final ForwardedBy by;

  public ClientAddressResolver(HttpSettings settings) {
    this.by = settings.forwardedBy().orElse(ForwardedBy.FORWARDED);
    this.proxies =
        settings.trustedProxies().map(AddressRanges::ranges).orElse(List.of()).stream()
            .map(
                range ->
                    new IpSubnetFilterRule(range.network(), range.bits(), IpFilterRuleType.ACCEPT))
            .toList();
  }

  boolean isProxy(InetAddress address) {
    if (proxies.isEmpty()) {
      return false;
    }
    InetSocketAddress candidate = new InetSocketAddress(address, 0);
    return proxies.stream().anyMatch(proxy -> proxy.matches(candidate));
  }

  InetAddress resolve(ClientConnection connection, HttpServerRequest request) {
    return connection.isProxy()
        ? forwardedAddress(connection.address(), request)
        : connection.address();
  }

  private InetAddress forwardedAddress(InetAddress proxy, HttpServerRequest request) {
    String header = by == ForwardedBy.FORWARDED ? "Forwarded" : "X-Forwarded-For";
    List<Optional<InetAddress>> hops =
        ForwardedHeaderParser.of(by, request.headers().getAll(header));
    InetAddress nearest = proxy;
    for (int i = hops.size() - 1; i >= 0 && hops.get(i).isPresent(); i--) {
      nearest = hops.get(i).get();
      if (!isProxy(nearest)) {
        break;
      }
    }
    return nearest;
  }
}
