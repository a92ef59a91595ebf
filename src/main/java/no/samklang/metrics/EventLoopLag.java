package no.samklang.metrics;

import io.micrometer.core.instrument.Clock;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.distribution.TimeWindowMax;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.EventExecutorGroup;
import java.util.concurrent.TimeUnit;

/**
 * Lag of an event loop: the maximum within the last minute, or, while it is blocked, the time it
 * has been so.
 */
final class EventLoopLag implements Runnable {
  private static final long INTERVAL = TimeUnit.MILLISECONDS.toNanos(500);
  private static final double NANOS_IN_SECOND = 1e9;
  private static final long WINDOW_STEP_MILLIS = 20_000;
  private static final int WINDOW_STEPS = 3;

  private final TimeWindowMax max =
      new TimeWindowMax(Clock.SYSTEM, WINDOW_STEP_MILLIS, WINDOW_STEPS);
  private volatile long nextDue = System.nanoTime() + INTERVAL;

  private EventLoopLag() {}

  /** Measures until the loops shut down. */
  @SuppressWarnings("FutureReturnValueIgnored") // ends with its loop
  static void monitor(EventExecutorGroup loops, MeterRegistry registry) {
    int number = 0;
    for (EventExecutor loop : loops) {
      EventLoopLag lag = new EventLoopLag();
      Gauge.builder("samklang.event.loop.lag.seconds", lag, EventLoopLag::lagSeconds)
          .description("Maximum lag of an event loop in the last minute")
          .tag("loop", Integer.toString(number++))
          .strongReference(true)
          .register(registry);
      loop.scheduleWithFixedDelay(lag, INTERVAL, INTERVAL, TimeUnit.NANOSECONDS);
    }
  }

  @Override
  public void run() {
    long now = System.nanoTime();
    max.record(Math.max(0.0, (double) (now - nextDue)));
    nextDue = now + INTERVAL;
  }

  private double lagSeconds() {
    double overdue = (double) (System.nanoTime() - nextDue);
    return Math.max(max.poll(), overdue) / NANOS_IN_SECOND;
  }
}
