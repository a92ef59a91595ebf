package no.samklang;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Flowable;
import io.reactivex.rxjava3.core.Single;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Verticle;
import io.vertx.rxjava3.core.RxHelper;
import io.vertx.rxjava3.core.Vertx;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import no.samklang.auth.AuthParts;
import no.samklang.auth.Passwords;
import no.samklang.bus.Bus;
import no.samklang.config.Settings;
import no.samklang.db.Database;
import no.samklang.db.DatabaseServer;
import no.samklang.db.DatabaseVerticle;
import no.samklang.demo.DemoData;
import no.samklang.demo.LargeData;
import no.samklang.http.Door;
import no.samklang.http.Health;
import no.samklang.http.HttpVerticle;
import no.samklang.http.LoadedContract;
import no.samklang.http.ManagementVerticle;
import no.samklang.live.Hub;
import no.samklang.metrics.Metrics;
import no.samklang.notify.Outbox;
import no.samklang.work.WorkerPool;

/** One running Samklang: made of its parts here, started in order, and stopped in the reverse. */
@CheckReturnValue
public final class Service {
  private static final int FORGOTTEN_QUEUE = 20;
  private static final Duration DRAINED_FOR = Duration.ofSeconds(1);
  private static final Duration CLOSED_WITHIN = Duration.ofSeconds(1);

  private final Settings settings;
  private final Clock clock;
  private final Vertx vertx;
  private final Bus bus;
  private final DatabaseServer server;
  private final Optional<LargeData.Scale> large;
  private final Metrics metrics;
  private final AtomicInteger port = new AtomicInteger();
  private final AtomicInteger managementPort = new AtomicInteger();
  private final Deque<Supplier<Completable>> stops = new ArrayDeque<>();
  private final Health health = new Health(() -> database().query("select 1").ignoreElement());
  private Database db;
  private AuthParts auth;
  private Features features;

  private Service(
      Settings settings, Clock clock, Optional<LargeData.Scale> large, Metrics metrics) {
    this.settings = settings;
    this.large = large;
    this.clock = clock;
    this.metrics = metrics;
    this.vertx = Vertx.builder().withMetrics(metrics.pools()).build();
    this.bus = Bus.of(vertx);
    this.server = new DatabaseServer(settings);
  }

  /**
   * Starts a service; it answers requests when this completes.
   *
   * @return fails with {@link no.samklang.db.DatabaseStartException} when there is no database to
   *     work with; nothing is left running then
   */
  public static Single<Service> start(Settings settings, Clock clock) {
    return start(settings, clock, Optional.empty());
  }

  /**
   * The same, with as much made-up data.
   *
   * @return fails with {@link no.samklang.config.SettingsException} too, where data is already
   */
  public static Single<Service> start(
      Settings settings, Clock clock, Optional<LargeData.Scale> large) {
    return Single.defer(() -> new Service(settings, clock, large, new Metrics()).start());
  }

  /** The port that the service listens on. */
  public int port() {
    return port.get();
  }

  /** The port that tells of health and metrics. */
  public int managementPort() {
    return managementPort.get();
  }

  /** One round of ending silent sessions, as the timer makes it. */
  public Completable sweepSessions() {
    return new no.samklang.auth.SessionSweep(auth).run();
  }

  /** One round of counting the outbox, as the timer makes it. */
  public Completable countOutbox() {
    return features.outboxWatch().count();
  }

  /** One round of reminding of what ends, as the timer makes it. */
  public Completable remind() {
    return features.reminders().run();
  }

  /** One round of the periodic jobs, as their timers make it. */
  public Completable runJobs() {
    return Flowable.fromIterable(features.jobs()).concatMapCompletable(job -> job.run().get());
  }

  /** The open pages. */
  Hub pages() {
    return features.hub();
  }

  /**
   * Says that it isn't ready any more and asks clients to leave, while it still serves them. Given
   * a second, hardly anybody is left whom {@link #stop()} has to cut off.
   */
  public Completable drain() {
    return Completable.fromAction(health::leave)
        .delay(DRAINED_FOR.toMillis(), TimeUnit.MILLISECONDS, RxHelper.scheduler(vertx), true);
  }

  /**
   * Closes the open pages, takes no more requests and answers those at hand; then writes down what
   * was to be written behind, and ends. The health page is there until then.
   */
  public Completable stop() {
    return Completable.fromAction(health::leave)
        .andThen(Flowable.fromIterable(stops))
        .concatMapCompletable(stop -> stop.get().onErrorComplete());
  }

  private Single<Service> start() {
    onStop(() -> Completable.fromAction(metrics::close));
    onStop(vertx::rxClose);
    metrics.watch(vertx);
    return Single.zip(LoadedContract.load(vertx), startParts(), this::deploy)
        .flatMapCompletable(deployed -> deployed)
        .toSingleDefault(this)
        .onErrorResumeNext(failure -> stop().andThen(Single.error(failure)));
  }

  private Single<Features> startParts() {
    return server
        .start(vertx)
        .flatMap(
            address ->
                startParts(Database.open(vertx, address, settings.database(), bus, metrics)));
  }

  private Single<Features> startParts(Database db) {
    this.db = db;
    onStop(
        () -> Completable.fromAction(server::stop).subscribeOn(RxHelper.blockingScheduler(vertx)));
    // a database that hangs doesn't close its connections
    onStop(() -> within(CLOSED_WITHIN, db.close()));
    Outbox outbox = new Outbox(clock);
    Passwords passwords =
        passwords("password", settings.password().workers(), settings.password().queue());
    Passwords forgotten = passwords("forgotten-password", 1, FORGOTTEN_QUEUE);
    return fill(db, passwords)
        .andThen(
            AuthParts.load(vertx, db, bus, clock, settings, outbox, passwords, forgotten, metrics))
        .doOnSuccess(parts -> auth = parts)
        .map(parts -> new Features(vertx, parts, metrics))
        .doOnSuccess(made -> features = made);
  }

  private Passwords passwords(String pool, int threads, int queue) {
    return new Passwords(
        WorkerPool.open(vertx, metrics, pool, threads, queue), settings.password());
  }

  private Completable fill(Database db, Passwords passwords) {
    return large
        .map(new LargeData(server.script(), passwords, settings.terms().version())::fill)
        .orElseGet(() -> fillDemo(db, passwords));
  }

  private Completable fillDemo(Database db, Passwords passwords) {
    boolean wanted = settings.demoMode() && settings.demo().data();
    return wanted ? new DemoData(db, passwords, clock).fillIfEmpty() : Completable.complete();
  }

  private Completable deploy(LoadedContract contract, Features features) {
    return deployManagement(health)
        .andThen(deploy(1, () -> new DatabaseVerticle(server)))
        .andThen(Flowable.fromIterable(features.verticles()))
        .concatMapCompletable(verticle -> deploy(1, verticle))
        .andThen(Flowable.fromIterable(features.featureVerticles()))
        .concatMapCompletable(verticle -> deploy(instances(), verticle))
        .andThen(deployDoor(contract, features))
        .doOnComplete(() -> onStop(() -> Completable.fromAction(features.hub()::closeAll)))
        .doOnComplete(health::started);
  }

  private Completable deployDoor(LoadedContract contract, Features features) {
    Door door =
        Door.of(
            features.platform(),
            contract,
            features.authenticator(),
            features.hub()::connected,
            health,
            features.extras(),
            port::set);
    return deploy(instances(), () -> new HttpVerticle(door));
  }

  private Completable deployManagement(Health health) {
    return deploy(
        1,
        () -> new ManagementVerticle(settings.management(), health, metrics, managementPort::set));
  }

  private int instances() {
    int wanted = settings.http().instances();
    return wanted > 0 ? wanted : Runtime.getRuntime().availableProcessors();
  }

  private Completable deploy(int instances, Supplier<Verticle> verticle) {
    return Single.defer(
            () -> vertx.rxDeployVerticle(verticle, new DeploymentOptions().setInstances(instances)))
        .doOnSuccess(id -> onStop(() -> vertx.rxUndeploy(id)))
        .ignoreElement();
  }

  private Completable within(Duration time, Completable step) {
    return step.timeout(time.toMillis(), TimeUnit.MILLISECONDS, RxHelper.scheduler(vertx));
  }

  private Database database() {
    return db;
  }

  private void onStop(Supplier<Completable> stop) {
    stops.addFirst(stop);
  }
}
