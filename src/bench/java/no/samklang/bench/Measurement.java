package no.samklang.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** Aggregated results of several runs against one server. */
final class Measurement {
  private final List<Wrk.WrkResult> outcomes = new ArrayList<>();
  private CpuTime cpu = new CpuTime(0, 0, 0);

  void add(Wrk.WrkResult outcome, CpuTime spent) {
    outcomes.add(outcome);
    cpu = cpu.plus(spent);
  }

  double perSecond() {
    return requests() / outcomes.stream().mapToDouble(Wrk.WrkResult::seconds).sum();
  }

  /**
   * Table cells: requests per second, p50 and p99 in ms, CPU of server and PostgreSQL in µs per
   * request.
   */
  String cells() {
    return String.format(
        Locale.ROOT,
        "%,.0f | %.2f | %.2f | %.0f | %.0f",
        perSecond(),
        median(Wrk.WrkResult::p50),
        median(Wrk.WrkResult::p99),
        cpu.server() / requests(),
        cpu.postgres() / requests());
  }

  double serverCpu() {
    return cpu.server() / requests();
  }

  private double requests() {
    return outcomes.stream().mapToDouble(Wrk.WrkResult::requests).sum();
  }

  private double median(ToDoubleFunction<Wrk.WrkResult> figure) {
    double[] sorted = outcomes.stream().mapToDouble(figure).sorted().toArray();
    return sorted[sorted.length / 2];
  }
}
