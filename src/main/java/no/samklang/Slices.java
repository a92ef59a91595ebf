package no.samklang;

import io.vertx.core.Verticle;
import io.vertx.rxjava3.core.Vertx;
import io.vertx.rxjava3.ext.web.Router;
import java.time.Clock;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import no.samklang.about.AboutVerticle;
import no.samklang.access.AccessLog;
import no.samklang.access.AccessPolicy;
import no.samklang.access.PlanCommands;
import no.samklang.access.PlanReads;
import no.samklang.archive.ArchiveDispatcher;
import no.samklang.archive.ArchiveJobsVerticle;
import no.samklang.archive.ArchiveVerticle;
import no.samklang.audit.AccessLogVerticle;
import no.samklang.audit.AuditLogVerticle;
import no.samklang.auth.AccountService;
import no.samklang.auth.AuthContext;
import no.samklang.auth.AuthVerticle;
import no.samklang.auth.PhoneStopService;
import no.samklang.auth.SessionAuthenticator;
import no.samklang.auth.SessionVerticle;
import no.samklang.bin.BinKind;
import no.samklang.bin.BinVerticle;
import no.samklang.bin.RestoreListener;
import no.samklang.calendar.CalendarFeedService;
import no.samklang.calendar.CalendarVerticle;
import no.samklang.calendar.EventReminderJob;
import no.samklang.concurrent.KeyedRateLimiter;
import no.samklang.concurrent.PeriodicJob;
import no.samklang.concurrent.PeriodicJobsVerticle;
import no.samklang.config.Settings;
import no.samklang.config.Settings.RetentionSettings;
import no.samklang.consent.AuthorityChanges;
import no.samklang.consent.ConsentVerticle;
import no.samklang.consent.ExpiryReminderJob;
import no.samklang.db.Database;
import no.samklang.deletion.PlanDeletionVerticle;
import no.samklang.demo.DemoRoutes;
import no.samklang.document.DocumentVerticle;
import no.samklang.document.ProtectedCopies;
import no.samklang.event.TypedEventBus;
import no.samklang.export.ExportJob;
import no.samklang.export.ExportVerticle;
import no.samklang.formdraft.FormDraftVerticle;
import no.samklang.goal.EvaluationReminderJob;
import no.samklang.goal.GoalVerticle;
import no.samklang.help.HelpVerticle;
import no.samklang.http.session.Authenticator;
import no.samklang.id.PersonId;
import no.samklang.live.Hub;
import no.samklang.live.LiveVerticle;
import no.samklang.meeting.MeetingVerticle;
import no.samklang.message.MessageVerticle;
import no.samklang.message.UnreadQuery;
import no.samklang.metrics.Metrics;
import no.samklang.notification.DemoOutbox;
import no.samklang.notification.NoticeJobsVerticle;
import no.samklang.notification.NoticeVerticle;
import no.samklang.notification.Outbox;
import no.samklang.notification.OutboxDispatcher;
import no.samklang.notification.OutboxMetrics;
import no.samklang.notification.SenderFactory;
import no.samklang.operation.IdempotentRequest;
import no.samklang.operation.OperationRegistry;
import no.samklang.operation.Platform;
import no.samklang.organisation.OrganisationVerticle;
import no.samklang.organisation.contact.ContactVerticle;
import no.samklang.organisation.template.TemplateVerticle;
import no.samklang.overview.OverviewVerticle;
import no.samklang.participant.ParticipantVerticle;
import no.samklang.pdf.PdfProtector;
import no.samklang.pdf.PdfValidator;
import no.samklang.person.PersonService;
import no.samklang.person.PersonVerticle;
import no.samklang.person.RegisterDisclosure;
import no.samklang.person.WaitingAddressJob;
import no.samklang.person.WaitingAddresses;
import no.samklang.picture.PictureEncoder;
import no.samklang.plan.PlanAdministrationVerticle;
import no.samklang.plan.PlanPeriodJob;
import no.samklang.plan.PlanVerticle;
import no.samklang.plan.QuietPlanJob;
import no.samklang.plan.VisitRecorder;
import no.samklang.plan.VisitRecorderVerticle;
import no.samklang.practice.PracticePlanService;
import no.samklang.practice.PracticeVerticle;
import no.samklang.print.LargePrintJob;
import no.samklang.print.PartPrinter;
import no.samklang.print.PdfPrinter;
import no.samklang.print.PrintPart;
import no.samklang.print.PrintSections;
import no.samklang.print.PrintVerticle;
import no.samklang.report.ReportVerticle;
import no.samklang.retention.RetentionJob;
import no.samklang.retention.RetentionRule;
import no.samklang.survey.SurveyVerticle;

/** Creates the slices with their dependencies, and lists their verticles and periodic jobs. */
final class Slices {
  private static final Duration IDEMPOTENCY_KEY_RETENTION = Duration.ofDays(7);

  private final Database db;
  private final TypedEventBus bus;
  private final Clock clock;
  private final Settings settings;
  private final Outbox outbox;
  private final AuthContext auth;
  private final Platform platform;
  private final AccessPolicy access;
  private final AccountService accounts;
  private final PhoneStopService phoneStops;
  private final PersonService persons;
  private final WaitingAddresses waitingAddresses;
  private final KeyedRateLimiter<PersonId> searches;
  private final AccessLog accessLog;
  private final PlanReads planReads;
  private final PlanCommands planCommands;
  private final UnreadQuery unread;
  private final VisitRecorder visits;
  private final PdfValidator pdfValidator;
  private final ProtectedCopies copies;
  private final PdfPrinter pdfPrinter;
  private final PeriodicJob exports;
  private final PictureEncoder pictureEncoder;
  private final PracticePlanService practicePlans;
  private final DemoOutbox demoOutbox;
  private final ArchiveDispatcher archives;
  private final CalendarFeedService calendarFeeds;
  private final OutboxDispatcher dispatcher;
  private final OutboxMetrics outboxMetrics;
  private final ExpiryReminderJob reminders;
  private final Hub hub;

  Slices(Vertx vertx, AuthContext auth, Metrics metrics) {
    this.auth = auth;
    this.db = auth.db();
    this.bus = auth.bus();
    this.clock = auth.clock();
    this.settings = auth.settings();
    this.outbox = auth.outbox();
    this.platform = new Platform(db, bus, clock, settings, metrics, new OperationRegistry());
    this.access = new AccessPolicy(clock);
    this.accounts = new AccountService(auth);
    this.phoneStops = new PhoneStopService(auth);
    this.searches = new KeyedRateLimiter<>(clock, settings.http().limits().searchesPerMinute());
    this.persons =
        new PersonService(clock, accounts, new RegisterDisclosure(db, clock, searches), outbox);
    this.waitingAddresses = new WaitingAddresses(auth);
    this.accessLog = new AccessLog(db, clock);
    this.planReads = new PlanReads(db, access, accessLog);
    this.planCommands = new PlanCommands(db, access, clock);
    this.visits = new VisitRecorder(db, bus, clock);
    this.unread = new UnreadQuery(db, access);
    this.pdfValidator = PdfValidator.open(vertx, metrics);
    this.copies = new ProtectedCopies(planCommands, accessLog, PdfProtector.open(vertx, metrics));
    this.pdfPrinter = PdfPrinter.open(vertx, metrics);
    this.exports = ExportJob.of(vertx, platform, planCommands, outbox, pdfPrinter, partPrinters());
    this.archives =
        ArchiveDispatcher.open(
            vertx,
            platform,
            planReads,
            planCommands,
            new PrintSections(partPrinters()),
            pdfPrinter);
    this.pictureEncoder = PictureEncoder.open(vertx, metrics);
    this.practicePlans = PracticePlanService.open(platform, vertx);
    this.calendarFeeds = CalendarFeedService.open(vertx, platform, access, accessLog);
    this.demoOutbox = new DemoOutbox(clock);
    this.dispatcher =
        new OutboxDispatcher(vertx, db, clock, settings, auth.serviceKey(), senders(vertx));
    this.outboxMetrics = new OutboxMetrics(dispatcher, clock, metrics);
    this.reminders = new ExpiryReminderJob(db, clock, access);
    this.hub = new Hub(bus, unread, db, clock, access, settings.live(), metrics);
  }

  private SenderFactory senders(Vertx vertx) {
    return settings.demoMode()
        ? SenderFactory.demo(demoOutbox)
        : SenderFactory.configured(vertx, settings);
  }

  /** Verticles deployed once for each event loop. */
  List<Supplier<Verticle>> featureVerticles() {
    return List.of(
        () -> new AuthVerticle(platform, auth, planReads, pdfPrinter),
        () ->
            new MessageVerticle(
                platform, planReads, planCommands, unread, outbox, pdfValidator, copies),
        () -> new ParticipantVerticle(platform, planReads, planCommands, outbox, persons),
        () -> new ConsentVerticle(platform, planReads, planCommands, outbox, pdfValidator),
        () -> new GoalVerticle(platform, planReads, planCommands, outbox, pictureEncoder),
        () -> new DocumentVerticle(platform, planReads, planCommands, pdfValidator, copies),
        () -> new AboutVerticle(platform, planReads, planCommands, pictureEncoder),
        () -> new SurveyVerticle(platform, planReads, planCommands),
        () ->
            new PrintVerticle(
                platform, planCommands, accessLog, pdfPrinter, new PrintSections(partPrinters())),
        () -> new ExportVerticle(platform, planCommands, accessLog, accounts),
        () -> new ReportVerticle(platform),
        () -> new ArchiveVerticle(platform, planReads, planCommands, accessLog),
        () -> new BinVerticle(platform, planReads, planCommands, restoreListeners()),
        () -> new CalendarVerticle(platform, planReads, planCommands, outbox, calendarFeeds),
        () -> new MeetingVerticle(platform, planReads, planCommands, outbox),
        () -> new AuditLogVerticle(platform, planReads),
        () ->
            new PersonVerticle(
                platform,
                planReads,
                planCommands,
                persons,
                accounts,
                phoneStops,
                searches,
                pictureEncoder,
                waitingAddresses),
        () ->
            new OrganisationVerticle(
                platform, new AuthorityChanges(clock, outbox)::recordConsentAge),
        () -> new ContactVerticle(platform),
        () -> new TemplateVerticle(platform, planReads),
        () -> new NoticeVerticle(platform),
        () -> new PlanVerticle(platform, planReads, planCommands, visits, accessLog),
        () -> new PlanAdministrationVerticle(platform, planCommands, accessLog, outbox, persons),
        () -> new PlanDeletionVerticle(platform, planCommands),
        () -> new PracticeVerticle(platform, practicePlans),
        () -> new OverviewVerticle(platform, accessLog),
        () -> new FormDraftVerticle(platform),
        () -> new HelpVerticle(platform));
  }

  private Map<BinKind, RestoreListener> restoreListeners() {
    Map<BinKind, RestoreListener> listeners = new EnumMap<>(BinKind.class);
    listeners.putAll(GoalVerticle.restoreListeners());
    listeners.putAll(CalendarVerticle.restoreListeners());
    listeners.putAll(DocumentVerticle.restoreListeners());
    listeners.putAll(SurveyVerticle.restoreListeners());
    listeners.putAll(MeetingVerticle.restoreListeners(outbox));
    return listeners;
  }

  private static Map<PrintPart, PartPrinter> partPrinters() {
    Map<PrintPart, PartPrinter> printers = new EnumMap<>(PrintPart.class);
    printers.putAll(AboutVerticle.partPrinters());
    printers.computeIfPresent(
        PrintPart.ABOUT, (part, about) -> about.then(PlanVerticle.btiLevelPrinter()));
    printers.putAll(GoalVerticle.partPrinters());
    printers.putAll(SurveyVerticle.partPrinters());
    printers.putAll(CalendarVerticle.partPrinters());
    printers.putAll(MeetingVerticle.partPrinters());
    printers.putAll(ParticipantVerticle.partPrinters());
    printers.putAll(ConsentVerticle.partPrinters());
    printers.putAll(DocumentVerticle.partPrinters());
    return printers;
  }

  /** What is deleted when it is due (LAW-3). */
  private List<RetentionRule> retentionRules() {
    RetentionSettings times = settings.retention();
    return Stream.of(
            List.of(
                new RetentionRule(
                    "idempotency keys", IDEMPOTENCY_KEY_RETENTION, IdempotentRequest::deleteBefore),
                practicePlans.retentionRule(),
                BinVerticle.retentionRule(),
                DocumentVerticle.retentionRule(),
                PrintVerticle.retentionRule(),
                ExportVerticle.retentionRule(),
                ContactVerticle.retentionRule(),
                ArchiveVerticle.retentionRule(),
                MessageVerticle.retentionRule(times.deletedDrafts()),
                FormDraftVerticle.retentionRule(times.formDrafts()),
                PersonVerticle.retentionRule(times.unusedAccounts(), accounts, clock)),
            AuthVerticle.retentionRules(times.knownDevices()),
            AuditLogVerticle.retentionRules(times),
            NoticeVerticle.retentionRules(times))
        .flatMap(List::stream)
        .toList();
  }

  /** The periodic jobs. */
  List<PeriodicJob> jobs() {
    return List.of(
        RetentionJob.of(platform, retentionRules()),
        new PeriodicJob("expiry reminders", Duration.ofMinutes(30), reminders::run),
        PlanPeriodJob.of(platform),
        exports,
        LargePrintJob.of(platform, planCommands, pdfPrinter, new PrintSections(partPrinters())),
        QuietPlanJob.of(platform),
        EvaluationReminderJob.of(platform, access),
        EventReminderJob.of(platform, access),
        WaitingAddressJob.of(waitingAddresses));
  }

  /** Verticles deployed once, in start order. */
  List<Supplier<Verticle>> verticles() {
    return List.of(
        () ->
            new NoticeJobsVerticle(
                bus, dispatcher, outboxMetrics, settings.notices().pollInterval()),
        () -> new ArchiveJobsVerticle(bus, archives, settings.notices().pollInterval()),
        () -> new SessionVerticle(auth),
        () -> new AccessLogVerticle(accessLog),
        () -> new VisitRecorderVerticle(visits),
        () -> new LiveVerticle(bus, hub),
        () -> new PeriodicJobsVerticle(jobs()));
  }

  /** Routes outside the contract; only in demo mode. */
  List<Consumer<Router>> demoRoutes() {
    return settings.demoMode() ? List.of(new DemoRoutes(demoOutbox)) : List.of();
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

  OutboxMetrics outboxMetrics() {
    return outboxMetrics;
  }

  ExpiryReminderJob reminders() {
    return reminders;
  }
}
