package no.samklang.metrics;

import io.micrometer.core.instrument.Clock;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.distribution.TimeWindowMax;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.EventExecutorGroup;
import java.util.concurrent.TimeUnit;

/**
 * How late an event loop is with what it should do now: the most within the last minute, or, while
 * it is held up, how long it has been so.
 */
final class LoopLag implements Runnable {
  private static final long EVERY = TimeUnit.MILLISECONDS.toNanos(500);
  private static final double NANOS_IN_SECOND = 1e9;
  private static final long WINDOW_STEP_MILLIS = 20_000;
  private static final int WINDOW_STEPS = 3;

  private final TimeWindowMax worst =
      new TimeWindowMax(Clock.SYSTEM, WINDOW_STEP_MILLIS, WINDOW_STEPS);
  private volatile long due = System.nanoTime() + EVERY;

  private LoopLag() {}

  /** Watches until the loops shut down. */
  @SuppressWarnings("FutureReturnValueIgnored") // ends with its loop
  static void watch(EventExecutorGroup loops, MeterRegistry registry) {
    int number = 0;
    for (EventExecutor loop : loops) {
      LoopLag watched = new LoopLag();
      Gauge.builder("samklang.event.loop.lag.seconds", watched, LoopLag::lagSeconds)
          .description("How late an event loop was at most, in the last minute")
          .tag("loop", Integer.toString(number++))
          .strongReference(true)
          .register(registry);
      loop.scheduleWithFixedDelay(watched, EVERY, EVERY, TimeUnit.NANOSECONDS);
    }
  }

  @Override
  public void run() {
    long now = System.nanoTime();
    worst.record(Math.max(0.0, (double) (now - due)));
    due = now + EVERY;
  }

  private double lagSeconds() {
    double heldUp = (double) (System.nanoTime() - due);
    return Math.max(worst.poll(), heldUp) / NANOS_IN_SECOND;
  }
}
