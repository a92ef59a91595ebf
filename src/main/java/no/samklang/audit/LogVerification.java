package no.samklang.audit;

import java.io.PrintStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import no.samklang.audit.LogChain.ChainedEntry;
import no.samklang.audit.LogChain.Fault;
import no.samklang.db.SnapshotReader;

/**
 * Checks the logs of all plans against their chains, and prints where one was changed (LOG-2). Who
 * may write to the database as its owner can make a new chain: the copies in archives tell that.
 */
public final class LogVerification {
  // as plan_log_text(), which who changed the log could have changed too
  private static final String ENTRIES =
      """
      select l.plan_id, l.seq, encode(l.hash, 'hex'),
             concat_ws('|', l.id, l.plan_id, to_char(l.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
               coalesce(l.person_id::text, '-'), l.event, coalesce(l.participant_id::text, '-'), coalesce(l.area, '-'),
               coalesce(array_to_string(l.only_for, ','), '-'), case when l.marked then 'marked' else '-' end, l.detail::text)
        from plan_log l order by l.plan_id, l.seq""";
  private static final String HEADS =
      "select plan_id, seq, encode(hash, 'hex') from plan_log_head order by plan_id";
  private static final ChainEnd NO_END = new ChainEnd(0, LogChain.START);

  private final PrintStream out;
  private final Map<String, ChainEnd> ends = new HashMap<>();
  private String plan;
  private LogChain chain;
  private long entries;
  private long plans;
  private long faults;

  private record ChainEnd(int seq, String hash) {}

  private LogVerification(PrintStream out) {
    this.out = out;
  }

  /**
   * Prints a line for each fault, and one for the whole.
   *
   * @return whether all logs are as they were written
   */
  public static boolean run(SnapshotReader rows, PrintStream out) {
    return new LogVerification(out).run(rows);
  }

  private boolean run(SnapshotReader rows) {
    rows.forEach(HEADS, row -> ends.put(row[0], new ChainEnd(Integer.parseInt(row[1]), row[2])));
    rows.forEach(ENTRIES, this::accept);
    finishPlan();
    ends.forEach((id, end) -> print(id, new LogChain().finish(end.seq(), end.hash())));
    out.println(
        faults == 0
            ? "Checked %d entries of %d plans: all are as they were written."
                .formatted(entries, plans)
            : "Checked %d entries of %d plans: %d faults.".formatted(entries, plans, faults));
    return faults == 0;
  }

  private void accept(String... row) {
    if (!row[0].equals(plan)) {
      finishPlan();
      plan = row[0];
      chain = new LogChain();
      plans++;
    }
    entries++;
    chain.accept(new ChainedEntry(Integer.parseInt(row[1]), row[2], row[3]));
  }

  private void finishPlan() {
    if (plan != null) {
      ChainEnd end = ends.getOrDefault(plan, NO_END);
      ends.remove(plan);
      print(plan, chain.finish(end.seq(), end.hash()));
    }
  }

  private void print(String id, List<Fault> found) {
    faults += found.size();
    found.forEach(fault -> out.println("Plan " + id + ": " + text(fault)));
  }

  private static String text(Fault fault) {
    return switch (fault.kind()) {
      case CHANGED ->
          "entry %d was changed, or the one before it with its hash".formatted(fault.place());
      case MISSING ->
          fault.place() == fault.other()
              ? "entry %d is missing".formatted(fault.place())
              : "entries %d to %d are missing".formatted(fault.place(), fault.other());
      case MOVED -> "entry %d was written as entry %d".formatted(fault.place(), fault.other());
      case ADDED -> "entry %d wasn't written by the service".formatted(fault.place());
    };
  }
}
