package no.samklang;

import io.vertx.core.Verticle;
import io.vertx.rxjava3.core.Vertx;
import io.vertx.rxjava3.ext.web.Router;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import no.samklang.access.Access;
import no.samklang.access.AccessLog;
import no.samklang.access.PlanCommands;
import no.samklang.access.PlanReads;
import no.samklang.auth.AccountRegister;
import no.samklang.auth.AuthParts;
import no.samklang.auth.AuthVerticle;
import no.samklang.auth.SessionAuthenticator;
import no.samklang.auth.SessionVerticle;
import no.samklang.bus.Bus;
import no.samklang.config.Settings;
import no.samklang.consent.ConsentVerticle;
import no.samklang.consent.ExpiryReminderJob;
import no.samklang.db.Database;
import no.samklang.demo.DemoRoutes;
import no.samklang.draft.FormDraftPurgeJob;
import no.samklang.draft.FormDraftVerticle;
import no.samklang.http.Authenticator;
import no.samklang.live.Hub;
import no.samklang.live.LiveVerticle;
import no.samklang.log.AccessLogVerticle;
import no.samklang.log.LogVerticle;
import no.samklang.message.DraftPurgeJob;
import no.samklang.message.LatestMessages;
import no.samklang.message.MessageVerticle;
import no.samklang.message.UnreadMessages;
import no.samklang.metrics.Metrics;
import no.samklang.notify.DemoOutbox;
import no.samklang.notify.Dispatcher;
import no.samklang.notify.NoticeJobsVerticle;
import no.samklang.notify.NoticeVerticle;
import no.samklang.notify.Outbox;
import no.samklang.notify.OutboxWatch;
import no.samklang.notify.Senders;
import no.samklang.operation.IdempotentRequest;
import no.samklang.operation.OperationRegistry;
import no.samklang.operation.Platform;
import no.samklang.organisation.OrganisationVerticle;
import no.samklang.participant.ParticipantVerticle;
import no.samklang.participant.PlanGroup;
import no.samklang.pdf.PdfScreening;
import no.samklang.person.PersonRegister;
import no.samklang.person.PersonVerticle;
import no.samklang.plan.PlanAdministrationVerticle;
import no.samklang.plan.PlanVerticle;
import no.samklang.plan.VisitRecorder;
import no.samklang.plan.VisitRecorderVerticle;
import no.samklang.work.PeriodicJob;
import no.samklang.work.PeriodicJobsVerticle;
import no.samklang.work.WorkerPool;

/** The features of a service: what each is given, and what it serves. */
final class Features {
  private static final int PICTURE_QUEUE = 5;
  private static final Duration KEEP_KEYS = Duration.ofDays(7);

  private final Database db;
  private final Bus bus;
  private final Clock clock;
  private final Settings settings;
  private final Outbox outbox;
  private final AuthParts auth;
  private final Platform platform;
  private final Access access;
  private final AccountRegister accounts;
  private final PersonRegister persons;
  private final AccessLog seen;
  private final PlanReads planReads;
  private final PlanCommands planCommands;
  private final UnreadMessages unread;
  private final VisitRecorder visits;
  private final PdfScreening screening;
  private final WorkerPool imageWorkers;
  private final DemoOutbox demo;
  private final Dispatcher dispatcher;
  private final OutboxWatch outboxWatch;
  private final ExpiryReminderJob reminders;
  private final Hub hub;

  Features(Vertx vertx, AuthParts auth, Metrics metrics) {
    this.auth = auth;
    this.db = auth.db();
    this.bus = auth.bus();
    this.clock = auth.clock();
    this.settings = auth.settings();
    this.outbox = auth.outbox();
    this.platform = new Platform(db, bus, clock, settings, metrics, new OperationRegistry());
    this.access = new Access(clock);
    this.accounts = new AccountRegister(auth);
    this.persons = new PersonRegister(clock, accounts);
    this.seen = new AccessLog(db, clock);
    this.planReads = new PlanReads(db, access, seen);
    this.planCommands = new PlanCommands(db, access, clock);
    this.visits = new VisitRecorder(db, bus, clock);
    this.unread = new UnreadMessages(db, access);
    this.screening = PdfScreening.open(vertx, metrics);
    // pictures are decoded one at a time: that bounds the memory it takes
    this.imageWorkers = WorkerPool.open(vertx, metrics, "picture", 1, PICTURE_QUEUE);
    this.demo = new DemoOutbox(clock);
    this.dispatcher = new Dispatcher(vertx, db, clock, settings, senders(vertx));
    this.outboxWatch = new OutboxWatch(dispatcher, clock, metrics);
    this.reminders = new ExpiryReminderJob(db, clock, access);
    this.hub = new Hub(unread, db, clock, access, settings.live(), metrics);
  }

  private Senders senders(Vertx vertx) {
    return settings.demoMode() ? Senders.demo(demo) : Senders.configured(vertx, settings);
  }

  /** Those of which there is one for each event loop. */
  List<Supplier<Verticle>> featureVerticles() {
    return List.of(
        () -> new AuthVerticle(platform, auth),
        () -> new MessageVerticle(platform, planReads, planCommands, outbox, unread),
        () -> new ParticipantVerticle(platform, planReads, planCommands, outbox, persons),
        () -> new ConsentVerticle(platform, planReads, planCommands, screening),
        () -> new LogVerticle(platform, planReads),
        () ->
            new PersonVerticle(platform, planReads, planCommands, persons, accounts, imageWorkers),
        () -> new OrganisationVerticle(platform),
        () -> new NoticeVerticle(platform),
        () ->
            new PlanVerticle(
                platform,
                planReads,
                planCommands,
                visits,
                seen,
                new PlanGroup(planReads),
                new LatestMessages(planReads)),
        () -> new PlanAdministrationVerticle(platform, planCommands, seen, outbox, persons),
        () -> new FormDraftVerticle(platform));
  }

  /** What is done from time to time. */
  List<PeriodicJob> jobs() {
    return List.of(
        new PeriodicJob(
            "deleting old idempotency keys",
            Duration.ofHours(1),
            () -> IdempotentRequest.deleteBefore(db, clock.instant().minus(KEEP_KEYS))),
        new PeriodicJob("reminding of what ends", Duration.ofMinutes(30), reminders::run),
        DraftPurgeJob.of(platform),
        FormDraftPurgeJob.of(platform));
  }

  /** One instance of each, in the order in which they start. */
  List<Supplier<Verticle>> verticles() {
    return List.of(
        () ->
            new NoticeJobsVerticle(bus, dispatcher, outboxWatch, settings.notices().pollInterval()),
        () -> new SessionVerticle(auth),
        () -> new AccessLogVerticle(seen),
        () -> new VisitRecorderVerticle(visits),
        () -> new LiveVerticle(bus, hub),
        () -> new PeriodicJobsVerticle(jobs()));
  }

  /** What is there besides the contract. */
  List<Consumer<Router>> extras() {
    return settings.demoMode() ? List.of(new DemoRoutes(demo)) : List.of();
  }

  Platform platform() {
    return platform;
  }

  Authenticator authenticator() {
    return new SessionAuthenticator(auth.sessions());
  }

  Hub hub() {
    return hub;
  }

  OutboxWatch outboxWatch() {
    return outboxWatch;
  }

  ExpiryReminderJob reminders() {
    return reminders;
  }
}
