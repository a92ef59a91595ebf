package no.samklang.print;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Maybe;
import io.reactivex.rxjava3.core.Single;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import no.samklang.access.PlanCommands;
import no.samklang.concurrent.OrderWorker;
import no.samklang.concurrent.OrderWorker.OrderQueue;
import no.samklang.concurrent.PeriodicJob;
import no.samklang.db.Database;
import no.samklang.operation.Platform;
import no.samklang.print.LargePrintRepository.ClaimedPrint;
import no.samklang.print.Prints.PrintContent;

/** Makes the prints that are too large for a request (PRINT-1). */
@CheckReturnValue
public final class LargePrintJob implements OrderQueue<ClaimedPrint> {
  private static final Duration INTERVAL = Duration.ofSeconds(1);
  private static final Duration DEAD_AFTER = Duration.ofMinutes(1);

  private final Database db;
  private final Clock clock;
  private final PdfPrinter printer;
  private final PrintReader reader;

  private LargePrintJob(Database db, Clock clock, PdfPrinter printer, PrintReader reader) {
    this.db = db;
    this.clock = clock;
    this.printer = printer;
    this.reader = reader;
  }

  public static PeriodicJob of(
      Platform platform, PlanCommands planCommands, PdfPrinter printer, PrintSections parts) {
    Clock clock = platform.clock();
    LargePrintJob job =
        new LargePrintJob(
            platform.db(), clock, printer, new PrintReader(planCommands, clock, parts));
    return new PeriodicJob(
        "large prints", INTERVAL, new OrderWorker<>(clock, DEAD_AFTER, job)::run);
  }

  @Override
  public Maybe<ClaimedPrint> claim(Instant now, Instant deadSince) {
    return LargePrintRepository.claim(db, now, deadSince);
  }

  @Override
  public int attempt(ClaimedPrint print) {
    return print.attempt();
  }

  @Override
  public Completable giveUp(ClaimedPrint print) {
    return LargePrintRepository.giveUp(db, print);
  }

  @Override
  public Completable make(ClaimedPrint print) {
    return reader
        .read(print.command(), print.order().selection())
        .flatMapCompletable(
            read ->
                store(print, read.content())
                    .flatMapCompletable(
                        size ->
                            LargePrintRepository.ready(
                                db, print, read.reader(), size, expiresAt())));
  }

  /** Returns the size in bytes. */
  private Single<Long> store(ClaimedPrint print, PrintContent content) {
    AtomicInteger position = new AtomicInteger();
    return printer
        .printLarge(content, print.order().password(), percent -> progress(print, percent))
        .concatMapSingle(
            piece ->
                LargePrintRepository.add(db, print, position.getAndIncrement(), piece)
                    .toSingleDefault((long) piece.length()),
            1)
        .reduce(0L, Long::sum);
  }

  private Completable progress(ClaimedPrint print, int percent) {
    return LargePrintRepository.progress(db, print, percent, clock.instant(), expiresAt());
  }

  private Instant expiresAt() {
    return clock.instant().plus(PrintService.LIFETIME);
  }
}
