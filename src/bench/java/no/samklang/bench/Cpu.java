package no.samklang.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.StreamSupport;

/**
 * CPU time that a server and PostgreSQL have taken since they were started, in microseconds:
 * steadier than throughput where others use the machine.
 */
record Cpu(long server, long postgres) {
  private static final Path PROC = Path.of("/proc");
  private static final long MICROSECONDS_OF_A_TICK = 10_000;
  // places in /proc/<pid>/stat behind the name
  private static final int PARENT = 1;
  private static final int USER = 11;
  private static final int SYSTEM = 12;
  private static final int USER_OF_ENDED_CHILDREN = 13;
  private static final int SYSTEM_OF_ENDED_CHILDREN = 14;

  /**
   * @param postmaster the process whose children are PostgreSQL's connections
   */
  static Cpu of(Child server, long postmaster) throws IOException {
    String[] service = stat(PROC.resolve("" + server.pid()));
    return new Cpu(
        MICROSECONDS_OF_A_TICK * (ticks(service, USER) + ticks(service, SYSTEM)),
        MICROSECONDS_OF_A_TICK * withChildren(postmaster));
  }

  Cpu plus(Cpu other) {
    return new Cpu(server + other.server, postgres + other.postgres);
  }

  Cpu since(Cpu before) {
    return new Cpu(server - before.server, postgres - before.postgres);
  }

  private static long withChildren(long postmaster) throws IOException {
    String[] own = stat(PROC.resolve("" + postmaster));
    long sum =
        ticks(own, USER)
            + ticks(own, SYSTEM)
            + ticks(own, USER_OF_ENDED_CHILDREN)
            + ticks(own, SYSTEM_OF_ENDED_CHILDREN);
    for (Path process : processes()) {
      sum += ticksOfChild(process, postmaster);
    }
    return sum;
  }

  private static long ticksOfChild(Path process, long parent) {
    try {
      String[] stat = stat(process);
      return ticks(stat, PARENT) == parent ? ticks(stat, USER) + ticks(stat, SYSTEM) : 0;
    } catch (IOException e) {
      return 0; // has ended meanwhile
    }
  }

  private static List<Path> processes() throws IOException {
    try (var all = Files.newDirectoryStream(PROC, "[0-9]*")) {
      return StreamSupport.stream(all.spliterator(), false).toList();
    }
  }

  private static String[] stat(Path process) throws IOException {
    String stat = Files.readString(process.resolve("stat"));
    return stat.substring(stat.lastIndexOf(')') + 2).split(" ");
  }

  private static long ticks(String[] stat, int place) {
    return Long.parseLong(stat[place]);
  }
}
