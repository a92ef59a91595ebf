package no.samklang.http;

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
 * Who sends a request: the peer of the connection, unless that is a proxy we trust. Then it is the
 * nearest address that isn't one, as the proxies tell it; what a client wrote before them is never
 * reached. Where a proxy doesn't tell, it is the last that is known: that proxy.
 */
final class Clients {
  private final List<IpSubnetFilterRule> proxies;
  private final ForwardedBy by;

  Clients(HttpSettings settings) {
    this.by = settings.forwardedBy();
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
    InetSocketAddress asked = new InetSocketAddress(address, 0);
    return proxies.stream().anyMatch(proxy -> proxy.matches(asked));
  }

  InetAddress of(Peer peer, HttpServerRequest request) {
    return peer.isProxy() ? behind(peer.address(), request) : peer.address();
  }

  private InetAddress behind(InetAddress proxy, HttpServerRequest request) {
    String header = by == ForwardedBy.FORWARDED ? "Forwarded" : "X-Forwarded-For";
    List<Optional<InetAddress>> hops = ForwardedHops.of(by, request.headers().getAll(header));
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
