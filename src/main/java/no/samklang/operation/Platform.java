package no.samklang.operation;

import java.time.Clock;
import no.samklang.config.Settings;
import no.samklang.db.Database;
import no.samklang.event.TypedEventBus;
import no.samklang.metrics.Metrics;

/** The shared dependencies of every slice. */
public record Platform(
    Database db,
    TypedEventBus bus,
    Clock clock,
    Settings settings,
    Metrics metrics,
    OperationRegistry registry) {}
