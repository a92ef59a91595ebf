package no.samklang.export;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Maybe;
import io.vertx.rxjava3.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import no.samklang.access.AccessPolicy;
import no.samklang.access.PlanCommands;
import no.samklang.concurrent.OrderWorker;
import no.samklang.concurrent.OrderWorker.OrderQueue;
import no.samklang.concurrent.PeriodicJob;
import no.samklang.concurrent.WorkerPool;
import no.samklang.db.Database;
import no.samklang.export.ExportRepository.TakenExport;
import no.samklang.export.Exports.ExportState;
import no.samklang.notification.Notices.NoticeType;
import no.samklang.notification.Outbox;
import no.samklang.operation.Platform;
import no.samklang.print.PartPrinter;
import no.samklang.print.PdfPrinter;
import no.samklang.print.PrintPart;

/** Makes the downloads that wait (LAW-2). */
@CheckReturnValue
public final class ExportJob implements OrderQueue<TakenExport> {
  private static final Duration INTERVAL = Duration.ofSeconds(2);
  private static final Duration DEAD_AFTER = Duration.ofMinutes(5);

  private final Database db;
  private final Outbox outbox;
  private final ExportMaker maker;

  private ExportJob(Database db, Outbox outbox, ExportMaker maker) {
    this.db = db;
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
    ExportJob job = new ExportJob(platform.db(), outbox, maker);
    return new PeriodicJob(
        "exports", INTERVAL, new OrderWorker<>(platform.clock(), DEAD_AFTER, job)::run);
  }

  @Override
  public Maybe<TakenExport> claim(Instant now, Instant deadSince) {
    return ExportRepository.claim(db, now, deadSince);
  }

  @Override
  public int attempt(TakenExport export) {
    return export.attempt();
  }

  @Override
  public Completable giveUp(TakenExport export) {
    return ExportRepository.release(db, export.id(), ExportState.FAILED);
  }

  @Override
  public Completable make(TakenExport export) {
    return maker.make(export).flatMapCompletable(size -> finish(export, size));
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
}
