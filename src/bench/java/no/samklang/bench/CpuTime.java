package no.samklang.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.StreamSupport;

/**
 * CPU time of a server and of PostgreSQL since their start, in microseconds: less variable than
 * throughput on a shared machine.
 *
 * @param compilers the part of the server's that its JIT compilers have taken
 */
record CpuTime(long server, long compilers, long postgres) {
  private static final Path PROC = Path.of("/proc");
  private static final long MICROSECONDS_PER_TICK = 10_000;
  // field indexes in /proc/<pid>/stat after the process name
  private static final int PARENT = 1;
  private static final int USER = 11;
  private static final int SYSTEM = 12;
  private static final int CHILD_USER = 13;
  private static final int CHILD_SYSTEM = 14;

  /**
   * @param postmaster pid of the parent of PostgreSQL's backends
   */
  static CpuTime of(ChildProcess server, long postmaster) throws IOException {
    Path process = PROC.resolve("" + server.pid());
    String[] service = stat(process);
    return new CpuTime(
        MICROSECONDS_PER_TICK * (ticks(service, USER) + ticks(service, SYSTEM)),
        MICROSECONDS_PER_TICK * ofCompilers(process.resolve("task")),
        MICROSECONDS_PER_TICK * withChildren(postmaster));
  }

  CpuTime plus(CpuTime other) {
    return new CpuTime(
        server + other.server, compilers + other.compilers, postgres + other.postgres);
  }

  CpuTime since(CpuTime before) {
    return new CpuTime(
        server - before.server, compilers - before.compilers, postgres - before.postgres);
  }

  private static long ofCompilers(Path threads) throws IOException {
    long sum = 0;
    try (var all = Files.newDirectoryStream(threads)) {
      for (Path thread : all) {
        if (Files.readString(thread.resolve("comm")).matches("C[12] Compiler.*\\s*")) {
          String[] stat = stat(thread);
          sum += ticks(stat, USER) + ticks(stat, SYSTEM);
        }
      }
    }
    return sum;
  }

  private static long withChildren(long postmaster) throws IOException {
    String[] own = stat(PROC.resolve("" + postmaster));
    long sum =
        ticks(own, USER) + ticks(own, SYSTEM) + ticks(own, CHILD_USER) + ticks(own, CHILD_SYSTEM);
    for (Path process : processes()) {
      sum += childTicks(process, postmaster);
    }
    return sum;
  }

  private static long childTicks(Path process, long parent) {
    try {
      String[] stat = stat(process);
      return ticks(stat, PARENT) == parent ? ticks(stat, USER) + ticks(stat, SYSTEM) : 0;
    } catch (IOException e) {
      return 0; // the process has ended meanwhile
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
