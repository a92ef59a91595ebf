package no.samklang.notification;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Flowable;
import io.reactivex.rxjava3.core.Scheduler;
import io.reactivex.rxjava3.core.Single;
import io.reactivex.rxjava3.disposables.Disposable;
import io.reactivex.rxjava3.processors.FlowableProcessor;
import io.reactivex.rxjava3.processors.PublishProcessor;
import io.vertx.rxjava3.core.RxHelper;
import io.vertx.rxjava3.core.Vertx;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import no.samklang.config.Settings;
import no.samklang.db.Database;
import no.samklang.db.WriteBehind;
import no.samklang.notification.Notices.NoticeChannel;
import no.samklang.notification.Notices.OutboxDepth;
import no.samklang.notification.OutboxRepository.ClaimedNotice;
import no.samklang.security.ServiceKey;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends the notices of the outbox at least once, each channel independently (NOTIF-4). While a
 * channel's circuit is open its notices wait, and no attempt is counted.
 */
@CheckReturnValue
public final class OutboxDispatcher {
  private static final Logger LOG = LoggerFactory.getLogger(OutboxDispatcher.class);
  private static final Duration LEASE_MARGIN = Duration.ofSeconds(30);
  // A sender times out first, with a reason; the circuit breaker's time-out is for one that
  // doesn't.
  private static final Duration TIMEOUT_GRACE = Duration.ofSeconds(5);
  private static final Duration DRAIN_POLL_INTERVAL = Duration.ofMillis(20);
  // shorter than the verticle's time for stopping
  private static final Duration MAX_ANSWER_DRAIN_TIME = Duration.ofSeconds(2);
  // ends before the job's time-out, which would lose the outcomes of the batch
  private static final Duration MAX_RUN_TIME = Duration.ofMinutes(1);
  private static final int CONCURRENCY = 8;
  // upper bound for outcomes that are lost, and notices sent again, when the process is killed
  private static final Duration OUTCOME_FLUSH_INTERVAL = Duration.ofMillis(100);
  // a batch of each channel: the next one is claimed after the outcomes are written
  private static final int MAX_OUTCOMES = 20_000;

  private final Database db;
  private final Clock clock;
  private final int batchSize;
  private final Map<NoticeChannel, NoticeDelivery> deliveries;
  private final Scheduler scheduler;
  private final OutboxRepository repository;
  private final WriteBehind<UUID, DeliveryOutcome> outcomes =
      new WriteBehind<>(
          "notice outcomes",
          MAX_OUTCOMES,
          Comparator.naturalOrder(),
          (earlier, later) -> later,
          this::recordOutcomes);
  private final FlowableProcessor<Completable> lateAnswers =
      PublishProcessor.<Completable>create().toSerialized();
  private final AtomicInteger inProgress = new AtomicInteger();
  private final AtomicInteger awaitedAnswers = new AtomicInteger();
  private volatile boolean draining;
  private Disposable recording = Disposable.disposed();

  public OutboxDispatcher(
      Vertx vertx,
      Database db,
      Clock clock,
      Settings settings,
      ServiceKey key,
      SenderFactory senders) {
    this(vertx, db, clock, settings, key, senders, TIMEOUT_GRACE, CircuitBreakerSender.OPEN_TIME);
  }

  /**
   * @param grace time that a sender gets beyond its time-out
   * @param openTime how long the circuit of a channel stays open
   */
  OutboxDispatcher(
      Vertx vertx,
      Database db,
      Clock clock,
      Settings settings,
      ServiceKey key,
      SenderFactory senders,
      Duration grace,
      Duration openTime) {
    this.db = db;
    this.clock = clock;
    this.repository = new OutboxRepository(key);
    this.scheduler = RxHelper.scheduler(vertx);
    this.batchSize = settings.notices().batch();
    this.deliveries =
        senders
            .withCircuitBreakers(vertx, settings.notices().timeout(), grace, openTime)
            .entrySet()
            .stream()
            .collect(
                Collectors.toMap(
                    Map.Entry::getKey,
                    breaker -> new NoticeDelivery(clock, settings, breaker.getValue())));
  }

  /** Starts the periodic flush of outcomes. */
  void start(Vertx vertx) {
    outcomes.start(vertx, OUTCOME_FLUSH_INTERVAL);
    recording =
        lateAnswers
            .onBackpressureBuffer()
            .flatMapCompletable(this::counted, true, MAX_OUTCOMES)
            .subscribe(() -> LOG.debug("No more late answers"), this::logLateAnswerFailure);
  }

  private Completable counted(Completable answer) {
    return answer
        .doOnSubscribe(started -> awaitedAnswers.incrementAndGet())
        .doFinally(awaitedAnswers::decrementAndGet);
  }

  private void logLateAnswerFailure(Throwable failure) {
    LOG.error("Late answers are not recorded any more", failure);
  }

  /**
   * Sends the due notices of a channel, for at most {@code MAX_RUN_TIME}; the next run continues.
   */
  Completable run(NoticeChannel channel) {
    NoticeDelivery delivery = deliveries.get(channel);
    Instant end = clock.instant().plus(MAX_RUN_TIME);
    return outcomes
        .flush()
        .andThen(Single.defer(() -> runBatch(channel, delivery)))
        .repeat()
        .takeWhile(more -> more && !draining && clock.instant().isBefore(end))
        .ignoreElements()
        .doOnSubscribe(started -> inProgress.incrementAndGet())
        .doFinally(inProgress::decrementAndGet);
  }

  /** Sends one batch; true when there may be more. */
  private Single<Boolean> runBatch(NoticeChannel channel, NoticeDelivery delivery) {
    Instant now = clock.instant();
    int limit = draining ? 0 : delivery.permits(batchSize);
    if (limit == 0) {
      return repository
          .failExpired(db, channel, now, NoticeDelivery.EXPIRED)
          .toSingleDefault(false);
    }
    return repository
        .claim(db, channel, now, now.plus(maxBatchTime(delivery, limit)).plus(LEASE_MARGIN), limit)
        .flatMap(claimed -> deliver(delivery, claimed).toSingleDefault(claimed.size() == limit));
  }

  private Completable deliver(NoticeDelivery delivery, List<ClaimedNotice> claimed) {
    return Flowable.fromIterable(claimed)
        .flatMapCompletable(notice -> deliver(delivery, notice), true, CONCURRENCY)
        .andThen(outcomes.flush());
  }

  /**
   * The outcome is kept in memory while the database is down, so that the notice isn't sent again.
   */
  private Completable deliver(NoticeDelivery delivery, ClaimedNotice claimed) {
    return (draining ? Single.just(delivery.untried(claimed)) : delivery.deliver(claimed))
        .doOnSuccess(outcome -> record(claimed, outcome))
        .ignoreElement();
  }

  /** A late answer replaces the outcome; the batch doesn't wait for it. */
  private void record(ClaimedNotice claimed, DeliveryOutcome outcome) {
    outcomes.add(claimed.id(), outcome);
    outcome
        .later()
        .map(later -> later.doOnSuccess(answer -> outcomes.add(claimed.id(), answer)))
        .ifPresent(answer -> lateAnswers.onNext(answer.ignoreElement()));
  }

  private Completable recordOutcomes(SortedMap<UUID, DeliveryOutcome> outcomes) {
    return repository.recordOutcomes(db, outcomes);
  }

  /** Upper bound of a batch's duration, when every attempt times out. */
  private static Duration maxBatchTime(NoticeDelivery delivery, int size) {
    return delivery.maxDuration().multipliedBy((size + CONCURRENCY - 1) / CONCURRENCY);
  }

  /**
   * Starts no new batches; completes when sends in progress have ended and are recorded, and so are
   * the late answers that come within {@code MAX_ANSWER_DRAIN_TIME}.
   */
  Completable drain() {
    return poll(() -> inProgress.get() == 0)
        .mergeWith(drainAnswers())
        .doOnSubscribe(started -> draining = true)
        .andThen(Completable.fromAction(() -> recording.dispose()))
        .andThen(outcomes.stop());
  }

  private Completable drainAnswers() {
    return poll(() -> inProgress.get() == 0 && awaitedAnswers.get() == 0)
        .timeout(
            MAX_ANSWER_DRAIN_TIME.toMillis(),
            TimeUnit.MILLISECONDS,
            scheduler,
            Completable.complete());
  }

  private Completable poll(BooleanSupplier isReached) {
    return Flowable.interval(0, DRAIN_POLL_INTERVAL.toMillis(), TimeUnit.MILLISECONDS, scheduler)
        .takeUntil((Long tick) -> isReached.getAsBoolean())
        .ignoreElements();
  }

  /** Whether the channel's circuit is open. */
  boolean isCircuitOpen(NoticeChannel channel) {
    return deliveries.get(channel).permits(1) == 0;
  }

  /** Reads the numbers of notices in the outbox with one cheap statement, for metrics. */
  public Single<OutboxDepth> depth() {
    return repository.depth(db, clock.instant());
  }
}
