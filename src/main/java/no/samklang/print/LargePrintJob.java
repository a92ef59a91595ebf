package no.samklang.print;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Single;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import no.samklang.access.PlanCommands;
import no.samklang.concurrent.PeriodicJob;
import no.samklang.db.Database;
import no.samklang.error.Failure;
import no.samklang.operation.Platform;
import no.samklang.print.LargePrintRepository.ClaimedPrint;
import no.samklang.print.LargePrintRepository.SupersededPrintException;
import no.samklang.print.Prints.PrintContent;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the prints that are too large for a request, one at a time on each node (PRINT-1). One
 * whose making fails or dies is tried again after a while, and given up after the third time.
 */
@CheckReturnValue
public final class LargePrintJob {
  private static final Logger LOG = LoggerFactory.getLogger(LargePrintJob.class);
  private static final Duration INTERVAL = Duration.ofSeconds(1);
  private static final Duration DEAD_AFTER = Duration.ofMinutes(1);
  private static final int MAX_ATTEMPTS = 3;

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
    return new PeriodicJob("large prints", INTERVAL, job::run);
  }

  private Completable run() {
    Instant now = clock.instant();
    return LargePrintRepository.claim(db, now, now.minus(DEAD_AFTER))
        .flatMapCompletable(this::make);
  }

  private Completable make(ClaimedPrint print) {
    if (print.attempt() > MAX_ATTEMPTS) {
      return LargePrintRepository.giveUp(db, print);
    }
    return reader
        .read(print.command(), print.order().selection())
        .flatMap(read -> store(print, read.content()))
        .flatMapCompletable(size -> LargePrintRepository.ready(db, print, size, expiresAt()))
        .onErrorResumeNext(failure -> failed(print, failure));
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

  private Completable failed(ClaimedPrint print, Throwable failure) {
    if (failure instanceof SupersededPrintException) {
      return Completable.complete();
    }
    if (failure instanceof Failure.NotFound || failure instanceof Failure.Forbidden) {
      return LargePrintRepository.giveUp(db, print); // lost the right
    }
    LOG.warn("{} failed, attempt {}: {}", print, print.attempt(), failure.toString());
    return Completable.complete();
  }

  private Instant expiresAt() {
    return clock.instant().plus(PrintService.LIFETIME);
  }
}
