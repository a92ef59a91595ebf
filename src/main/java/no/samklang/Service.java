package no.samklang;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Flowable;
import io.reactivex.rxjava3.core.Single;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Verticle;
import io.vertx.rxjava3.core.RxHelper;
import io.vertx.rxjava3.core.Vertx;
import io.vertx.rxjava3.ext.web.Router;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Supplier;
import no.samklang.access.Access;
import no.samklang.auth.AccountRegister;
import no.samklang.auth.AuthParts;
import no.samklang.auth.AuthRoutes;
import no.samklang.auth.AuthVerticle;
import no.samklang.auth.Passwords;
import no.samklang.bus.Bus;
import no.samklang.config.Settings;
import no.samklang.consent.ConsentRoutes;
import no.samklang.consent.ConsentVerticle;
import no.samklang.consent.Reminders;
import no.samklang.db.Database;
import no.samklang.db.DatabaseServer;
import no.samklang.db.DatabaseVerticle;
import no.samklang.demo.DemoData;
import no.samklang.demo.DemoRoutes;
import no.samklang.demo.LargeData;
import no.samklang.draft.FormDraftRoutes;
import no.samklang.draft.FormDraftVerticle;
import no.samklang.http.Door;
import no.samklang.http.Health;
import no.samklang.http.HttpVerticle;
import no.samklang.http.ManagementVerticle;
import no.samklang.http.Routes;
import no.samklang.live.Hub;
import no.samklang.live.LiveVerticle;
import no.samklang.log.AccessLog;
import no.samklang.log.LogRoutes;
import no.samklang.log.LogVerticle;
import no.samklang.message.MessageRoutes;
import no.samklang.message.MessageVerticle;
import no.samklang.metrics.Metrics;
import no.samklang.notify.DemoOutbox;
import no.samklang.notify.Dispatcher;
import no.samklang.notify.NoticeRoutes;
import no.samklang.notify.NoticeVerticle;
import no.samklang.notify.Outbox;
import no.samklang.notify.OutboxWatch;
import no.samklang.notify.Senders;
import no.samklang.organisation.OrganisationRoutes;
import no.samklang.organisation.OrganisationVerticle;
import no.samklang.participant.ParticipantRoutes;
import no.samklang.participant.ParticipantVerticle;
import no.samklang.pdf.PdfScreening;
import no.samklang.person.PersonRegister;
import no.samklang.person.PersonRoutes;
import no.samklang.person.PersonVerticle;
import no.samklang.plan.LifeRoutes;
import no.samklang.plan.LifeVerticle;
import no.samklang.plan.NewPlanRoutes;
import no.samklang.plan.PlanRoutes;
import no.samklang.plan.PlanVerticle;
import no.samklang.work.WorkerPool;

/** One running Samklang: made of its parts here, started in order, and stopped in the reverse. */
@CheckReturnValue
public final class Service {
  private static final int FORGOTTEN_QUEUE = 20;
  private static final int PICTURE_QUEUE = 10;
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
  private final Health health = new Health(() -> database().run("select 1").ignoreElement());
  private Database db;
  private AuthParts auth;
  private PersonRegister persons;
  private Hub hub;
  private OutboxWatch outboxWatch;
  private Reminders reminders;

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
    return outboxWatch.count();
  }

  /** One round of reminding of what ends, as the timer makes it. */
  public Completable remind() {
    return reminders.remind();
  }

  /** The open pages. */
  Hub pages() {
    return hub;
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
    return vertx
        .rxExecuteBlocking(server::start, false)
        .toSingle()
        .flatMap(address -> startParts(Database.open(vertx, address, settings.database(), metrics)))
        .onErrorResumeNext(failure -> stop().andThen(Single.error(failure)));
  }

  private Single<Service> startParts(Database db) {
    this.db = db;
    onStop(
        () -> Completable.fromAction(server::stop).subscribeOn(RxHelper.blockingScheduler(vertx)));
    // a database that hangs doesn't close its connections
    onStop(() -> within(CLOSED_WITHIN, db.close()));
    Access access = new Access(clock);
    Outbox outbox = new Outbox(bus, clock);
    Passwords passwords =
        passwords("password", settings.password().workers(), settings.password().queue());
    Passwords forgotten = passwords("forgotten-password", 1, FORGOTTEN_QUEUE);
    return fill(db, passwords)
        .andThen(
            AuthParts.load(vertx, db, bus, clock, settings, outbox, passwords, forgotten, metrics))
        .doOnSuccess(parts -> this.auth = parts)
        .doOnSuccess(parts -> persons = new PersonRegister(clock, new AccountRegister(parts)))
        .flatMapCompletable(parts -> deploy(db, access, outbox))
        .toSingleDefault(this);
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

  private Completable deploy(Database db, Access access, Outbox outbox) {
    DemoOutbox demo = new DemoOutbox(clock);
    Senders senders =
        settings.demoMode() ? Senders.demo(demo) : Senders.configured(vertx, settings);
    hub = new Hub(bus, db, clock, access, settings.live(), metrics);
    Dispatcher dispatcher = new Dispatcher(vertx, db, clock, settings, senders);
    outboxWatch = new OutboxWatch(dispatcher, clock, metrics);
    return deployManagement(health)
        .andThen(deploy(1, () -> new DatabaseVerticle(server)))
        .andThen(deployFeatures(access, outbox, dispatcher))
        .andThen(deployDoor(health, demo))
        .doOnComplete(() -> onStop(() -> Completable.fromAction(hub::closeAll)))
        .doOnComplete(health::started);
  }

  private Completable deployFeatures(Access access, Outbox outbox, Dispatcher dispatcher) {
    Duration poll = settings.notices().pollInterval();
    AccessLog seen = new AccessLog(db, clock);
    PdfScreening screening = PdfScreening.open(vertx, metrics);
    reminders = new Reminders(db, clock, access, outbox);
    return deploy(1, () -> new NoticeVerticle(bus, db, clock, dispatcher, outboxWatch, poll))
        .andThen(deploy(1, () -> new AuthVerticle(auth)))
        .andThen(deploy(1, () -> new LogVerticle(bus, db, access, seen)))
        .andThen(
            deploy(1, () -> new ParticipantVerticle(db, bus, clock, access, outbox, persons, seen)))
        .andThen(deploy(1, () -> new MessageVerticle(db, bus, clock, access, outbox, seen)))
        .andThen(deployPersons(access, outbox))
        .andThen(deploy(1, () -> new PlanVerticle(db, bus, clock, access, seen)))
        .andThen(
            deploy(
                1, () -> new ConsentVerticle(db, bus, clock, access, seen, screening, reminders)))
        .andThen(deploy(1, () -> new LifeVerticle(db, bus, clock, access, outbox, persons, seen)))
        .andThen(deploy(1, () -> new OrganisationVerticle(bus, db)))
        .andThen(deploy(1, () -> new FormDraftVerticle(bus, db, clock)))
        .andThen(deploy(1, () -> new LiveVerticle(bus, hub)));
  }

  /** Pictures are decoded one at a time: that bounds the memory it takes. */
  private Completable deployPersons(Access access, Outbox outbox) {
    WorkerPool painters = WorkerPool.open(vertx, metrics, "picture", 1, PICTURE_QUEUE);
    AccountRegister accounts = new AccountRegister(auth);
    return deploy(
        1, () -> new PersonVerticle(bus, db, clock, access, outbox, persons, accounts, painters));
  }

  private Completable deployDoor(Health health, DemoOutbox demo) {
    AuthRoutes authRoutes = new AuthRoutes(bus, auth.sessions());
    List<Routes> features =
        List.of(
            authRoutes,
            new FormDraftRoutes(bus),
            new PlanRoutes(bus),
            new NewPlanRoutes(bus),
            new LifeRoutes(bus),
            new OrganisationRoutes(bus),
            new ParticipantRoutes(bus),
            new PersonRoutes(bus),
            new MessageRoutes(bus),
            new ConsentRoutes(bus),
            new LogRoutes(bus),
            new NoticeRoutes(bus));
    List<Consumer<Router>> extras = settings.demoMode() ? List.of(new DemoRoutes(demo)) : List.of();
    Door door =
        Door.of(
            settings,
            clock,
            features,
            authRoutes,
            hub::connected,
            health,
            metrics,
            extras,
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
