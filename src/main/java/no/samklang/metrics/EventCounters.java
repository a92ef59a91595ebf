package no.samklang.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.EnumMap;
import java.util.Map;

/** Counters for the constants of an enum, since start-up. */
public final class EventCounters<E extends Enum<E>> {
  private final Map<E, Counter> counters;

  EventCounters(
      MeterRegistry registry, String name, String description, String label, Class<E> kinds) {
    this.counters = new EnumMap<>(kinds);
    for (E type : kinds.getEnumConstants()) {
      counters.put(
          type,
          Counter.builder(name)
              .description(description)
              .tag(label, type.name())
              .register(registry));
    }
  }

  /** Counts one occurrence. */
  public void increment(E type) {
    counters.get(type).increment();
  }
}
