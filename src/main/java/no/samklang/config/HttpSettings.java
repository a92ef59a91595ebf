package no.samklang.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** The web server. Sizes in bytes; {@code instances} 0 is one for each core. */
public record HttpSettings(
    String host,
    int port,
    int maxBodyBytes,
    Duration idleTimeout,
    Duration headTimeout,
    Duration bodyTimeout,
    int instances,
    Optional<AddressRanges> trustedProxies,
    ForwardedBy forwardedBy,
    Limits limits,
    Tls tls) {
  public HttpSettings {
    SettingChecks.host("host", host);
    SettingChecks.port("port", port);
    SettingChecks.between("maxBodyBytes", maxBodyBytes, 1024, 1 << 30);
    SettingChecks.duration("idleTimeout", idleTimeout);
    SettingChecks.duration("headTimeout", headTimeout);
    SettingChecks.duration("bodyTimeout", bodyTimeout);
    SettingChecks.between("instances", instances, 0, 256);
  }

  /** The header in which the trusted proxies say whom they speak for. */
  public enum ForwardedBy {
    /** {@code Forwarded}, RFC 7239. */
    FORWARDED,
    /** {@code X-Forwarded-For}, the only one that many load balancers and ingresses send. */
    X_FORWARDED_FOR
  }

  /**
   * What those who aren't logged in may take, for each IPv4 address or IPv6 /64; {@code
   * connections} is for all together.
   */
  public record Limits(
      int requestsPerMinute,
      int loginFailuresPerMinute,
      int connectionsPerAddress,
      int connections) {
    public Limits {
      SettingChecks.between("requestsPerMinute", requestsPerMinute, 1, 10_000_000);
      SettingChecks.between("loginFailuresPerMinute", loginFailuresPerMinute, 1, 1_000_000);
      SettingChecks.between("connectionsPerAddress", connectionsPerAddress, 1, 10_000_000);
      SettingChecks.between("connections", connections, 1, 10_000_000);
    }
  }

  /** Certificate chain and private key, PEM files; both or none. */
  public record Tls(Optional<Path> certificate, Optional<Path> key) {
    public Tls {
      if (certificate.isPresent() != key.isPresent()) {
        String missing = certificate.isPresent() ? "key" : "certificate";
        throw new SettingsException(missing, "certificate and key must be set both or not at all");
      }
      certificate.ifPresent(file -> SettingChecks.pem("certificate", file, "CERTIFICATE"));
      key.ifPresent(file -> SettingChecks.pem("key", file, "PRIVATE KEY"));
    }

    /** True when the web server itself speaks TLS. */
    public boolean isOn() {
      return certificate.isPresent();
    }
  }
}
