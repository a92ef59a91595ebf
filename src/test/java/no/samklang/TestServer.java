package no.samklang;

import io.reactivex.rxjava3.core.Completable;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import no.samklang.config.Settings;
import no.samklang.demo.LargeData;
import no.samklang.live.Hub;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A whole service on free ports, filled with the demo data, on a database of its own in the one
 * embedded PostgreSQL of the test run. Its clock stands where it is put and else goes on. As a
 * static extension of a test class it is closed after its last test.
 */
public final class TestServer implements AutoCloseable, AfterAllCallback {
  private static TestServer shared;
  private static TestDatabase pattern;

  private final Service service;
  private final TestDatabase database;
  private final TestClock clock;

  private TestServer(Service service, TestDatabase database, TestClock clock) {
    this.service = service;
    this.database = database;
    this.clock = clock;
  }

  /**
   * The server that most tests share. Don't move its clock, and don't change what other tests rely
   * on.
   */
  public static synchronized TestServer shared() {
    if (shared == null) {
      shared = start();
    }
    return shared;
  }

  /** A server of one's own; to be closed, or registered as an extension. */
  public static TestServer start() {
    return start(Map.of());
  }

  /** The same with some settings. */
  public static TestServer start(Map<String, String> settings) {
    return on(filled(), settings);
  }

  /** A server of one's own that goes to its database through a proxy; to be closed. */
  public static TestServer startThrough(TestTrips trips) {
    return on(trips.database(), Map.of("database.uri", trips.uri()));
  }

  /** What every server begins with is made once, and copied. */
  public static synchronized TestDatabase filled() {
    if (pattern == null) {
      pattern = TestDatabase.create();
      on(pattern, Map.of()).close();
    }
    return pattern.copy();
  }

  /** A server of one's own on a database that is there; to be closed. */
  public static TestServer on(TestDatabase database, Map<String, String> settings) {
    return start(database, settings, Optional.empty());
  }

  /** The same with made-up data of that scale, in place of the demo's. */
  public static TestServer startLarge(LargeData.Scale scale) {
    return start(TestDatabase.create(), Map.of(), Optional.of(scale));
  }

  private static TestServer start(
      TestDatabase database, Map<String, String> settings, Optional<LargeData.Scale> large) {
    TestClock clock = new TestClock();
    Map<String, String> all = new HashMap<>();
    all.put("http.port", "0");
    all.put("http.instances", "1");
    all.put("management.port", "0");
    all.put("password.argon2.memoryKiB", "64");
    all.put("password.argon2.iterations", "1");
    all.put("notices.pollInterval", "1s");
    all.put("login.maxCodes", "1000");
    all.put("http.limits.loginFailuresPerMinute", "100000");
    all.put("database.uri", database.uri());
    all.putAll(settings);
    Service service = Service.start(Settings.with(all), clock, large).blockingGet();
    return new TestServer(service, database, clock);
  }

  public int port() {
    return service.port();
  }

  public String url() {
    return "http://localhost:" + port();
  }

  /** What the metrics say now, one sample on each line. */
  public TestMetrics metrics() {
    return TestMetrics.at("http://localhost:" + service.managementPort() + "/metrics");
  }

  /** Counts the outbox, as the timer does it. */
  public void countOutbox() {
    service.countOutbox().blockingAwait();
  }

  /** Does the periodic jobs once, as the timer does them. */
  public void runJobs() {
    service.runJobs().blockingAwait();
  }

  /** Reminds of what ends, as the timer does it. */
  public void remind() {
    service.remind().blockingAwait();
  }

  public TestClock clock() {
    return clock;
  }

  /**
   * Moves the clock on, and lets the timers of the sessions do what they would have done by then.
   */
  public void pass(Duration time) {
    clock.pass(time);
    sweep().blockingAwait();
  }

  public Completable sweep() {
    return service.sweepSessions();
  }

  /** The pages that the server holds open. */
  public Hub pages() {
    return service.pages();
  }

  /** A client that isn't logged in. */
  public TestClient client() {
    return new TestClient(this);
  }

  /** A client logged in as a demo user, past the terms of use. */
  public TestClient loggedIn(String username) {
    return client().logIn(username);
  }

  /** Waits until every code is shown, so that none comes late and is taken for another. */
  public void awaitCodes() {
    String waiting =
        "select count(*) from outbox where template = 'ONE_TIME_CODE' and sent_at is null and failed_at is null";
    Awaitility.await().until(() -> value(waiting).equals("0"));
  }

  /** Runs SQL on the server's database as its owner, past every rule of the service. */
  public void sql(String statement) {
    database.run(statement);
  }

  /** The first column of the first row, as text; null when there is none. */
  public String value(String query) {
    return database.value(query);
  }

  public TestDatabase database() {
    return database;
  }

  @Override
  public void afterAll(ExtensionContext context) {
    close();
  }

  @Override
  public void close() {
    service.stop().blockingAwait();
  }
}
