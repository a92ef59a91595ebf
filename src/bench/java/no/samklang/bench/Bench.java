package no.samklang.bench;

import io.vertx.rxjava3.core.Vertx;

/** Measures, prints the table, and keeps it. Fails on errors only, never on a figure. */
public final class Bench {
  private Bench() {}

  public static void main(String[] args) throws Exception {
    System.setProperty("logback.configurationFile", "conf/logback.xml");
    Options options = Options.read();
    Table table = new Table();
    try (LargeDatabase database = LargeDatabase.open(options)) {
      measure(options, database, new Load(), table);
    }
    table.write(options.target().resolve("bench").resolve("table.md"));
    say("\n" + table);
    System.exit(0);
  }

  private static void measure(Options options, LargeDatabase database, Load load, Table table)
      throws Exception {
    try (Servers servers = Servers.start(options, database)) {
      Subjects subjects = Subjects.of(database, Vertx.newInstance(load.vertx()));
      new HttpRows(options, database, servers, load, table).measure(subjects);
    }
  }

  static void say(String text) {
    System.out.println(text);
  }
}
