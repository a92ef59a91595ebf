package no.samklang.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * HTTP server settings. Sizes in bytes, {@code minBodyRate} in bytes per second; {@code instances}
 * 0 means one per core.
 */
public record HttpSettings(
    String host,
    int port,
    int maxBodyBytes,
    Duration idleTimeout,
    Duration headTimeout,
    Duration bodyTimeout,
    int minBodyRate,
    int instances,
    Optional<AddressRanges> trustedProxies,
    Optional<ForwardedBy> forwardedBy,
    Optional<Path> webSources,
    HttpLimits limits,
    TlsSettings tls) {
  public HttpSettings {
    SettingChecks.host("host", host);
    SettingChecks.port("port", port);
    SettingChecks.between("maxBodyBytes", maxBodyBytes, 1024, 1 << 30);
    SettingChecks.duration("idleTimeout", idleTimeout);
    SettingChecks.duration("headTimeout", headTimeout);
    SettingChecks.duration("bodyTimeout", bodyTimeout);
    SettingChecks.between("minBodyRate", minBodyRate, 1, 1 << 20);
    SettingChecks.between("instances", instances, 0, 256);
    if (trustedProxies.isPresent() && forwardedBy.isEmpty()) {
      throw new SettingsException(
          "forwardedBy", "required when http.trustedProxies is set: FORWARDED or X_FORWARDED_FOR");
    }
    webSources.ifPresent(directory -> SettingChecks.directory("webSources", directory));
  }

  /** The header in which the trusted proxies state the client address. */
  public enum ForwardedBy {
    /** {@code Forwarded}, RFC 7239. */
    FORWARDED,
    /** {@code X-Forwarded-For}, the only one that many load balancers and ingresses set. */
    X_FORWARDED_FOR
  }

  /**
   * Limits for unauthenticated clients, per IPv4 address or IPv6 /64; {@code connections} is the
   * limit for all clients together. {@code searchesPerMinute} is for each person, authenticated.
   */
  public record HttpLimits(
      int requestsPerMinute,
      int loginFailuresPerMinute,
      int connectionsPerAddress,
      int connections,
      int searchesPerMinute) {
    public HttpLimits {
      SettingChecks.between("requestsPerMinute", requestsPerMinute, 1, 10_000_000);
      SettingChecks.between("loginFailuresPerMinute", loginFailuresPerMinute, 1, 1_000_000);
      SettingChecks.between("connectionsPerAddress", connectionsPerAddress, 1, 10_000_000);
      SettingChecks.between("connections", connections, 1, 10_000_000);
      SettingChecks.between("searchesPerMinute", searchesPerMinute, 1, 1_000_000);
    }
  }

  /** PEM files of the certificate chain and private key; both or none. */
  public record TlsSettings(Optional<Path> certificate, Optional<Path> key) {
    public TlsSettings {
      if (certificate.isPresent() != key.isPresent()) {
        String missing = certificate.isPresent() ? "key" : "certificate";
        throw new SettingsException(missing, "certificate and key must be set together");
      }
      certificate.ifPresent(file -> SettingChecks.pem("certificate", file, "CERTIFICATE"));
      key.ifPresent(file -> SettingChecks.pem("key", file, "PRIVATE KEY"));
    }

    /** True when the HTTP server itself terminates TLS. */
    public boolean isOn() {
      return certificate.isPresent();
    }
  }
}
