package no.samklang.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** How a server did in several runs. */
final class Figures {
  private final List<Wrk.Outcome> outcomes = new ArrayList<>();
  private Cpu cpu = new Cpu(0, 0);

  void add(Wrk.Outcome outcome, Cpu spent) {
    outcomes.add(outcome);
    cpu = cpu.plus(spent);
  }

  double perSecond() {
    return requests() / outcomes.stream().mapToDouble(Wrk.Outcome::seconds).sum();
  }

  /**
   * The cells of a table: a second, p50 and p99 in ms, CPU of server and PostgreSQL in µs a
   * request.
   */
  String cells() {
    return String.format(
        Locale.ROOT,
        "%,.0f | %.2f | %.2f | %.0f | %.0f",
        perSecond(),
        median(Wrk.Outcome::p50),
        median(Wrk.Outcome::p99),
        cpu.server() / requests(),
        cpu.postgres() / requests());
  }

  double cpuOfServer() {
    return cpu.server() / requests();
  }

  private double requests() {
    return outcomes.stream().mapToDouble(Wrk.Outcome::requests).sum();
  }

  private double median(ToDoubleFunction<Wrk.Outcome> figure) {
    double[] sorted = outcomes.stream().mapToDouble(figure).sorted().toArray();
    return sorted[sorted.length / 2];
  }
}
