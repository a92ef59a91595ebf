package no.samklang.notify;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Flowable;
import io.reactivex.rxjava3.core.Scheduler;
import io.reactivex.rxjava3.core.Single;
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
import java.util.stream.Collectors;
import no.samklang.config.Settings;
import no.samklang.db.Database;
import no.samklang.db.WriteBehind;
import no.samklang.notify.Notices.Channel;
import no.samklang.notify.Notices.Depth;
import no.samklang.notify.OutboxStore.Taken;

/**
 * Sends what waits in the outbox, at least once, each channel by itself (NOTIF-4). While a channel
 * is left alone its notices wait, and no attempt is counted.
 */
@CheckReturnValue
public final class Dispatcher {
  private static final Duration MARGIN = Duration.ofSeconds(30);
  // A sender ends its own attempt and says why; the guard gives up one that doesn't.
  private static final Duration GRACE = Duration.ofSeconds(5);
  private static final Duration KEEP_SENT = Duration.ofDays(30);
  private static final Duration KEEP_FAILED = Duration.ofDays(365);
  private static final Duration LOOK_EVERY = Duration.ofMillis(20);
  // a round that is ended from outside would forget what it has just sent
  private static final Duration LONGEST_RUN = Duration.ofMinutes(1);
  private static final int AT_A_TIME = 8;
  // how much is sent once more when the service is killed
  private static final Duration OUTCOMES_EVERY = Duration.ofMillis(100);
  // a batch of each channel's: no more is taken before it is written how the last ones ended
  private static final int MAX_OUTCOMES = 20_000;

  private final Database db;
  private final Clock clock;
  private final Duration guard;
  private final int batch;
  private final Map<Channel, Delivery> deliveries;
  private final Scheduler scheduler;
  private final OutboxStore store = new OutboxStore();
  private final WriteBehind<UUID, DeliveryOutcome> outcomes =
      new WriteBehind<>(
          "the outcomes of notices",
          MAX_OUTCOMES,
          Comparator.naturalOrder(),
          (earlier, later) -> later,
          this::write);
  private final AtomicInteger underWay = new AtomicInteger();
  private volatile boolean resting;

  public Dispatcher(Vertx vertx, Database db, Clock clock, Settings settings, Senders senders) {
    this(vertx, db, clock, settings, senders, GRACE, GuardedSender.LEFT_ALONE_FOR);
  }

  /**
   * @param grace what a sender gets beyond its time-out; less of it is for tests
   * @param leftAloneFor how long nothing is tried by a channel that is down
   */
  Dispatcher(
      Vertx vertx,
      Database db,
      Clock clock,
      Settings settings,
      Senders senders,
      Duration grace,
      Duration leftAloneFor) {
    this.db = db;
    this.clock = clock;
    this.scheduler = RxHelper.scheduler(vertx);
    this.guard = settings.notices().timeout().plus(grace);
    this.batch = settings.notices().batch();
    this.deliveries =
        senders.guarded(vertx, guard, leftAloneFor).entrySet().stream()
            .collect(
                Collectors.toMap(
                    Map.Entry::getKey,
                    guarded -> new Delivery(clock, settings, guarded.getValue())));
  }

  /** Begins to write, now and then, how notices of the batches at hand have ended. */
  void start(Vertx vertx) {
    outcomes.start(vertx, OUTCOMES_EVERY);
  }

  /** Sends what is due by the channel: all, or for a while; the next round goes on. */
  Completable run(Channel channel) {
    Delivery delivery = deliveries.get(channel);
    Instant end = clock.instant().plus(LONGEST_RUN);
    return outcomes
        .flush()
        .andThen(Single.defer(() -> round(channel, delivery)))
        .repeat()
        .takeWhile(more -> more && !resting && clock.instant().isBefore(end))
        .ignoreElements()
        .doOnSubscribe(begun -> underWay.incrementAndGet())
        .doFinally(underWay::decrementAndGet);
  }

  /** One batch; gives whether there may be more. */
  private Single<Boolean> round(Channel channel, Delivery delivery) {
    Instant now = clock.instant();
    int most = resting ? 0 : delivery.most(batch);
    if (most == 0) {
      return store.expire(db, channel, now, Delivery.EXPIRED).toSingleDefault(false);
    }
    return store
        .take(db, channel, now, now.plus(longest(most)).plus(MARGIN), most)
        .flatMap(taken -> deliver(delivery, taken).toSingleDefault(taken.size() == most));
  }

  private Completable deliver(Delivery delivery, List<Taken> taken) {
    return Flowable.fromIterable(taken)
        .flatMapCompletable(one -> deliver(delivery, one), true, AT_A_TIME)
        .andThen(outcomes.flush());
  }

  /** What is known to be sent stays so, and isn't sent again, while the database is away. */
  private Completable deliver(Delivery delivery, Taken taken) {
    return (resting ? Single.just(delivery.untried(taken)) : delivery.deliver(taken))
        .doOnSuccess(outcome -> outcomes.add(taken.id(), outcome))
        .ignoreElement();
  }

  private Completable write(SortedMap<UUID, DeliveryOutcome> ended) {
    return store.end(db, ended);
  }

  /** How long a batch takes when the channel hangs at each. */
  private Duration longest(int size) {
    return guard.multipliedBy((size + AT_A_TIME - 1) / AT_A_TIME);
  }

  /** Begins nothing more, and completes when what is under way has been sent and written. */
  Completable rest() {
    return Flowable.interval(0, LOOK_EVERY.toMillis(), TimeUnit.MILLISECONDS, scheduler)
        .doOnSubscribe(begun -> resting = true)
        .takeUntil(look -> underWay.get() == 0)
        .ignoreElements()
        .andThen(outcomes.stop());
  }

  /** Forgets what was sent or failed long ago. */
  Completable clear() {
    Instant now = clock.instant();
    return repeated(store.clearSent(db, now.minus(KEEP_SENT)))
        .andThen(repeated(store.clearFailed(db, now.minus(KEEP_FAILED))));
  }

  private static Completable repeated(Single<Integer> clearing) {
    return clearing
        .repeat()
        .takeWhile(cleared -> cleared == OutboxStore.CLEARED_AT_A_TIME)
        .ignoreElements();
  }

  /** Whether nothing is tried by the channel now, because it is down. */
  boolean leavesAlone(Channel channel) {
    return deliveries.get(channel).most(1) == 0;
  }

  /** How much is in the outbox now: one cheap statement, for metrics. */
  public Single<Depth> depth() {
    return store.depth(db, clock.instant());
  }
}
