package no.samklang.bench;

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
  private static final int ROUNDS = 5;
  private static final int WARM_UP_SECONDS = 20;
  private static final int VERIFIED = 200_000;
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
      "alter table plan_log disable trigger plan_log_is_chained; alter table plan_log enable trigger plan_log_is_not_chained";
  private static final String WITH_CHAIN =
      "alter table plan_log enable trigger plan_log_is_chained; alter table plan_log disable trigger plan_log_is_not_chained";
  private static final String NO_UNCHAINED =
      "begin; alter table plan_log disable trigger user; delete from plan_log where seq >= 1000000000;"
          + " alter table plan_log enable trigger user; alter table plan_log disable trigger plan_log_is_not_chained; commit";
  private static final String MANY_ENTRIES =
      """
      insert into plan_log (id, plan_id, at, person_id, event, detail)
      select gen_random_uuid(), pl.id, now(), p.person_id, 'PLAN_CHANGED', '{"from": "2026-11-30", "role": "PROVIDER"}'
        from (select id from plan order by id limit 200) pl
        join lateral (select person_id from participant where plan_id = pl.id limit 1) p on true
       cross join generate_series(1, %d)"""
          .formatted(VERIFIED / 200);

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
    double with = 0;
    double without = 0;
    for (int round = 0; round < ROUNDS; round++) {
      with += cpuOfOne(target);
      database.run(WITHOUT_CHAIN);
      without += cpuOfOne(target);
      database.run(WITH_CHAIN);
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

  private double cpuOfOne(LoadTarget target) throws IOException, InterruptedException {
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
