package no.samklang.operation;

import java.time.Clock;
import no.samklang.bus.Bus;
import no.samklang.config.Settings;
import no.samklang.db.Database;
import no.samklang.metrics.Metrics;

/** What every slice is given. */
public record Platform(
    Database db,
    Bus bus,
    Clock clock,
    Settings settings,
    Metrics metrics,
    OperationRegistry registry) {}
