package no.samklang.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.EnumMap;
import java.util.Map;

/** How often each kind of thing has happened since the start. */
public final class Counts<E extends Enum<E>> {
  private final Map<E, Counter> counters;

  Counts(MeterRegistry registry, String name, String description, String label, Class<E> kinds) {
    this.counters = new EnumMap<>(kinds);
    for (E kind : kinds.getEnumConstants()) {
      counters.put(
          kind,
          Counter.builder(name)
              .description(description)
              .tag(label, kind.name())
              .register(registry));
    }
  }

  /** It has happened once more. */
  public void add(E kind) {
    counters.get(kind).increment();
  }
}
