package no.samklang.audit;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import no.samklang.audit.LogChain.ChainedEntry;
import no.samklang.audit.LogChain.Fault;
import no.samklang.db.SnapshotReader;

/** The plans between two ids, whose logs are verified one after the other (LOG-2). */
final class LogRange {
  // as plan_log_text(), which who changed the log could have changed too
  private static final String ENTRIES =
      """
      select l.plan_id, l.seq, encode(l.hash, 'hex'),
             concat_ws('|', l.id, l.plan_id, to_char(l.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
               coalesce(l.person_id::text, '-'), l.event, coalesce(l.participant_id::text, '-'), coalesce(l.area, '-'),
               coalesce(array_to_string(l.only_for, ','), '-'), case when l.marked then 'marked' else '-' end, l.detail::text)
        from plan_log l %s order by l.plan_id, l.seq""";

  private final String from;
  private final String before;
  private final Map<String, ChainEnd> ends = new LinkedHashMap<>();
  private final List<String> found = new ArrayList<>();
  private String plan;
  private LogChain chain;
  private long entries;
  private long plans;

  /**
   * Where the chain of a plan ends.
   *
   * @param seq of the last entry
   */
  record ChainEnd(String plan, int seq, String hash) {}

  /**
   * What was read.
   *
   * @param faults a line for each
   */
  record VerifiedRange(long entries, long plans, List<String> faults) {}

  /**
   * @param from the first plan; null for no limit
   * @param before the first of the next range; null for no limit
   */
  private LogRange(String from, String before) {
    this.from = from;
    this.before = before;
  }

  /**
   * All plans in ranges of about as many entries each; also those without an end.
   *
   * @param ends in the order of their plans
   * @param count how many at most
   */
  static List<LogRange> divide(List<ChainEnd> ends, int count) {
    long each = 1 + ends.stream().mapToLong(ChainEnd::seq).sum() / count;
    List<LogRange> ranges = new ArrayList<>();
    int first = 0;
    long size = 0;
    for (int i = 0; i < ends.size(); i++) {
      size += ends.get(i).seq();
      if (size >= each && i + 1 < ends.size()) {
        ranges.add(of(ends, first, i + 1));
        first = i + 1;
        size = 0;
      }
    }
    ranges.add(of(ends, first, ends.size()));
    return ranges;
  }

  private static LogRange of(List<ChainEnd> all, int first, int next) {
    LogRange range =
        new LogRange(
            first == 0 ? null : all.get(first).plan(),
            next == all.size() ? null : all.get(next).plan());
    all.subList(first, next).forEach(end -> range.ends.put(end.plan(), end));
    return range;
  }

  VerifiedRange verify(SnapshotReader rows) {
    rows.forEach(ENTRIES.formatted(limits()), this::accept);
    finishPlan();
    ends.values().forEach(end -> add(end.plan(), new LogChain().finish(end.seq(), end.hash())));
    return new VerifiedRange(entries, plans, found);
  }

  private String limits() {
    return "where true"
        + (from == null ? "" : " and l.plan_id >= '" + from + "'")
        + (before == null ? "" : " and l.plan_id < '" + before + "'");
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
      ChainEnd end = ends.remove(plan);
      add(
          plan,
          end == null ? chain.finish(0, LogChain.START) : chain.finish(end.seq(), end.hash()));
    }
  }

  private void add(String id, List<Fault> faults) {
    faults.forEach(fault -> found.add("Plan " + id + ": " + text(fault)));
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
