package no.samklang.bench;

import io.vertx.core.VertxOptions;
import io.vertx.rxjava3.core.Vertx;

/** Runs the benchmark, prints and stores the table. Fails on errors, never on results. */
public final class Bench {
  private Bench() {}

  @SuppressWarnings("CatchAndPrintStackTrace") // shown to the user of the terminal
  public static void main(String[] args) {
    System.setProperty("logback.configurationFile", "conf/logback.xml");
    try {
      Wrk.require();
      run(BenchOptions.read());
      System.exit(0);
    } catch (Exception e) {
      e.printStackTrace();
      System.exit(1);
    }
  }

  private static void run(BenchOptions options) throws Exception {
    ResultTable table = new ResultTable();
    new PrintBenchmark(options, table).measure();
    try (LargeDatabase database = LargeDatabase.open(options)) {
      measure(options, database, table);
    }
    table.write(options.target().resolve("bench").resolve("table.md"));
    print("\n" + table);
  }

  private static void measure(BenchOptions options, LargeDatabase database, ResultTable table)
      throws Exception {
    Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
    HttpWorkload subjects;
    try (ComparedServers servers = ComparedServers.start(options, database)) {
      subjects = HttpWorkload.of(database, vertx);
      new HttpBenchmarks(options, database, servers, table).measure(subjects);
      if (options.includes("log")) {
        new LogBenchmark(options, database, table)
            .measureChange(servers.service(), subjects.loggedChange());
      }
    }
    new LogBenchmark(options, database, table).measureVerification();
    // new processes, so that earlier rows don't affect the memory measurement
    try (ComparedServers servers = ComparedServers.start(options, database)) {
      new SocketBenchmarks(options, servers, vertx.getDelegate(), table)
          .measure(new SocketWorkload(database, subjects));
    }
    new StartupBenchmark(options, database, table).measure();
  }

  static void print(String text) {
    System.out.println(text);
  }
}
