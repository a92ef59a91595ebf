package no.samklang;

import io.reactivex.rxjava3.core.Completable;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import no.samklang.config.Settings;
import no.samklang.demo.LargeData;
import no.samklang.live.Hub;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A complete service on free ports with the demo data, on a separate database in the shared
 * embedded PostgreSQL of the test run, with a {@link TestClock}. Registered as a static extension
 * of a test class, it is closed after the last test; when the class runs again, with a fresh
 * database.
 */
public final class TestServer implements AutoCloseable, BeforeAllCallback, AfterAllCallback {
  /** The key of the databases that servers of a test run share. */
  public static final String KEY = "c2Fta2xhbmctdGVzdC1rZXktb2YtMzItYnl0ZXMhISE=";

  private static TestServer shared;
  private static TestDatabase template;

  private final Supplier<TestDatabase> databases;
  private final Map<String, String> settings;
  private final Optional<LargeData.Scale> large;
  private TestDatabase database;
  private TestClock clock;
  private Application application;
  private boolean isClosed;

  private TestServer(
      Supplier<TestDatabase> databases,
      Map<String, String> settings,
      Optional<LargeData.Scale> large) {
    this.databases = databases;
    this.settings = settings;
    this.large = large;
    open();
  }

  /**
   * The server shared by most tests. Tests must not advance its clock, nor change data that other
   * tests depend on.
   */
  public static synchronized TestServer shared() {
    if (shared == null) {
      shared = start();
    }
    return shared;
  }

  /** Starts a separate server; must be closed, or registered as an extension. */
  public static TestServer start() {
    return start(Map.of());
  }

  /** Starts a separate server with settings. */
  public static TestServer start(Map<String, String> settings) {
    return new TestServer(TestServer::createDemoDatabase, settings, Optional.empty());
  }

  /** Starts a separate server that connects to its database through a proxy; must be closed. */
  public static TestServer startWithProxy(RoundTripCounter trips) {
    return startOn(trips.database(), Map.of("database.uri", trips.uri()));
  }

  /** Creates a database with the demo data, as a copy of a template created once. */
  public static synchronized TestDatabase createDemoDatabase() {
    if (template == null) {
      template = TestDatabase.create();
      startOn(template, Map.of()).close();
    }
    return template.copy();
  }

  /** Starts a separate server on an existing database; must be closed. */
  public static TestServer startOn(TestDatabase database, Map<String, String> settings) {
    return new TestServer(() -> database, settings, Optional.empty());
  }

  /** Starts a separate server with generated data of this scale instead of the demo data. */
  public static TestServer startLarge(LargeData.Scale scale) {
    return new TestServer(TestDatabase::create, Map.of(), Optional.of(scale));
  }

  private void open() {
    database = databases.get();
    clock = new TestClock();
    Map<String, String> all = new HashMap<>();
    all.put("http.port", "0");
    all.put("http.instances", "1");
    all.put("management.port", "0");
    all.put("password.argon2.memoryKiB", "64");
    all.put("password.argon2.iterations", "1");
    all.put("notices.pollInterval", "1s");
    all.put("notices.dailyBudget", "100000");
    all.put("login.maxCodes", "1000");
    all.put("http.limits.loginFailuresPerMinute", "100000");
    all.put("http.limits.searchesPerMinute", "100000");
    all.put("archive.values.folder", "target/archive");
    all.put("security.key", KEY);
    all.putAll(database.settings());
    all.putAll(settings);
    application = Application.start(Settings.with(all), clock, large).blockingGet();
    isClosed = false;
  }

  public int port() {
    return application.port();
  }

  public String url() {
    return "http://localhost:" + port();
  }

  /** Current metrics. */
  public TestMetrics metrics() {
    return TestMetrics.at("http://localhost:" + application.managementPort() + "/metrics");
  }

  /** Updates the outbox metrics, as the periodic job does. */
  public void updateOutboxMetrics() {
    application.updateOutboxMetrics().blockingAwait();
  }

  /** Runs all periodic jobs once. */
  public void runJobs() {
    application.runJobs().blockingAwait();
  }

  /** Sends the expiry reminders, as the periodic job does. */
  public void sendReminders() {
    application.sendReminders().blockingAwait();
  }

  public TestClock clock() {
    return clock;
  }

  /** Advances the clock and runs the session expiry job. */
  public void advanceClock(Duration time) {
    clock.advance(time);
    expireSessions().blockingAwait();
  }

  public Completable expireSessions() {
    return application.expireSessions();
  }

  /** The hub of the live connections. */
  public Hub hub() {
    return application.liveHub();
  }

  /** An unauthenticated client. */
  public TestClient client() {
    return new TestClient(this);
  }

  /** A client logged in as a demo user, with the terms of use accepted. */
  public TestClient loggedIn(String username) {
    return client().logIn(username);
  }

  /** Waits until all one-time codes have been sent, so that later tests do not read them. */
  public void awaitCodesSent() {
    String waiting =
        "select count(*) from outbox where template = 'ONE_TIME_CODE' and sent_at is null and failed_at is null";
    Awaitility.await().until(() -> value(waiting).equals("0"));
  }

  /**
   * Waits for what "Glemt passord" does after its answer (LOGIN-6). Nothing tells when it is done,
   * nor whether anything is.
   */
  public void awaitForgotten() {
    Awaitility.await().pollDelay(Duration.ofMillis(300)).until(() -> true);
  }

  /** Executes SQL on the server's database as its owner, bypassing the service. */
  public void sql(String statement) {
    database.run(statement);
  }

  /** First column of the first row as text; null if there is none. */
  public String value(String query) {
    return database.value(query);
  }

  public TestDatabase database() {
    return database;
  }

  @Override
  public void beforeAll(ExtensionContext context) {
    if (isClosed) {
      open();
    }
  }

  @Override
  public void afterAll(ExtensionContext context) {
    close();
  }

  @Override
  public void close() {
    application.stop().blockingAwait();
    isClosed = true;
  }
}
