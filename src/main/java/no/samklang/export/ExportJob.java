package no.samklang.export;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Completable;
import io.vertx.rxjava3.core.Vertx;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import no.samklang.access.AccessPolicy;
import no.samklang.access.PlanCommands;
import no.samklang.concurrent.PeriodicJob;
import no.samklang.concurrent.WorkerPool;
import no.samklang.db.Database;
import no.samklang.error.Failure;
import no.samklang.export.ExportRepository.TakenExport;
import no.samklang.export.Exports.ExportState;
import no.samklang.notification.Notices.NoticeType;
import no.samklang.notification.Outbox;
import no.samklang.operation.Platform;
import no.samklang.print.PartPrinter;
import no.samklang.print.PdfPrinter;
import no.samklang.print.PrintPart;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the downloads that wait, one at a time on each node (LAW-2). One whose making fails or dies
 * is tried again after some minutes, and given up after the third time.
 */
@CheckReturnValue
public final class ExportJob {
  private static final Logger LOG = LoggerFactory.getLogger(ExportJob.class);
  private static final Duration INTERVAL = Duration.ofSeconds(2);
  private static final Duration DEAD_AFTER = Duration.ofMinutes(5);
  private static final int MAX_ATTEMPTS = 3;

  private final Database db;
  private final Clock clock;
  private final Outbox outbox;
  private final ExportMaker maker;

  private ExportJob(Database db, Clock clock, Outbox outbox, ExportMaker maker) {
    this.db = db;
    this.clock = clock;
    this.outbox = outbox;
    this.maker = maker;
  }

  /**
   * @param parts who prints which part of a plan
   */
  public static PeriodicJob of(
      Vertx vertx,
      Platform platform,
      PlanCommands planCommands,
      Outbox outbox,
      PdfPrinter printer,
      Map<PrintPart, PartPrinter> parts) {
    WorkerPool workers = WorkerPool.open(vertx, platform.metrics(), "export", 1, 1);
    PlanExport plans = new PlanExport(planCommands, parts);
    ExportMaker maker =
        new ExportMaker(platform, new AccessPolicy(platform.clock()), plans, workers, printer);
    ExportJob job = new ExportJob(platform.db(), platform.clock(), outbox, maker);
    return new PeriodicJob("exports", INTERVAL, job::run);
  }

  private Completable run() {
    Instant now = clock.instant();
    return ExportRepository.claim(db, now, now.minus(DEAD_AFTER)).flatMapCompletable(this::make);
  }

  private Completable make(TakenExport export) {
    if (export.attempt() > MAX_ATTEMPTS) {
      return ExportRepository.release(db, export.id(), ExportState.FAILED);
    }
    return maker
        .make(export)
        .flatMapCompletable(size -> finish(export, size))
        .onErrorResumeNext(failure -> failed(export, failure));
  }

  /** The notice leaves with the same commit, and says nothing of what it is (NOTIF-2). */
  private Completable finish(TakenExport export, long size) {
    return db.inTransaction(
            tx ->
                ExportRepository.ready(tx, export.id(), size)
                    .andThen(
                        outbox.enqueueForPersons(
                            tx, NoticeType.EXPORT_READY, null, Set.of(export.person())))
                    .toSingleDefault(size))
        .ignoreElement();
  }

  private Completable failed(TakenExport export, Throwable failure) {
    if (failure instanceof Failure.NotFound || failure instanceof Failure.Forbidden) {
      return ExportRepository.release(db, export.id(), ExportState.FAILED); // lost the right
    }
    LOG.warn("Export {} failed, attempt {}: {}", export.id(), export.attempt(), failure.toString());
    return Completable.complete();
  }
}
