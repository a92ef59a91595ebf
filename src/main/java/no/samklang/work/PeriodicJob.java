package no.samklang.work;

import io.reactivex.rxjava3.core.Completable;
import java.time.Duration;
import java.util.function.Supplier;

/**
 * Something that is done once in every period, on one event loop.
 *
 * @param name for the log: "deleting old idempotency keys"
 * @param run one time of it; what fails is logged, and tried again after the period
 */
public record PeriodicJob(String name, Duration every, Supplier<Completable> run) {}
