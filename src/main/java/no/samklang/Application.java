package no.samklang;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Flowable;
import io.reactivex.rxjava3.core.Single;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Verticle;
import io.vertx.core.VertxOptions;
import io.vertx.core.dns.AddressResolverOptions;
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
import no.samklang.auth.AuthContext;
import no.samklang.auth.PasswordHasher;
import no.samklang.concurrent.WorkerPool;
import no.samklang.config.Settings;
import no.samklang.db.CollationCheck;
import no.samklang.db.Database;
import no.samklang.db.DatabaseServer;
import no.samklang.db.embedded.EmbeddedPostgresVerticle;
import no.samklang.demo.DemoAccounts;
import no.samklang.demo.DemoData;
import no.samklang.demo.LargeData;
import no.samklang.event.TypedEventBus;
import no.samklang.http.HttpServerContext;
import no.samklang.http.HttpVerticle;
import no.samklang.http.ServedPages;
import no.samklang.http.management.HealthStatus;
import no.samklang.http.management.ManagementVerticle;
import no.samklang.http.openapi.LoadedContract;
import no.samklang.live.Hub;
import no.samklang.metrics.Metrics;
import no.samklang.notification.UnhandledExceptionHandler;

/** Lifecycle of one service instance: starts the parts in order and stops them in reverse order. */
@CheckReturnValue
public final class Application {
  static {
    // read by the JDK at its first handshake: costs the server more than the client, and has no use
    System.setProperty("jdk.tls.rejectClientInitiatedRenegotiation", "true");
  }

  private static final Duration DRAIN_TIME = Duration.ofSeconds(1);
  private static final Duration ADDRESS_LIFETIME = Duration.ofSeconds(5);
  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(1);

  private final Settings settings;
  private final Clock clock;
  private final Vertx vertx;
  private final TypedEventBus bus;
  private final DatabaseServer server;
  private final Optional<LargeData.Scale> dataScale;
  private final Metrics metrics;
  private final AtomicInteger port = new AtomicInteger();
  private final AtomicInteger managementPort = new AtomicInteger();
  private final Deque<Supplier<Completable>> stops = new ArrayDeque<>();
  private final HealthStatus health =
      new HealthStatus(() -> database().checkWritable(clock().instant()));
  private Database db;
  private AuthContext auth;
  private Slices slices;

  private Application(
      Settings settings, Clock clock, Optional<LargeData.Scale> dataScale, Metrics metrics) {
    this.settings = settings;
    this.dataScale = dataScale;
    this.clock = clock;
    this.metrics = metrics;
    this.vertx =
        Vertx.builder().with(eventLoops()).withMetrics(metrics.vertxMetricsFactory()).build();
    vertx.exceptionHandler(new UnhandledExceptionHandler());
    this.bus = TypedEventBus.of(vertx);
    this.server = new DatabaseServer(settings);
  }

  /**
   * Starts a service, which serves requests when this completes.
   *
   * @return fails with {@link no.samklang.db.DatabaseStartException} when the database can't be
   *     used; everything started is stopped then
   */
  public static Single<Application> start(Settings settings, Clock clock) {
    return start(settings, clock, Optional.empty());
  }

  /**
   * Starts a service after filling an empty database with generated data of the given scale.
   *
   * @return fails with {@link no.samklang.config.SettingsException} too when the database already
   *     holds data
   */
  public static Single<Application> start(
      Settings settings, Clock clock, Optional<LargeData.Scale> dataScale) {
    return Single.defer(() -> new Application(settings, clock, dataScale, new Metrics()).start());
  }

  /** The port of the HTTP server. */
  public int port() {
    return port.get();
  }

  /** The port of the health and metrics endpoints. */
  public int managementPort() {
    return managementPort.get();
  }

  /** Runs the session expiry job once; for tests. */
  public Completable expireSessions() {
    return new no.samklang.auth.SessionExpiryJob(auth).run();
  }

  /** Updates the outbox metrics once; for tests. */
  public Completable updateOutboxMetrics() {
    return slices.outboxMetrics().update();
  }

  /** Runs the expiry reminder job once; for tests. */
  public Completable sendReminders() {
    return slices.reminders().run();
  }

  /** Runs every periodic job once; for tests. */
  public Completable runJobs() {
    return Flowable.fromIterable(slices.jobs()).concatMapCompletable(job -> job.task().get());
  }

  /** The WebSocket hub; for tests. */
  Hub liveHub() {
    return slices.hub();
  }

  /**
   * Fails the readiness check and asks clients to reconnect elsewhere, for 1 s in which requests
   * are still served, so that {@link #stop()} closes few connections that are in use.
   */
  public Completable drain() {
    return Completable.fromAction(health::markStopping)
        .delay(DRAIN_TIME.toMillis(), TimeUnit.MILLISECONDS, RxHelper.scheduler(vertx), true);
  }

  /**
   * Closes WebSockets, rejects new requests, completes those in progress, flushes write-behind
   * buffers and closes everything. The health endpoint answers until the end.
   */
  public Completable stop() {
    return Completable.fromAction(health::markStopping)
        .andThen(Flowable.fromIterable(stops))
        .concatMapCompletable(stop -> stop.get().onErrorComplete());
  }

  private Single<Application> start() {
    onStop(() -> Completable.fromAction(metrics::close));
    onStop(vertx::rxClose);
    metrics.monitorEventLoops(vertx);
    Single<LoadedContract> contract = meanwhile(LoadedContract.load(vertx));
    Single<ServedPages> pages = meanwhile(ServedPages.load(vertx, settings.http().webSources()));
    return startDatabase()
        .flatMapCompletable(
            created ->
                Single.zip(contract, pages, (read, served) -> deploy(read, served, created))
                    .flatMapCompletable(deployed -> deployed))
        .toSingleDefault(this)
        .onErrorResumeNext(failure -> stop().andThen(Single.error(failure)));
  }

  /** Runs now; a failure is noticed when the database is up, and can be stopped. */
  @SuppressWarnings("CheckReturnValue") // whoever subscribes later is told
  private static <T> Single<T> meanwhile(Single<T> work) {
    Single<T> running = work.cache();
    running.subscribe(done -> {}, failure -> {});
    return running;
  }

  private Single<Slices> startDatabase() {
    return server
        .start(vertx)
        .flatMap(
            address -> checked(Database.open(vertx, address, settings.database(), bus, metrics)))
        .flatMap(this::createSlices);
  }

  private static Single<Database> checked(Database db) {
    return CollationCheck.run(db).toSingleDefault(db);
  }

  private Single<Slices> createSlices(Database db) {
    this.db = db;
    onStop(
        () -> Completable.fromAction(server::stop).subscribeOn(RxHelper.blockingScheduler(vertx)));
    // a database that doesn't respond would keep close() waiting
    onStop(() -> withTimeout(CLOSE_TIMEOUT, db.close()));
    PasswordHasher passwordHasher =
        passwordHasher("password", settings.password().workers(), settings.password().queue());
    PasswordHasher knownDeviceHasher =
        passwordHasher(
            "password-known-device", settings.password().workers(), settings.password().queue());
    return fill(db, passwordHasher)
        .andThen(
            AuthContext.load(
                vertx, db, bus, clock, settings, passwordHasher, knownDeviceHasher, metrics))
        .doOnSuccess(context -> auth = context)
        .map(context -> new Slices(vertx, context, metrics))
        .doOnSuccess(created -> slices = created);
  }

  private PasswordHasher passwordHasher(String pool, int threads, int queue) {
    return new PasswordHasher(
        WorkerPool.open(vertx, metrics, pool, threads, queue), settings.password());
  }

  private Completable fill(Database db, PasswordHasher passwordHasher) {
    return dataScale
        .map(new LargeData(server.script(), passwordHasher, settings.terms().version())::fill)
        .orElseGet(() -> fillDemo(db, passwordHasher));
  }

  private Completable fillDemo(Database db, PasswordHasher passwordHasher) {
    DemoAccounts accounts = new DemoAccounts(db, clock);
    if (!settings.demoMode()) {
      return accounts.block();
    }
    Completable filled =
        settings.demo().data()
            ? new DemoData(db, passwordHasher, clock).fillIfEmpty()
            : Completable.complete();
    return accounts.unblock().andThen(filled);
  }

  private Completable deploy(LoadedContract contract, ServedPages pages, Slices slices) {
    return deployManagement(health)
        .andThen(deploy(1, () -> new EmbeddedPostgresVerticle(server)))
        .andThen(Flowable.fromIterable(slices.verticles()))
        .concatMapCompletable(verticle -> deploy(1, verticle))
        .andThen(Flowable.fromIterable(slices.featureVerticles()))
        .concatMapCompletable(verticle -> deploy(instances(), verticle))
        .andThen(deployHttp(contract, pages, slices))
        .doOnComplete(() -> onStop(() -> Completable.fromAction(slices.hub()::closeAll)))
        .doOnComplete(health::markStarted);
  }

  private Completable deployHttp(LoadedContract contract, ServedPages pages, Slices slices) {
    HttpServerContext serverContext =
        HttpServerContext.of(
            slices.platform(),
            contract,
            pages,
            slices.authenticator(),
            slices.hub()::connected,
            health,
            slices.demoRoutes(),
            port::set);
    return deploy(instances(), () -> new HttpVerticle(serverContext));
  }

  private Completable deployManagement(HealthStatus health) {
    return deploy(
        1,
        () -> new ManagementVerticle(settings.management(), health, metrics, managementPort::set));
  }

  /** One event loop per verticle instance, so that a request stays on the loop that received it. */
  private VertxOptions eventLoops() {
    return new VertxOptions()
        .setEventLoopPoolSize(instances())
        .setAddressResolverOptions(currentAddresses());
  }

  /** A name that is moved to another server, by DNS or the hosts file, is followed at once. */
  private static AddressResolverOptions currentAddresses() {
    return new AddressResolverOptions()
        .setHostsRefreshPeriod((int) ADDRESS_LIFETIME.toMillis())
        .setCacheMaxTimeToLive((int) ADDRESS_LIFETIME.toSeconds());
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

  private Completable withTimeout(Duration time, Completable step) {
    return step.timeout(time.toMillis(), TimeUnit.MILLISECONDS, RxHelper.scheduler(vertx));
  }

  private Clock clock() {
    return clock;
  }

  private Database database() {
    return db;
  }

  private void onStop(Supplier<Completable> stop) {
    stops.addFirst(stop);
  }
}
