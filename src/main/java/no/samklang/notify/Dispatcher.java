package no.samklang.notify;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Flowable;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import no.samklang.config.Settings;
import no.samklang.db.Database;
import no.samklang.notify.Notices.Channel;
import no.samklang.notify.OutboxStore.Taken;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends what waits in the outbox, at least once. What fails is tried again, later each time; after
 * the last attempt, or when the channel says never, it is kept as failed. A code that has run out
 * is not sent at all.
 */
@CheckReturnValue
public final class Dispatcher {
  private static final Logger LOG = LoggerFactory.getLogger(Dispatcher.class);
  private static final Duration MARGIN = Duration.ofSeconds(30);
  // A sender ends its own attempt and says why; the dispatcher gives up one that doesn't.
  private static final Duration GRACE = Duration.ofSeconds(5);
  private static final Duration FIRST_PAUSE = Duration.ofSeconds(5);
  private static final Duration LONGEST_PAUSE = Duration.ofHours(1);
  private static final Duration KEEP_SENT = Duration.ofDays(30);
  private static final int AT_A_TIME = 8;

  private final Database db;
  private final Clock clock;
  private final Settings.Notices settings;
  private final Duration guard;
  private final Map<Channel, Sender> senders;
  private final NoticeTexts texts;
  private final OutboxStore store = new OutboxStore();
  private volatile boolean stopping;

  public Dispatcher(Database db, Clock clock, Settings settings, Senders senders) {
    this(db, clock, settings, senders, GRACE);
  }

  /** The grace is what a sender gets beyond its time-out; less of it is for tests. */
  Dispatcher(Database db, Clock clock, Settings settings, Senders senders, Duration grace) {
    this.db = db;
    this.clock = clock;
    this.settings = settings.notices();
    this.guard = this.settings.timeout().plus(grace);
    this.senders = senders.byChannel();
    this.texts = new NoticeTexts(settings.publicUrl());
  }

  /** Sends all that is due. */
  Completable run() {
    if (stopping) {
      return Completable.complete();
    }
    Instant now = clock.instant();
    Instant lease = now.plus(longestBatch()).plus(MARGIN);
    return store.take(db, now, lease, settings.batch()).flatMapCompletable(this::sendAll);
  }

  /** Begins to send nothing more; what is being sent is still taken down (NOTIF-4). */
  void stop() {
    stopping = true;
  }

  /** How long a batch takes when the channel hangs at each. */
  private Duration longestBatch() {
    int turns = (settings.batch() + AT_A_TIME - 1) / AT_A_TIME;
    return guard.multipliedBy(turns);
  }

  /** Forgets what was sent long ago; what has failed is kept. */
  Completable clear() {
    return store.clear(db, clock.instant().minus(KEEP_SENT));
  }

  private Completable sendAll(List<Taken> batch) {
    Completable sent =
        Flowable.fromIterable(batch)
            .takeWhile(next -> !stopping)
            .flatMapCompletable(this::send, true, AT_A_TIME);
    return batch.size() < settings.batch() ? sent : sent.andThen(Completable.defer(this::run));
  }

  private Completable send(Taken taken) {
    if (taken.isOver(clock.instant())) {
      return fail(taken, "expired");
    }
    if (taken.to() == null) {
      return fail(taken, "no address");
    }
    return Completable.defer(() -> senders.get(taken.channel()).send(texts.notice(taken)))
        .timeout(guard.toMillis(), TimeUnit.MILLISECONDS)
        .toSingleDefault(Optional.<Throwable>empty())
        .onErrorReturn(Optional::of)
        .flatMapCompletable(failure -> note(taken, failure));
  }

  /** A database that doesn't take down what was sent must not make it unsent. */
  private Completable note(Taken taken, Optional<Throwable> failure) {
    return failure
        .map(known -> unsent(taken, known))
        .orElseGet(() -> store.sent(db, taken.id(), clock.instant()));
  }

  private Completable unsent(Taken taken, Throwable failure) {
    String reason =
        failure instanceof SendFailure known
            ? known.getMessage()
            : failure.getClass().getSimpleName();
    boolean forGood = failure instanceof SendFailure known && known.isForGood();
    LOG.warn(
        "{} wasn't sent by {}, attempt {}: {}", taken, taken.channel(), taken.attempt(), reason);
    return forGood || taken.attempt() >= settings.maxAttempts()
        ? fail(taken, reason)
        : store.retry(db, taken.id(), clock.instant().plus(pause(taken, failure)), reason);
  }

  private Completable fail(Taken taken, String reason) {
    return store.failed(db, taken.id(), clock.instant(), reason);
  }

  /** Doubles with each attempt, with jitter so that retries don't come all at once. */
  private static Duration pause(Taken taken, Throwable failure) {
    if (failure instanceof SendFailure known && known.retryAfter().isPresent()) {
      return known.retryAfter().get();
    }
    long full =
        Math.min(
            FIRST_PAUSE.toMillis() << Math.min(taken.attempt() - 1, 12), LONGEST_PAUSE.toMillis());
    return Duration.ofMillis(full / 2 + ThreadLocalRandom.current().nextLong(full / 2 + 1));
  }
}
