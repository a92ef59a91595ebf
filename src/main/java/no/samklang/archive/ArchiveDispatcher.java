package no.samklang.archive;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Flowable;
import io.reactivex.rxjava3.core.Single;
import io.vertx.rxjava3.core.Vertx;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import no.samklang.access.PlanCommands;
import no.samklang.access.PlanReads;
import no.samklang.archive.ArchiveQueue.SupersededException;
import no.samklang.archive.Archives.ArchiveFailure;
import no.samklang.archive.Archives.ArchiveState;
import no.samklang.concurrent.WorkerPool;
import no.samklang.error.Failure;
import no.samklang.operation.Platform;
import no.samklang.print.PdfPrinter;
import no.samklang.print.PrintSections;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes archives, one at a time, and hands them to the channel, a few at a time (PLAN-3). What
 * fails is tried again later, with growing intervals, until the last attempt.
 */
@CheckReturnValue
public final class ArchiveDispatcher {
  private static final Logger LOG = LoggerFactory.getLogger(ArchiveDispatcher.class);
  private static final int WORKERS = 2;
  private static final int MAX_QUEUED = 20;
  private static final int CONCURRENCY = 4;
  // ends before the job's time-out, which would end an attempt
  private static final Duration MAX_RUN_TIME = Duration.ofMinutes(1);

  private final Clock clock;
  private final ArchiveQueue queue;
  private final ArchiveMaker maker;
  private final ArchiveChannel channel;

  private ArchiveDispatcher(
      Clock clock, ArchiveQueue queue, ArchiveMaker maker, ArchiveChannel channel) {
    this.clock = clock;
    this.queue = queue;
    this.maker = maker;
    this.channel = channel;
  }

  /**
   * Opens the channel of the settings.
   *
   * @throws no.samklang.config.SettingsException if its description or values are invalid
   */
  public static ArchiveDispatcher open(
      Vertx vertx,
      Platform platform,
      PlanReads planReads,
      PlanCommands planCommands,
      PrintSections parts,
      PdfPrinter printer) {
    WorkerPool workers = WorkerPool.open(vertx, platform.metrics(), "archive", WORKERS, MAX_QUEUED);
    ArchiveQueue queue =
        new ArchiveQueue(
            platform.db(), platform.clock(), platform.settings().archive().maxAttempts());
    return new ArchiveDispatcher(
        platform.clock(),
        queue,
        new ArchiveMaker(planCommands, planReads, parts, printer, workers, queue),
        ArchiveChannels.open(vertx, platform.settings(), workers));
  }

  /** Makes the archives that are due, for at most {@code MAX_RUN_TIME}. */
  Completable make() {
    return run(ArchiveState.MAKING, 1);
  }

  /** Sends the archives that are due, for at most {@code MAX_RUN_TIME}. */
  Completable send() {
    return run(ArchiveState.SENDING, CONCURRENCY);
  }

  private Completable run(ArchiveState state, int limit) {
    Instant end = clock.instant().plus(MAX_RUN_TIME);
    return Single.defer(() -> queue.claim(state, limit))
        .flatMap(
            claimed ->
                Flowable.fromIterable(claimed)
                    .flatMapCompletable(this::attempt, false, limit)
                    .toSingleDefault(claimed.size() == limit))
        .repeat()
        .takeWhile(more -> more && clock.instant().isBefore(end))
        .ignoreElements();
  }

  /** One attempt; its failure is kept. */
  private Completable attempt(ClaimedArchive archive) {
    if (queue.isExhausted(archive)) {
      return ended(archive, queue.failed(archive, ArchiveFailure.INTERRUPTED, true));
    }
    Completable work =
        archive.state() == ArchiveState.MAKING
            ? maker.make(archive).flatMapCompletable(made -> queue.made(archive, made))
            : channel
                .send(archive.zip(), queue.content(archive))
                .flatMapCompletable(receipt -> queue.received(archive, receipt));
    return ended(archive, work.onErrorResumeNext(failure -> failed(archive, failure)));
  }

  private Completable failed(ClaimedArchive archive, Throwable failure) {
    if (failure instanceof SupersededException) {
      return Completable.error(failure);
    }
    ArchiveFailure reason = reason(archive, failure);
    LOG.warn(
        "{} not {}, attempt {}: {}",
        archive,
        archive.state() == ArchiveState.MAKING ? "made" : "sent",
        archive.attempt(),
        failure instanceof ChannelFailure ? reason : failure.getClass().getSimpleName());
    return queue.failed(archive, reason, reason == ArchiveFailure.ACCESS_LOST);
  }

  private static ArchiveFailure reason(ClaimedArchive archive, Throwable failure) {
    if (failure instanceof ChannelFailure channelFailure) {
      return channelFailure.failure();
    }
    if (archive.state() == ArchiveState.SENDING) {
      return ArchiveFailure.NOT_RECEIVED;
    }
    return failure instanceof Failure.NotFound || failure instanceof Failure.Forbidden
        ? ArchiveFailure.ACCESS_LOST
        : ArchiveFailure.NOT_MADE;
  }

  /** What is superseded, deleted, or can't be kept now is left to the next claim. */
  private static Completable ended(ClaimedArchive archive, Completable work) {
    return work.doOnError(
            failure -> LOG.info("{} left: {}", archive, failure.getClass().getSimpleName()))
        .onErrorComplete();
  }
}
