package no.samklang.audit;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import no.samklang.audit.LogRange.ChainEnd;
import no.samklang.audit.LogRange.VerifiedRange;
import no.samklang.db.SnapshotReader;

/**
 * Checks the logs of all plans against their chains, and prints where one was changed (LOG-2). Who
 * may write to the database as its owner can make a new chain: the copies in archives tell that.
 */
public final class LogVerification {
  private static final String HEADS =
      "select plan_id, seq, encode(hash, 'hex') from plan_log_head order by plan_id";
  private static final int MAX_RANGES = 4;
  // fewer are read by one connection
  private static final long ENTRIES_OF_RANGE = 50_000;

  private LogVerification() {}

  /**
   * Prints a line for each fault, and one for the whole. Many entries are read by several
   * connections at once.
   *
   * @return whether all logs are as they were written
   */
  public static boolean run(SnapshotReader rows, PrintStream out) {
    List<ChainEnd> ends = ends(rows);
    long entries = ends.stream().mapToLong(ChainEnd::seq).sum();
    int most = Math.min(MAX_RANGES, Math.max(2, Runtime.getRuntime().availableProcessors()));
    return run(rows, ends, (int) Math.min(most, 1 + entries / ENTRIES_OF_RANGE), out);
  }

  /**
   * The same.
   *
   * @param ranges how many connections read
   */
  static boolean run(SnapshotReader rows, int ranges, PrintStream out) {
    return run(rows, ends(rows), ranges, out);
  }

  private static List<ChainEnd> ends(SnapshotReader rows) {
    List<ChainEnd> ends = new ArrayList<>();
    rows.forEach(HEADS, row -> ends.add(new ChainEnd(row[0], Integer.parseInt(row[1]), row[2])));
    return ends;
  }

  private static boolean run(SnapshotReader rows, List<ChainEnd> ends, int count, PrintStream out) {
    List<LogRange> ranges = LogRange.divide(ends, count);
    List<SnapshotReader> readers = new ArrayList<>();
    ExecutorService threads = Executors.newFixedThreadPool(ranges.size());
    try {
      List<Future<VerifiedRange>> verified = new ArrayList<>();
      for (LogRange ignored : ranges) {
        readers.add(readers.isEmpty() ? rows : rows.another());
      }
      for (int i = 0; i < ranges.size(); i++) {
        LogRange range = ranges.get(i);
        SnapshotReader reader = readers.get(i);
        verified.add(threads.submit(() -> range.verify(reader)));
      }
      return print(verified, out);
    } finally {
      threads.shutdownNow();
      readers.stream().skip(1).forEach(SnapshotReader::close);
    }
  }

  private static boolean print(List<Future<VerifiedRange>> verified, PrintStream out) {
    long entries = 0;
    long plans = 0;
    long faults = 0;
    for (Future<VerifiedRange> one : verified) {
      VerifiedRange range = result(one);
      range.faults().forEach(out::println);
      entries += range.entries();
      plans += range.plans();
      faults += range.faults().size();
    }
    out.println(
        faults == 0
            ? "Checked %d entries of %d plans: all are as they were written."
                .formatted(entries, plans)
            : "Checked %d entries of %d plans: %d faults.".formatted(entries, plans, faults));
    return faults == 0;
  }

  private static VerifiedRange result(Future<VerifiedRange> verified) {
    try {
      return verified.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new IllegalStateException(e.getCause());
    }
  }
}
