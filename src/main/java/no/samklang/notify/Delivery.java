package no.samklang.notify;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Single;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import no.samklang.config.Settings;
import no.samklang.notify.OutboxStore.Taken;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends one notice after another by a channel, and says how each ended. What fails is tried again,
 * later each time; after the last attempt, or when the channel says never, it is kept as failed. A
 * code that has run out is not sent at all.
 */
@CheckReturnValue
final class Delivery {
  static final String EXPIRED = "expired";

  private static final Logger LOG = LoggerFactory.getLogger(Delivery.class);
  private static final Duration FIRST_PAUSE = Duration.ofSeconds(5);
  private static final Duration LONGEST_PAUSE = Duration.ofHours(1);

  private final Clock clock;
  private final int maxAttempts;
  private final GuardedSender sender;
  private final NoticeTexts texts;

  Delivery(Clock clock, Settings settings, GuardedSender sender) {
    this.clock = clock;
    this.maxAttempts = settings.notices().maxAttempts();
    this.sender = sender;
    this.texts = new NoticeTexts(settings.publicUrl());
  }

  /** How many may be delivered now; none while the channel is left alone. */
  int most(int atATime) {
    return sender.most(atATime);
  }

  /** Never fails: a failure is an outcome. */
  Single<DeliveryOutcome> deliver(Taken taken) {
    if (taken.isOver(clock.instant())) {
      return Single.just(failed(taken, EXPIRED));
    }
    if (!taken.mayOpen()) {
      LOG.info("{} was dropped: the plan isn't open to its reader any more", taken);
      return Single.just(DeliveryOutcome.dropped(taken, clock.instant()));
    }
    return taken.to() == null ? Single.just(failed(taken, "no address")) : send(taken);
  }

  /** Leaves one that was taken to whoever takes it next. */
  DeliveryOutcome untried(Taken taken) {
    return DeliveryOutcome.untried(taken, clock.instant());
  }

  private Single<DeliveryOutcome> send(Taken taken) {
    return Completable.defer(() -> sender.send(texts.notice(taken)))
        .toSingle(() -> DeliveryOutcome.sent(taken, clock.instant()))
        .onErrorReturn(failure -> unsent(taken, failure));
  }

  private DeliveryOutcome unsent(Taken taken, Throwable failure) {
    if (GuardedSender.wasNotTried(failure)) {
      return untried(taken);
    }
    String reason = reason(failure);
    LOG.warn(
        "{} wasn't sent by {}, attempt {}: {}", taken, taken.channel(), taken.attempt(), reason);
    boolean forGood = failure instanceof SendFailure known && known.isForGood();
    return forGood || taken.attempt() >= maxAttempts
        ? failed(taken, reason)
        : DeliveryOutcome.retry(taken, clock.instant().plus(pause(taken, failure)), reason);
  }

  private DeliveryOutcome failed(Taken taken, String reason) {
    return DeliveryOutcome.failed(taken, clock.instant(), reason);
  }

  private static String reason(Throwable failure) {
    return failure instanceof SendFailure known
        ? known.getMessage()
        : failure.getClass().getSimpleName();
  }

  /**
   * Doubles with each attempt, with jitter so that retries don't come all at once; longer where the
   * channel says so.
   */
  private static Duration pause(Taken taken, Throwable failure) {
    Duration own = pause(taken);
    return failure instanceof SendFailure known
        ? known.retryAfter().filter(wanted -> wanted.compareTo(own) > 0).orElse(own)
        : own;
  }

  private static Duration pause(Taken taken) {
    long full =
        Math.min(
            FIRST_PAUSE.toMillis() << Math.min(taken.attempt() - 1, 12), LONGEST_PAUSE.toMillis());
    return Duration.ofMillis(full / 2 + ThreadLocalRandom.current().nextLong(full / 2 + 1));
  }
}
