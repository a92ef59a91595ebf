package no.samklang.export;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Flowable;
import io.reactivex.rxjava3.core.Single;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import no.samklang.access.AccessLog;
import no.samklang.access.PlanCommands;
import no.samklang.access.PlanLog.PlanLogEvent;
import no.samklang.access.Right;
import no.samklang.auth.AccountService;
import no.samklang.config.Settings.ExportSettings;
import no.samklang.db.Database;
import no.samklang.db.Tx;
import no.samklang.error.Failure;
import no.samklang.export.ExportRepository.ExportLoad;
import no.samklang.export.ExportRepository.TakenExport;
import no.samklang.export.Exports.DataExport;
import no.samklang.export.Exports.DataExports;
import no.samklang.id.PersonId;
import no.samklang.id.PlanId;
import no.samklang.operation.Command;
import no.samklang.operation.IdempotentRequest;
import no.samklang.operation.Operation;
import no.samklang.operation.Platform;
import no.samklang.operation.Result.FileStream;

/** Asks for downloads of data, tells how far they are, and hands them out once (LAW-2). */
@CheckReturnValue
final class ExportService {
  private static final Duration DAY = Duration.ofDays(1);
  private static final Duration RETRY_AFTER = Duration.ofMinutes(1);
  private static final String FILE_NAME = "samklang.zip";

  private final Database db;
  private final Clock clock;
  private final ExportSettings settings;
  private final PlanCommands planCommands;
  private final AccessLog accessLog;
  private final AccountService accounts;

  ExportService(
      Platform platform, PlanCommands planCommands, AccessLog accessLog, AccountService accounts) {
    this.db = platform.db();
    this.clock = platform.clock();
    this.settings = platform.settings().export();
    this.planCommands = planCommands;
    this.accessLog = accessLog;
    this.accounts = accounts;
  }

  /**
   * Asks for the caller's own data, once for each idempotency key. Fails with {@link
   * Failure.Locked} {@code export.tooMany} when asked too often, and with {@link
   * Failure.Unavailable} when too many wait.
   */
  Single<DataExport> orderOwn(Command<Void> command) {
    PersonId person = command.caller().person();
    return db.inTransaction(
        tx ->
            IdempotentRequest.of(command)
                .reserve(tx, now())
                .flatMap(
                    request ->
                        request.isNew()
                            ? accounts
                                .recordDataAsked(tx, person, command.clientInfo())
                                .andThen(insert(tx, request.id(), person, null))
                            : ExportRepository.find(tx, request.id(), person, now())));
  }

  /** As {@link #orderOwn}, for the whole plan, by who decides for the owner. */
  Single<DataExport> orderPlan(Command<Void> command) {
    PersonId person = command.caller().person();
    return planCommands.create(
        command,
        Right.EXPORT_PLAN,
        (tx, id) -> {
          tx.log(PlanLogEvent.PLAN_EXPORTED);
          return insert(tx.tx(), id, person, tx.planId())
              .doOnSuccess(export -> accessLog.record(command, tx.member()));
        },
        (tx, id) -> ExportRepository.find(tx, id, person, now()));
  }

  private Single<DataExport> insert(Tx tx, UUID id, PersonId person, PlanId plan) {
    Instant now = now();
    return ExportRepository.load(tx, person, now, now.minus(DAY))
        .doOnSuccess(this::requireRoom)
        .flatMap(
            load ->
                ExportRepository.insert(tx, id, person, plan, now, now.plus(settings.lifetime())));
  }

  private void requireRoom(ExportLoad load) {
    if (load.own() >= settings.maxPerDay()) {
      throw new Failure.Locked("export.tooMany", DAY);
    }
    if (load.waiting() >= settings.maxWaiting()) {
      throw new Failure.Unavailable(RETRY_AFTER);
    }
  }

  /** The caller's own that haven't expired, the latest first. */
  Single<DataExports> list(Command<Void> command) {
    return ExportRepository.list(db, command.caller().person(), now()).map(DataExports::new);
  }

  /** Fails with {@link Failure.NotFound} for another's, and for one that has expired. */
  Single<DataExport> get(Command<Void> command) {
    return ExportRepository.find(db, command.id("exportId"), command.caller().person(), now());
  }

  /**
   * The file, once. The right to a plan is checked again. Fails with {@link Failure.NotFound} for
   * another's, and for one that was fetched, or has expired.
   */
  Single<FileStream> fetch(Command<Void> command) {
    return db.inTransaction(
            tx ->
                ExportRepository.take(tx, command.id("exportId"), command.caller().person(), now())
                    .flatMap(export -> record(tx, command, export)))
        .flatMap(
            export ->
                ExportRepository.countParts(db, export.id()).map(parts -> file(export, parts)));
  }

  private Single<TakenExport> record(Tx tx, Command<Void> command, TakenExport export) {
    return export
        .plan()
        .map(plan -> recordPlan(tx, command, plan))
        .orElseGet(
            () ->
                accounts
                    .recordDataFetched(tx, command.caller().person(), command.clientInfo())
                    .toSingleDefault(true))
        .map(recorded -> export);
  }

  private Single<Boolean> recordPlan(Tx tx, Command<Void> command, PlanId plan) {
    Operation reading =
        new Operation(command.operation().id(), command.operation().successStatus(), "EXPORT");
    Command<Void> inPlan = command.within(plan, reading);
    return planCommands
        .authorize(tx, inPlan, Right.EXPORT_PLAN)
        .map(
            planTx -> {
              planTx.log(PlanLogEvent.PLAN_EXPORT_FETCHED);
              accessLog.record(inPlan, planTx.member());
              return true;
            });
  }

  private FileStream file(TakenExport export, int parts) {
    return new FileStream(
        "application/zip",
        Flowable.range(0, parts)
            .concatMapSingle(part -> ExportRepository.part(db, export.id(), part), 1),
        export.size(),
        FILE_NAME);
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }
}
