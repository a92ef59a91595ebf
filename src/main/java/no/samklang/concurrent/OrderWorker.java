package no.samklang.concurrent;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Maybe;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import no.samklang.error.Failure;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes what people have asked for, one at a time on each node. What fails or dies is made again
 * when it is claimed again, and given up after the third attempt, or if who asked for it may have
 * it no longer.
 *
 * @param <T> an order that is claimed; its text names it in the log
 */
@CheckReturnValue
public final class OrderWorker<T> {
  private static final Logger LOG = LoggerFactory.getLogger(OrderWorker.class);
  private static final int MAX_ATTEMPTS = 3;

  private final Clock clock;
  private final Duration deadAfter;
  private final OrderQueue<T> queue;

  /**
   * Where the orders wait.
   *
   * @param <T> an order
   */
  public interface OrderQueue<T> {
    /**
     * The oldest that waits, or whose making has died.
     *
     * @param deadSince when one that is alive has said so at the latest
     */
    Maybe<T> claim(Instant now, Instant deadSince);

    /** Number of the attempt, from 1. */
    int attempt(T order);

    Completable make(T order);

    Completable giveUp(T order);
  }

  /** Another attempt has begun meanwhile, or the order is gone: this one ends without a word. */
  public static final class SupersededOrderException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public SupersededOrderException() {
      super("Superseded, or deleted", null, false, false);
    }
  }

  /**
   * @param deadAfter how long an order that is being made may say nothing
   */
  public OrderWorker(Clock clock, Duration deadAfter, OrderQueue<T> queue) {
    this.clock = clock;
    this.deadAfter = deadAfter;
    this.queue = queue;
  }

  /** Makes the next order, if there is one. */
  public Completable run() {
    Instant now = clock.instant();
    return queue.claim(now, now.minus(deadAfter)).flatMapCompletable(this::make);
  }

  private Completable make(T order) {
    return queue.attempt(order) > MAX_ATTEMPTS
        ? queue.giveUp(order)
        : queue.make(order).onErrorResumeNext(failure -> failed(order, failure));
  }

  private Completable failed(T order, Throwable failure) {
    if (failure instanceof SupersededOrderException) {
      return Completable.complete();
    }
    if (failure instanceof Failure.NotFound || failure instanceof Failure.Forbidden) {
      return queue.giveUp(order); // lost the right
    }
    LOG.warn("{} failed, attempt {}: {}", order, queue.attempt(order), failure.toString());
    return Completable.complete();
  }
}
