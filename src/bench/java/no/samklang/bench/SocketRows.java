package no.samklang.bench;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import no.samklang.bench.LiveSockets.Opening;
import no.samklang.bench.SocketSubjects.Pages;

/**
 * The rows with 10,000 open sockets. One server after the other, since this process may not hold
 * twice as many.
 *
 * <p>Pushing to one is a message to one recipient, from the request to the frame; the reference
 * stores the same and pushes after its commit. Pushing to all is a plan's change, told to 10,000
 * pages of its eight participants: the most that one fact can be told to.
 */
final class SocketRows {
  private static final int WARM_UP_PUSHES = 200;
  private static final int PUSHES_TO_ONE = 1000;
  private static final int PUSHES_TO_ALL = 20;
  private static final int SETTLE_SECONDS = 3;

  private final Options options;
  private final Servers servers;
  private final Vertx vertx;
  private final Table table;

  SocketRows(Options options, Servers servers, Vertx vertx, Table table) {
    this.options = options;
    this.servers = servers;
    this.vertx = vertx;
    this.table = table;
  }

  /** The same work asked of both. */
  record Both(Supplier<Buffer> service, Supplier<Buffer> reference) {}

  /** What one server did. */
  private record OfSockets(long bytesPerSocket, Push one) {}

  void measure(SocketSubjects subjects) throws Exception {
    if (options.wants("sockets")) {
      Pages pages = subjects.ofEachPerson();
      Both messages = subjects.messages();
      OfSockets service = oneOfMany(servers.service(), pages.service(), messages.service());
      OfSockets reference = oneOfMany(servers.reference(), pages.reference(), messages.reference());
      add(service, reference);
    }
    if (options.wants("all")) {
      Pages pages = subjects.ofOneGroup();
      Both changes = subjects.changes();
      Push service = all(servers.service(), pages.service(), changes.service());
      Push reference = all(servers.reference(), pages.reference(), changes.reference());
      table.add(
          "push to all 10,000: request to last frame",
          service.frames(),
          reference.frames(),
          "1.5",
          "1.2");
    }
  }

  private void add(OfSockets service, OfSockets reference) {
    table.add(
        "push to one of 10,000: request to frame",
        service.one().frames(),
        reference.one().frames(),
        "",
        "p99 1.5");
    table.remark(
        "Push to one, beyond the bare commit (the reference's answer): p50 %.2f ms, p99 %.2f ms; at least 1.2 and 6."
            .formatted(beyondCommit(service, reference, 50), beyondCommit(service, reference, 99)));
    table.note(
        "memory per idle socket",
        kilobytes(service),
        kilobytes(reference),
        Table.ratio((double) service.bytesPerSocket(), (double) reference.bytesPerSocket()),
        "24 KB",
        "22 KB");
  }

  private static double beyondCommit(OfSockets service, OfSockets reference, double percent) {
    return (service.one().frames().getValueAtPercentile(percent)
            - reference.one().answers().getValueAtPercentile(percent))
        / 1e6;
  }

  private static String kilobytes(OfSockets figures) {
    return "%.1f KB".formatted(figures.bytesPerSocket() / 1024.0);
  }

  private OfSockets oneOfMany(Child server, List<Opening> pages, Supplier<Buffer> requests)
      throws Exception {
    LiveSockets few =
        LiveSockets.open(vertx, server.port(), pages.subList(0, pages.size() / 20), type -> {});
    few.close();
    long before = resident(server);
    AtomicReference<Push> push = new AtomicReference<>(new Push('m', 1));
    LiveSockets open =
        LiveSockets.open(vertx, server.port(), pages, type -> push.get().heard(type));
    long perSocket = (resident(server) - before) / pages.size();
    push.get().run(vertx, server.port(), requests, WARM_UP_PUSHES);
    push.set(new Push('m', 1));
    push.get().run(vertx, server.port(), requests, PUSHES_TO_ONE);
    open.close();
    Bench.say("%d sockets, %d bytes each".formatted(pages.size(), perSocket));
    return new OfSockets(perSocket, push.get());
  }

  private Push all(Child server, List<Opening> pages, Supplier<Buffer> requests) throws Exception {
    AtomicReference<Push> push = new AtomicReference<>(new Push('c', pages.size()));
    LiveSockets open =
        LiveSockets.open(vertx, server.port(), pages, type -> push.get().heard(type));
    push.get().run(vertx, server.port(), requests, PUSHES_TO_ALL / 2);
    push.set(new Push('c', pages.size()));
    push.get().run(vertx, server.port(), requests, PUSHES_TO_ALL);
    open.close();
    return push.get();
  }

  /** Of what is still in use: after a collection. */
  private static long resident(Child server) throws Exception {
    TimeUnit.SECONDS.sleep(SETTLE_SECONDS);
    server.jcmd("GC.run");
    return server.resident();
  }
}
