package no.samklang.config;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * Every setting, read once and checked. {@code conf/application.yaml} explains each key and holds
 * its default; a later layer beats an earlier one: that file, the file of {@code -Dsettings=PATH},
 * the environment variables {@code SAMKLANG_…}.
 */
public record Settings(
    HttpSettings http,
    Management management,
    @JsonProperty("public") Site site,
    Data data,
    Database database,
    Login login,
    Password password,
    Session session,
    Terms terms,
    Smtp smtp,
    Sms sms,
    Notices notices,
    Retention retention,
    Live live,
    Log log,
    Demo demo) {

  /** Outside demo mode accounts get their codes by mail and SMS, so both must be there. */
  public Settings {
    if (!demoMode(http, site, smtp, sms)) {
      requireChannel("smtp.uri", smtp.uri());
      requireChannel("sms.gateway", sms.gateway());
    }
  }

  /**
   * Reads the class path, the file of {@code -Dsettings} and the environment of this process.
   *
   * @throws SettingsException one line that names the key
   */
  public static Settings load() {
    Optional<Path> file = Optional.ofNullable(System.getProperty("settings")).map(Path::of);
    return load(file, System.getenv());
  }

  /**
   * Reads the class path, the file and the environment given, and nothing else.
   *
   * @throws SettingsException one line that names the key
   */
  public static Settings load(Optional<Path> file, Map<String, String> environment) {
    return SettingsSources.defaults().file(file).environment(environment).settings();
  }

  /**
   * The defaults with some keys set, written as in the file: {@code with(Map.of("http.port",
   * "0"))}.
   *
   * @throws SettingsException one line that names the key
   */
  public static Settings with(Map<String, String> values) {
    return SettingsSources.defaults().values(values).settings();
  }

  /**
   * True when neither mail nor SMS is configured and only this machine reaches the service: codes
   * and notices are then shown on a page and sent to nobody.
   */
  public boolean demoMode() {
    return demoMode(http, site, smtp, sms);
  }

  /** The address people see, without a slash at the end; links and the origin check use it. */
  public URI publicUrl() {
    return publicUrl(http.port());
  }

  /** As {@link #publicUrl()} when the port really bound is another than the one asked for (0). */
  public URI publicUrl(int boundPort) {
    String local = (http.tls().isOn() ? "https" : "http") + "://localhost:" + boundPort;
    return URI.create(site.url().map(URI::toString).orElse(local).replaceAll("/$", ""));
  }

  /**
   * A proxy on this machine makes a loopback address reachable: the public one must be local too.
   */
  private static boolean demoMode(HttpSettings http, Site site, Smtp smtp, Sms sms) {
    boolean noChannel = smtp.uri().isEmpty() && sms.gateway().isEmpty();
    boolean local = site.url().map(url -> SettingChecks.isLoopback(url.getHost())).orElse(true);
    return noChannel && local && SettingChecks.isLoopback(http.host());
  }

  private static void requireChannel(String key, Optional<?> channel) {
    if (channel.isEmpty()) {
      throw new SettingsException(
          key, "needed outside demo mode (mail and SMS both unset, http.host a loopback address)");
    }
  }

  /** Where health and metrics are; never meant for the outside. */
  public record Management(String host, int port) {
    public Management {
      SettingChecks.host("host", host);
      SettingChecks.port("port", port);
    }
  }

  /** How the service is reached from outside; see {@link Settings#publicUrl()}. */
  public record Site(Optional<URI> url) {
    public Site {
      url.ifPresent(address -> SettingChecks.webAddress("url", address));
    }
  }

  /** The folder of the embedded database. */
  public record Data(Path dir) {}

  /** The database; without {@code uri} an embedded one in {@link Data#dir()} is started. */
  public record Database(
      Optional<DatabaseAddress> uri,
      int poolSize,
      int readConnections,
      int maxWaitQueueSize,
      Duration statementTimeout,
      Duration connectTimeout,
      Optional<String> migrationUser,
      Secret migrationPassword) {
    public Database {
      SettingChecks.between("poolSize", poolSize, 1, 1000);
      SettingChecks.between("readConnections", readConnections, 1, 1000);
      SettingChecks.between("maxWaitQueueSize", maxWaitQueueSize, 1, 1_000_000);
      SettingChecks.duration("statementTimeout", statementTimeout);
      SettingChecks.duration("connectTimeout", connectTimeout);
      if (migrationUser.isPresent() == migrationPassword.isEmpty()) {
        String missing = migrationUser.isPresent() ? "migrationPassword" : "migrationUser";
        throw new SettingsException(missing, "user and password must be set both or not at all");
      }
    }

    /** The address that migrations use: the runtime's, for the migration role if there is one. */
    public DatabaseAddress migrationAddress(DatabaseAddress runtime) {
      return migrationUser.map(user -> runtime.as(user, migrationPassword)).orElse(runtime);
    }
  }

  /** One-time codes (LOGIN-1) and locked accounts (LOGIN-2). */
  public record Login(Duration codeLifetime, int maxFailures, Duration lockDuration, int maxCodes) {
    public Login {
      SettingChecks.duration("codeLifetime", codeLifetime);
      SettingChecks.between("maxFailures", maxFailures, 1, 100);
      SettingChecks.duration("lockDuration", lockDuration);
      SettingChecks.between("maxCodes", maxCodes, 1, 100_000);
    }
  }

  /** Passwords (LOGIN-5), those sent by mail (LOGIN-6), and the pool that hashes them. */
  public record Password(
      int minLength, Duration mailedLifetime, int workers, int queue, Argon2 argon2) {
    public Password {
      SettingChecks.between("minLength", minLength, 6, 64);
      SettingChecks.duration("mailedLifetime", mailedLifetime);
      SettingChecks.between("workers", workers, 1, 64);
      SettingChecks.between("queue", queue, 1, 100_000);
    }
  }

  /** The cost of one Argon2id hash; memory in KiB. */
  public record Argon2(int memoryKiB, int iterations, int parallelism) {
    public Argon2 {
      SettingChecks.between("parallelism", parallelism, 1, 64);
      SettingChecks.between("memoryKiB", memoryKiB, 8 * parallelism, 1 << 20);
      SettingChecks.between("iterations", iterations, 1, 100);
    }
  }

  /** How long a login lasts (LOGIN-7). */
  public record Session(Duration idleTimeout, Duration warnBefore, Duration maxAge) {
    public Session {
      SettingChecks.duration("idleTimeout", idleTimeout);
      SettingChecks.duration("warnBefore", warnBefore);
      SettingChecks.duration("maxAge", maxAge);
      if (warnBefore.compareTo(idleTimeout) >= 0) {
        throw new SettingsException("warnBefore", "must be shorter than session.idleTimeout");
      }
    }
  }

  /** The terms of use; another version is asked for again (LOGIN-3). */
  public record Terms(String version) {}

  /** Mail (NOTIF-5); {@code from} is there whenever {@code uri} is. */
  public record Smtp(Optional<SmtpAddress> uri, Optional<String> from, StartTls startTls) {
    public Smtp {
      if (uri.isPresent() && from.isEmpty()) {
        throw new SettingsException("from", "needed when smtp.uri is set");
      }
      from.ifPresent(address -> SettingChecks.mailbox("from", address));
    }
  }

  /** What is done when a mail server speaks in the clear at first. */
  public enum StartTls {
    REQUIRED,
    OPTIONAL,
    DISABLED
  }

  /** SMS (NOTIF-5): which gateway description is used, and the values that it asks for by name. */
  public record Sms(Optional<String> gateway, String sender, Map<String, Secret> values) {
    public Sms {
      gateway.ifPresent(SmsGatewayFile::requireReadable);
      values = Map.copyOf(values);
    }

    /** The text (YAML) of the gateway description, read anew; there at least when it was loaded. */
    public Optional<String> gatewayDescription() {
      return gateway.map(SmsGatewayFile::read);
    }
  }

  /** How notices leave the outbox (NOTIF-4). */
  public record Notices(Duration pollInterval, int batch, int maxAttempts, Duration timeout) {
    public Notices {
      SettingChecks.duration("pollInterval", pollInterval);
      SettingChecks.between("batch", batch, 1, 10_000);
      SettingChecks.between("maxAttempts", maxAttempts, 1, 1000);
      SettingChecks.duration("timeout", timeout);
    }
  }

  /** How long what people have thrown away or left is kept (LAW-3). */
  public record Retention(Duration deletedDrafts, Duration formDrafts) {
    public Retention {
      SettingChecks.duration("deletedDrafts", deletedDrafts);
      SettingChecks.duration("formDrafts", formDrafts);
    }
  }

  /** Bounds of the live connections; the queue of one socket in bytes. */
  public record Live(
      int maxSockets, int maxSocketsPerPerson, int queueBytes, Duration stalledAfter) {
    public Live {
      SettingChecks.between("maxSockets", maxSockets, 1, 10_000_000);
      SettingChecks.between("maxSocketsPerPerson", maxSocketsPerPerson, 1, 100_000);
      SettingChecks.between("queueBytes", queueBytes, 1024, 1 << 30);
      SettingChecks.duration("stalledAfter", stalledAfter);
    }
  }

  /** How the log is written. */
  public record Log(LogFormat format) {}

  /** Lines for people, or one JSON object on each line for what gathers logs. */
  public enum LogFormat {
    TEXT,
    JSON
  }

  /** Whether demo mode fills an empty database with demo data. */
  public record Demo(boolean data) {}
}
