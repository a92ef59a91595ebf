package no.samklang.concurrent;

import io.reactivex.rxjava3.core.Completable;
import java.time.Duration;
import java.util.function.Supplier;

/**
 * A job that runs once per interval, on one event loop.
 *
 * @param name for the log: "idempotency key cleanup"
 * @param task one run; a failure is logged, and the next interval runs it again
 */
public record PeriodicJob(String name, Duration interval, Supplier<Completable> task) {}
