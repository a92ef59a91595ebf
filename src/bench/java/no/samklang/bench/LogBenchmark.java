package no.samklang.bench;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import no.samklang.audit.LogVerification;
import no.samklang.config.Settings;
import no.samklang.db.SnapshotReader;

/** What the chain of the plan log costs a change (LOG-2), and how fast the logs are verified. */
final class LogBenchmark {
  private static final int ROUNDS = 6;
  private static final int WARM_UP_SECONDS = 20;
  private static final int VERIFIED = 1_000_000;
  private static final int PLANS = 200;
  private static final double NANOS = 1e9;

  // in place of the chain: a number and a hash of nothing, as the columns ask for
  private static final String UNCHAINED =
      """
      create sequence if not exists bench_log_seq minvalue 1000000000 start 1000000000 maxvalue 2147483647 cycle;
      create or replace function bench_unchained() returns trigger language plpgsql as $$
      begin
        new.seq := nextval('bench_log_seq');
        new.hash := decode(repeat('00', 32), 'hex');
        return new;
      end $$;
      grant usage on sequence bench_log_seq to samklang_runtime;
      create or replace trigger plan_log_is_not_chained before insert on plan_log for each row execute function bench_unchained();
      alter table plan_log disable trigger plan_log_is_not_chained""";
  private static final String WITHOUT_CHAIN =
      "alter table plan_log disable trigger plan_log_is_chained; alter table plan_log enable"
          + " trigger plan_log_is_not_chained";
  private static final String WITH_CHAIN =
      "alter table plan_log enable trigger plan_log_is_chained; alter table plan_log disable"
          + " trigger plan_log_is_not_chained";
  private static final String NO_UNCHAINED =
      "begin; alter table plan_log disable trigger user; delete from plan_log where seq >="
          + " 1000000000; alter table plan_log enable trigger user; alter table plan_log disable"
          + " trigger plan_log_is_not_chained; commit";
  // as the trigger would, in one statement: row by row it takes minutes
  private static final String MANY_ENTRIES =
      """
      begin;
      alter table plan_log disable trigger plan_log_is_chained;
      with recursive first as materialized (
        select pl.id as plan, p.person_id as person, coalesce(h.seq, 0) as seq, coalesce(h.hash, decode(repeat('00', 32), 'hex')) as hash
          from (select id from plan order by id limit %1$d) pl
          join lateral (select person_id from participant where plan_id = pl.id limit 1) p on true
          left join plan_log_head h on h.plan_id = pl.id
      ), chain as (
        select null::plan_log as entry, plan, person, seq, hash, 0 as added from first
        union all
        select next.entry, plan, person, (next.entry).seq,
               sha256(convert_to(encode(hash, 'hex') || E'\\n' || plan_log_text(next.entry), 'UTF8')), added + 1
          from chain cross join lateral (
            select jsonb_populate_record(null::plan_log, jsonb_build_object('id', gen_random_uuid(), 'plan_id', plan, 'at', now(),
              'person_id', person, 'event', 'PLAN_CHANGED', 'marked', false, 'seq', seq + 1,
              'detail', '{"from": "2026-11-30", "role": "PROVIDER"}'::jsonb)) as entry offset 0) next
         where added < %2$d
      )
      insert into plan_log (id, plan_id, at, person_id, event, detail, marked, seq, hash)
      select (entry).id, plan, (entry).at, person, (entry).event, (entry).detail, false, seq, hash from chain where added > 0;
      insert into plan_log_head
      select distinct on (plan_id) plan_id, seq, hash from plan_log order by plan_id, seq desc
          on conflict (plan_id) do update set seq = excluded.seq, hash = excluded.hash;
      alter table plan_log enable trigger plan_log_is_chained;
      commit;
      analyze plan_log\
      """
          .formatted(PLANS, VERIFIED / PLANS);

  private final BenchOptions options;
  private final LargeDatabase database;
  private final ResultTable table;

  LogBenchmark(BenchOptions options, LargeDatabase database, ResultTable table) {
    this.options = options;
    this.database = database;
    this.table = table;
  }

  /** CPU of the service and PostgreSQL for a change that is logged, without and with the chain. */
  void measureChange(ChildProcess service, List<String> changes) throws Exception {
    Path requests = Wrk.write(options.target().resolve("bench").resolve("log.requests"), changes);
    LoadTarget target = new LoadTarget(service, requests);
    long warmUp = Wrk.run(target, ResultTable.COMPARED_CONNECTIONS, WARM_UP_SECONDS).requests();
    Bench.print("logged changes: warmed up by " + warmUp);
    database.run(UNCHAINED);
    cpuOfOne(target, WITH_CHAIN); // warms up the longer
    double with = 0;
    double without = 0;
    for (int round = 0; round < ROUNDS; round++) {
      // each first in turn: the service gets faster all the time
      boolean first = round % 2 == 0;
      double one = cpuOfOne(target, first ? WITH_CHAIN : WITHOUT_CHAIN);
      double other = cpuOfOne(target, first ? WITHOUT_CHAIN : WITH_CHAIN);
      with += first ? one : other;
      without += first ? other : one;
      Bench.print("logged changes: %.0f µs, then %.0f µs".formatted(one, other));
    }
    database.run(NO_UNCHAINED);
    table.note(
        "CPU of a logged change, with and without the chain",
        "%.0f µs".formatted(with / ROUNDS),
        "%.0f µs".formatted(without / ROUNDS),
        ResultTable.ratio(with, without),
        "1.15",
        "");
  }

  @CanIgnoreReturnValue
  private double cpuOfOne(LoadTarget target, String chain)
      throws IOException, InterruptedException {
    database.run(chain);
    CpuTime before = CpuTime.of(target.server(), database.postmaster());
    Wrk.WrkResult done =
        Wrk.run(target, ResultTable.COMPARED_CONNECTIONS, Math.max(1, options.seconds()));
    CpuTime spent = CpuTime.of(target.server(), database.postmaster()).since(before);
    return (double) (spent.server() + spent.postgres()) / done.requests();
  }

  /** Entries per second of {@code verify-log}. */
  void measureVerification() {
    if (!options.includes("verify")) {
      return;
    }
    database.run(MANY_ENTRIES);
    long entries = Long.parseLong(database.one("select count(*) from plan_log"));
    Settings settings =
        Settings.with(Map.of("database.uri", LargeDatabase.uri(database.address())));
    verify(settings); // warms up
    long start = System.nanoTime();
    verify(settings);
    double perSecond = entries / ((System.nanoTime() - start) / NANOS);
    table.note("log entries verified", "%,.0f/s".formatted(perSecond), "", "", "200,000/s", "");
  }

  private static void verify(Settings settings) {
    try (SnapshotReader rows = SnapshotReader.open(settings)) {
      PrintStream nowhere =
          new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
      if (!LogVerification.run(rows, nowhere)) {
        throw new IllegalStateException("The log isn't as it was written");
      }
    }
  }
}
