package no.samklang.bench;

import java.io.IOException;

/**
 * Loads a server until its JIT compilers have compiled what the load runs, so that the steady state
 * is measured: the larger of two programs takes longer to get there.
 */
final class WarmUp {
  private static final int MAX_RUNS = 40;
  private static final double QUIET_SHARE = 0.03;

  private WarmUp() {}

  /** A load of some seconds. */
  interface Load {
    void run() throws IOException, InterruptedException;
  }

  /** Runs the load until the compilers take less than 3 % of the server's CPU, at most 40 times. */
  static void run(ChildProcess server, long postmaster, Load load)
      throws IOException, InterruptedException {
    double share = 1;
    for (int run = 0; run < MAX_RUNS && share > QUIET_SHARE; run++) {
      CpuTime before = CpuTime.of(server, postmaster);
      load.run();
      CpuTime used = CpuTime.of(server, postmaster).since(before);
      share = (double) used.compilers() / Math.max(1, used.server());
    }
  }
}
