package no.samklang.config;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * All settings, read once and validated. {@code conf/application.yaml} documents each key and holds
 * its default. Sources in order of increasing precedence: that file, the file of {@code
 * -Dsettings=PATH}, the environment variables {@code SAMKLANG_…}.
 */
public record Settings(
    HttpSettings http,
    ManagementSettings management,
    @JsonProperty("public") SiteSettings site,
    DataSettings data,
    SecuritySettings security,
    DatabaseSettings database,
    LoginSettings login,
    PasswordSettings password,
    SessionSettings session,
    TermsSettings terms,
    SmtpSettings smtp,
    SmsSettings sms,
    NoticeSettings notices,
    ArchiveSettings archive,
    RetentionSettings retention,
    ExportSettings export,
    PlanSettings plans,
    LiveSettings live,
    LogSettings log,
    DemoSettings demo) {

  /** Outside demo mode codes are sent by mail and SMS, so both must be configured. */
  public Settings {
    if (!demoMode(http, site, smtp, sms)) {
      requireChannel("smtp.uri", smtp.uri());
      requireChannel("sms.gateway", sms.gateway());
    }
  }

  /**
   * Reads the class path, the file of {@code -Dsettings} and the environment of this process.
   *
   * @throws SettingsException with a one-line message that names the key
   */
  public static Settings load() {
    return load(format -> {});
  }

  /**
   * As {@link #load()}; tells the format of the log as soon as it is known, before the rest is
   * bound.
   */
  public static Settings load(Consumer<LogFormat> logFormat) {
    Optional<Path> file = Optional.ofNullable(System.getProperty("settings")).map(Path::of);
    SettingsSources sources = sources(file, System.getenv());
    String format = sources.texts().get("log.format").strip();
    Stream.of(LogFormat.values())
        .filter(known -> known.name().equalsIgnoreCase(format))
        .forEach(logFormat);
    return sources.settings();
  }

  /**
   * Writes the defaults in the form that {@link #load()} reads fastest: no start parses YAML but
   * for a file of the operator's own. For the build.
   *
   * @param classes the folder of the class path to write it to
   */
  public static void writeDefaults(Path classes) throws IOException {
    SettingsSources.fileOfDefaults().write(classes);
  }

  /**
   * Reads the class path and the given file and environment.
   *
   * @throws SettingsException with a one-line message that names the key
   */
  public static Settings load(Optional<Path> file, Map<String, String> environment) {
    return sources(file, environment).settings();
  }

  private static SettingsSources sources(Optional<Path> file, Map<String, String> environment) {
    return SettingsSources.defaults().file(file).environment(environment);
  }

  /**
   * The defaults with some keys overridden, written as in the file: {@code with(Map.of("http.port",
   * "0"))}.
   *
   * @throws SettingsException with a one-line message that names the key
   */
  public static Settings with(Map<String, String> values) {
    return SettingsSources.defaults().values(values).settings();
  }

  /**
   * True when neither mail nor SMS is configured and the service is reachable from this machine
   * only: codes and notices are then shown on a page instead of sent.
   */
  public boolean demoMode() {
    return demoMode(http, site, smtp, sms);
  }

  /** The public address, without a trailing slash; used in links and for the origin check. */
  public URI publicUrl() {
    return publicUrl(http.port());
  }

  /** As {@link #publicUrl()} for the port actually bound when the configured one is 0. */
  public URI publicUrl(int boundPort) {
    String local = (http.tls().isOn() ? "https" : "http") + "://localhost:" + boundPort;
    return URI.create(site.url().map(URI::toString).orElse(local).replaceAll("/$", ""));
  }

  /**
   * A proxy on this machine makes a loopback address reachable: the public one must be local too.
   */
  private static boolean demoMode(
      HttpSettings http, SiteSettings site, SmtpSettings smtp, SmsSettings sms) {
    boolean noChannel = smtp.uri().isEmpty() && sms.gateway().isEmpty();
    boolean local = site.url().map(url -> SettingChecks.isLoopback(url.getHost())).orElse(true);
    return noChannel && local && SettingChecks.isLoopback(http.host());
  }

  private static void requireChannel(String key, Optional<?> channel) {
    if (channel.isEmpty()) {
      throw new SettingsException(
          key,
          "required outside demo mode (mail and SMS both unset, http.host a loopback address)");
    }
  }

  /** Address of the health and metrics endpoints; must not be reachable from outside. */
  public record ManagementSettings(String host, int port) {
    public ManagementSettings {
      SettingChecks.host("host", host);
      SettingChecks.port("port", port);
    }
  }

  /**
   * The public address; see {@link Settings#publicUrl()}.
   *
   * @param securityContact where to report a vulnerability
   * @param support who helps when neither the coordinator nor an administrator can (HELP-1)
   * @param accessibilityStatement the municipality's own, at uustatus.no (HELP-3)
   * @param accessibilityContact where to tell of what can't be used
   * @param privacyContact the municipality's data protection officer
   */
  public record SiteSettings(
      Optional<URI> url,
      Optional<URI> securityContact,
      Optional<URI> support,
      Optional<URI> accessibilityStatement,
      Optional<URI> accessibilityContact,
      Optional<URI> privacyContact) {
    public SiteSettings {
      url.ifPresent(address -> SettingChecks.webAddress("url", address));
      securityContact.ifPresent(contact -> SettingChecks.contact("securityContact", contact));
      support.ifPresent(contact -> SettingChecks.contactOrPhone("support", contact));
      accessibilityStatement.ifPresent(
          address -> SettingChecks.page("accessibilityStatement", address));
      accessibilityContact.ifPresent(
          contact -> SettingChecks.contactOrPhone("accessibilityContact", contact));
      privacyContact.ifPresent(contact -> SettingChecks.contactOrPhone("privacyContact", contact));
    }
  }

  /** The directory of the embedded database. */
  public record DataSettings(Path dir) {}

  /**
   * Secrets.
   *
   * @param key 32 bytes in Base64; empty for the one of a file in {@link DataSettings#dir()}
   */
  public record SecuritySettings(Secret key) {}

  /**
   * Database settings; without {@code uri} an embedded database in {@link DataSettings#dir()} is
   * started.
   */
  public record DatabaseSettings(
      Optional<DatabaseAddress> uri,
      int poolSize,
      int readConnections,
      int maxWaitQueueSize,
      Duration statementTimeout,
      Duration connectTimeout,
      Duration maxConnectionAge,
      boolean pooler,
      Optional<String> migrationUser,
      Secret migrationPassword) {
    public DatabaseSettings {
      SettingChecks.between("poolSize", poolSize, 1, 1000);
      SettingChecks.between("readConnections", readConnections, 1, 1000);
      SettingChecks.between("maxWaitQueueSize", maxWaitQueueSize, 1, 1_000_000);
      SettingChecks.duration("statementTimeout", statementTimeout);
      SettingChecks.duration("connectTimeout", connectTimeout);
      SettingChecks.duration("maxConnectionAge", maxConnectionAge);
      if (migrationUser.isPresent() == migrationPassword.isEmpty()) {
        String missing = migrationUser.isPresent() ? "migrationPassword" : "migrationUser";
        throw new SettingsException(missing, "user and password must be set together");
      }
    }

    /** The address for migrations: the runtime's, with the migration role if one is set. */
    public DatabaseAddress migrationAddress(DatabaseAddress runtime) {
      return migrationUser
          .map(user -> runtime.withCredentials(user, migrationPassword))
          .orElse(runtime);
    }
  }

  /** One-time codes (LOGIN-1) and account lockout (LOGIN-2). */
  public record LoginSettings(
      Duration codeLifetime, int maxFailures, Duration lockDuration, int maxCodes) {
    public LoginSettings {
      SettingChecks.duration("codeLifetime", codeLifetime);
      SettingChecks.between("maxFailures", maxFailures, 1, 100);
      SettingChecks.duration("lockDuration", lockDuration);
      SettingChecks.between("maxCodes", maxCodes, 1, 100_000);
    }
  }

  /** Password rules (LOGIN-5), mailed passwords (LOGIN-6), and the hashing pool. */
  public record PasswordSettings(
      int minLength,
      Duration mailedLifetime,
      Duration temporaryLifetime,
      int workers,
      int queue,
      Argon2Settings argon2) {
    public PasswordSettings {
      SettingChecks.between("minLength", minLength, 6, 64);
      SettingChecks.duration("mailedLifetime", mailedLifetime);
      SettingChecks.duration("temporaryLifetime", temporaryLifetime);
      SettingChecks.between("workers", workers, 1, 64);
      SettingChecks.between("queue", queue, 1, 100_000);
    }
  }

  /** Cost of one Argon2id hash; memory in KiB. */
  public record Argon2Settings(int memoryKiB, int iterations, int parallelism) {
    public Argon2Settings {
      SettingChecks.between("parallelism", parallelism, 1, 64);
      SettingChecks.between("memoryKiB", memoryKiB, 8 * parallelism, 1 << 20);
      SettingChecks.between("iterations", iterations, 1, 100);
    }
  }

  /** Session lifetime (LOGIN-7). */
  public record SessionSettings(Duration idleTimeout, Duration warnBefore, Duration maxAge) {
    public SessionSettings {
      SettingChecks.duration("idleTimeout", idleTimeout);
      SettingChecks.duration("warnBefore", warnBefore);
      SettingChecks.duration("maxAge", maxAge);
      if (warnBefore.compareTo(idleTimeout) >= 0) {
        throw new SettingsException("warnBefore", "must be shorter than session.idleTimeout");
      }
    }
  }

  /** The terms of use; a new version must be accepted again (LOGIN-3). */
  public record TermsSettings(String version) {}

  /**
   * Mail (NOTIF-5); {@code from} is present whenever {@code uri} is.
   *
   * @param hostName the name of this service for mail servers; empty for a derived one
   * @param timeout for the server's answer to a mail
   */
  public record SmtpSettings(
      Optional<SmtpAddress> uri,
      Optional<String> from,
      StartTls startTls,
      Optional<String> hostName,
      Duration timeout) {
    public SmtpSettings {
      hostName.ifPresent(name -> SettingChecks.host("hostName", name));
      SettingChecks.duration("timeout", timeout);
      if (uri.isPresent() && from.isEmpty()) {
        throw new SettingsException("from", "required when smtp.uri is set");
      }
      from.ifPresent(address -> SettingChecks.mailbox("from", address));
    }
  }

  /** Use of STARTTLS on an unencrypted connection. */
  public enum StartTls {
    REQUIRED,
    OPTIONAL,
    DISABLED
  }

  /** Sending of notices from the outbox (NOTIF-4). */
  public record NoticeSettings(
      Duration pollInterval, int batch, int maxAttempts, Duration timeout, int dailyBudget) {
    public NoticeSettings {
      SettingChecks.between("dailyBudget", dailyBudget, 1, 1_000_000);
      SettingChecks.duration("pollInterval", pollInterval);
      SettingChecks.between("batch", batch, 1, 10_000);
      SettingChecks.between("maxAttempts", maxAttempts, 1, 1000);
      SettingChecks.duration("timeout", timeout);
    }
  }

  /** How long data is kept, for each kind (LAW-3). */
  public record RetentionSettings(
      Duration deletedDrafts,
      Duration formDrafts,
      Duration knownDevices,
      Duration unusedAccounts,
      Duration accessLog,
      Duration securityLog,
      Duration registerLog,
      Duration sentNotices,
      Duration failedNotices,
      PlanRetentionSettings plans) {
    private static final Duration MIN_LOG = Duration.ofDays(90);

    public RetentionSettings {
      SettingChecks.duration("deletedDrafts", deletedDrafts);
      SettingChecks.duration("formDrafts", formDrafts);
      SettingChecks.duration("knownDevices", knownDevices);
      atLeast("unusedAccounts", unusedAccounts, MIN_LOG);
      atLeast("accessLog", accessLog, MIN_LOG);
      atLeast("securityLog", securityLog, MIN_LOG);
      atLeast("registerLog", registerLog, MIN_LOG);
      atLeast("sentNotices", sentNotices, Duration.ofDays(1));
      atLeast("failedNotices", failedNotices, Duration.ofDays(1));
    }

    private static void atLeast(String key, Duration age, Duration least) {
      if (age.compareTo(least) < 0) {
        throw new SettingsException(key, "must be at least " + least.toHours() + "h");
      }
    }
  }

  /**
   * Downloads of own data (LAW-2).
   *
   * @param lifetime how long one can be fetched after it was asked for
   * @param maxPerDay by one person
   * @param maxWaiting to be made, of all persons
   */
  public record ExportSettings(Duration lifetime, int maxPerDay, int maxWaiting) {
    public ExportSettings {
      SettingChecks.duration("lifetime", lifetime);
      SettingChecks.between("maxPerDay", maxPerDay, 1, 1000);
      SettingChecks.between("maxWaiting", maxWaiting, 1, 10_000);
    }
  }

  /**
   * @param quietAfter how long nothing is done in a plan before its coordinators are told (HOME-6)
   * @param practiceFor how long a practice plan exists, in whole days (PLAN-10)
   */
  public record PlanSettings(Duration quietAfter, Duration practiceFor) {
    public PlanSettings {
      SettingChecks.duration("quietAfter", quietAfter);
      SettingChecks.duration("practiceFor", practiceFor);
      if (practiceFor.toDays() < 1) {
        throw new SettingsException("practiceFor", "must be at least 24h");
      }
    }
  }

  /** Limits of WebSocket connections; the write queue of a socket in bytes. */
  public record LiveSettings(
      int maxSockets, int maxSocketsPerPerson, int queueBytes, Duration stalledAfter) {
    public LiveSettings {
      SettingChecks.between("maxSockets", maxSockets, 1, 10_000_000);
      SettingChecks.between("maxSocketsPerPerson", maxSocketsPerPerson, 1, 100_000);
      SettingChecks.between("queueBytes", queueBytes, 1024, 1 << 30);
      SettingChecks.duration("stalledAfter", stalledAfter);
    }
  }

  /** Log output. */
  public record LogSettings(LogFormat format) {}

  /** Plain text, or one JSON object per line for log collectors. */
  public enum LogFormat {
    TEXT,
    JSON
  }

  /** Whether demo mode fills an empty database with demo data. */
  public record DemoSettings(boolean data) {}
}
