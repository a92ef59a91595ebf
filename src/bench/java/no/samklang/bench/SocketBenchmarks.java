package no.samklang.bench;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import no.samklang.bench.LiveSockets.SocketHandshake;
import no.samklang.bench.SocketWorkload.OpenedPages;

/**
 * Rows with 10,000 open sockets. The servers are measured one after the other, since this process
 * can't hold twice as many sockets.
 *
 * <p>Pushing to one is a message to one recipient, from the request to the frame; the reference
 * stores the same and pushes after its commit. Pushing to all is a plan's change, pushed to 10,000
 * pages of its eight participants: the maximum fan-out of one event.
 */
final class SocketBenchmarks {
  private static final int WARM_UP_PUSHES = 200;
  private static final int PUSHES_TO_ONE = 1000;
  private static final int PUSHES_TO_ALL = 20;
  private static final int SETTLE_SECONDS = 3;

  private final BenchOptions options;
  private final ComparedServers servers;
  private final Vertx vertx;
  private final ResultTable table;

  SocketBenchmarks(BenchOptions options, ComparedServers servers, Vertx vertx, ResultTable table) {
    this.options = options;
    this.servers = servers;
    this.vertx = vertx;
    this.table = table;
  }

  /** The same requests for both servers. */
  record SocketWork(Supplier<Buffer> service, Supplier<Buffer> reference) {}

  /** Results of one server. */
  private record SocketMeasurement(long bytesPerSocket, PushLatency one) {}

  void measure(SocketWorkload subjects) throws Exception {
    if (options.includes("sockets")) {
      OpenedPages pages = subjects.ofEachPerson();
      SocketWork messages = subjects.messages();
      SocketMeasurement service = oneOfMany(servers.service(), pages.service(), messages.service());
      SocketMeasurement reference =
          oneOfMany(servers.reference(), pages.reference(), messages.reference());
      add(service, reference);
    }
    if (options.includes("all")) {
      OpenedPages pages = subjects.ofOneGroup();
      SocketWork changes = subjects.changes();
      PushLatency service = all(servers.service(), pages.service(), changes.service());
      PushLatency reference = all(servers.reference(), pages.reference(), changes.reference());
      table.add(
          "push to all 10,000: request to last frame",
          service.frameTimes(),
          reference.frameTimes(),
          "1.5",
          "1.2");
    }
  }

  private void add(SocketMeasurement service, SocketMeasurement reference) {
    table.add(
        "push to one of 10,000: request to frame",
        service.one().frameTimes(),
        reference.one().frameTimes(),
        "",
        "p99 1.5");
    table.targets(
        "Push to one, beyond the bare commit (the reference's answer): p50 %.2f ms, p99 %.2f ms; at least 1.2 and 6."
            .formatted(afterCommit(service, reference, 50), afterCommit(service, reference, 99)));
    table.note(
        "memory per idle socket",
        kilobytes(service),
        kilobytes(reference),
        ResultTable.ratio((double) service.bytesPerSocket(), (double) reference.bytesPerSocket()),
        "24 KB",
        "22 KB");
  }

  private static double afterCommit(
      SocketMeasurement service, SocketMeasurement reference, double percent) {
    return (service.one().frameTimes().getValueAtPercentile(percent)
            - reference.one().responseTimes().getValueAtPercentile(percent))
        / 1e6;
  }

  private static String kilobytes(SocketMeasurement figures) {
    return "%.1f KB".formatted(figures.bytesPerSocket() / 1024.0);
  }

  private SocketMeasurement oneOfMany(
      ChildProcess server, List<SocketHandshake> pages, Supplier<Buffer> requests)
      throws Exception {
    LiveSockets few =
        LiveSockets.open(vertx, server.port(), pages.subList(0, pages.size() / 20), type -> {});
    few.close();
    long before = resident(server);
    AtomicReference<PushLatency> push = new AtomicReference<>(new PushLatency('m', 1));
    LiveSockets open =
        LiveSockets.open(vertx, server.port(), pages, type -> push.get().frameReceived(type));
    long perSocket = (resident(server) - before) / pages.size();
    push.get().run(vertx, server.port(), requests, WARM_UP_PUSHES);
    push.set(new PushLatency('m', 1));
    push.get().run(vertx, server.port(), requests, PUSHES_TO_ONE);
    open.close();
    Bench.print("%d sockets, %d bytes each".formatted(pages.size(), perSocket));
    return new SocketMeasurement(perSocket, push.get());
  }

  private PushLatency all(
      ChildProcess server, List<SocketHandshake> pages, Supplier<Buffer> requests)
      throws Exception {
    AtomicReference<PushLatency> push = new AtomicReference<>(new PushLatency('c', pages.size()));
    LiveSockets open =
        LiveSockets.open(vertx, server.port(), pages, type -> push.get().frameReceived(type));
    push.get().run(vertx, server.port(), requests, PUSHES_TO_ALL / 2);
    push.set(new PushLatency('c', pages.size()));
    push.get().run(vertx, server.port(), requests, PUSHES_TO_ALL);
    open.close();
    return push.get();
  }

  /** Resident memory after a garbage collection. */
  private static long resident(ChildProcess server) throws Exception {
    TimeUnit.SECONDS.sleep(SETTLE_SECONDS);
    server.jcmd("GC.run");
    return server.resident();
  }
}
