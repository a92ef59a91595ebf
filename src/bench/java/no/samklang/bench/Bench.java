package no.samklang.bench;

import io.vertx.core.VertxOptions;
import io.vertx.rxjava3.core.Vertx;

/** Measures, prints the table, and keeps it. Fails on errors only, never on a figure. */
public final class Bench {
  private Bench() {}

  @SuppressWarnings("CatchAndPrintStackTrace") // it is for the one who looks at the terminal
  public static void main(String[] args) {
    System.setProperty("logback.configurationFile", "conf/logback.xml");
    try {
      Wrk.require();
      run(Options.read());
      System.exit(0);
    } catch (Exception e) {
      e.printStackTrace();
      System.exit(1);
    }
  }

  private static void run(Options options) throws Exception {
    Table table = new Table();
    try (LargeDatabase database = LargeDatabase.open(options)) {
      measure(options, database, table);
    }
    table.write(options.target().resolve("bench").resolve("table.md"));
    say("\n" + table);
  }

  private static void measure(Options options, LargeDatabase database, Table table)
      throws Exception {
    Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
    Subjects subjects;
    try (Servers servers = Servers.start(options, database)) {
      subjects = Subjects.of(database, vertx);
      new HttpRows(options, database, servers, table).measure(subjects);
    }
    // fresh ones, whose memory has held nothing else
    try (Servers servers = Servers.start(options, database)) {
      new SocketRows(options, servers, vertx.getDelegate(), table)
          .measure(new SocketSubjects(database, subjects));
    }
    new StartRow(options, database, table).measure();
  }

  static void say(String text) {
    System.out.println(text);
  }
}
