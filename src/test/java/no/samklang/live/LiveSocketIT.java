package no.samklang.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.rxjava3.core.Vertx;
import io.vertx.rxjava3.core.http.HttpServer;
import io.vertx.rxjava3.core.http.ServerWebSocket;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import no.samklang.TestClock;
import no.samklang.bus.Caller;
import no.samklang.config.Settings;
import no.samklang.id.OrganisationId;
import no.samklang.id.PersonId;
import no.samklang.id.SessionId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * A page that takes nothing can't fill the memory: little waits for it, and in the end it is let go
 * of.
 */
class LiveSocketIT {
  private static final Duration STALLED_AFTER = Duration.ofSeconds(15);
  private static final Settings.Live SETTINGS = new Settings.Live(10, 10, 1024, STALLED_AFTER);
  private static final String LARGE = "x".repeat(60_000);

  private final Vertx vertx = Vertx.vertx();
  private final TestClock clock = new TestClock();
  private final CompletableFuture<ServerWebSocket> below = new CompletableFuture<>();
  private final CompletableFuture<LiveSocket> connected = new CompletableFuture<>();
  private final CompletableFuture<Duration> cut = new CompletableFuture<>();
  private static final byte[] CLOSE = {(byte) 0x88, (byte) 0x80, 0, 0, 0, 0};
  private Socket client;

  @BeforeEach
  void connect() throws IOException {
    HttpServer server =
        vertx
            .createHttpServer()
            .webSocketHandler(
                socket -> {
                  below.complete(socket);
                  connected.complete(
                      new LiveSocket(caller(), socket, cut::complete, clock, SETTINGS));
                })
            .rxListen(0, "127.0.0.1")
            .blockingGet();
    client = new Socket();
    client.setReceiveBufferSize(4096);
    client.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), server.actualPort()));
    client.getOutputStream().write(handshake());
  }

  @AfterEach
  void close() throws IOException {
    client.close();
    vertx.rxClose().blockingAwait();
  }

  @Test
  void oneThatTakesNothingIsClosedWhenItsTimeIsUp() {
    LiveSocket socket = connected.join();
    fill(socket);
    socket.closeIfStalled();
    assertThat(cut).isNotDone();
    clock.pass(STALLED_AFTER.plusSeconds(1));
    socket.closeIfStalled();
    assertThat(cut).isDone();
  }

  @Test
  void whatIsOutdatedBeforeItCouldBeSentIsNotSent() throws IOException {
    LiveSocket socket = connected.join();
    fill(socket);
    for (int i = 0; i <= 1000; i++) {
      socket.send("count", "{\"unread\":" + i + "}");
    }
    String all = readUntil("{\"unread\":1000}");
    assertThat(all).doesNotContain("{\"unread\":500}");
  }

  @Test
  void oneForWhomTooMuchWaitsIsClosed() {
    LiveSocket socket = connected.join();
    fill(socket);
    for (int i = 0; i < 100; i++) {
      socket.send("thing " + i, LARGE);
    }
    assertThat(cut).isDone();
  }

  @Test
  void oneThatWasLetGoIsPingedNoMore() throws IOException {
    LiveSocket socket = connected.join();
    socket.ping();
    socket.letGo(Closing.STOPPING);
    for (int i = 0; i < 5; i++) {
      socket.ping();
    }
    client.getOutputStream().write(CLOSE);
    String all = new String(client.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
    assertThat(all.split("live", -1)).hasSize(2);
  }

  @Test
  void oneThatIsSilentIsLetGoOnce() {
    LiveSocket socket = connected.join();
    for (int i = 0; i < 3; i++) {
      socket.ping();
    }
    assertThat(cut).isNotDone();
    socket.ping();
    assertThat(cut).isDone();
    assertThat(socket.why()).isEqualTo(Closing.SILENT);
  }

  /** Nothing of ours waits, but the network takes nothing: what fills it are answers to pings. */
  @Test
  void oneThatTakesNoAnswersIsClosedToo() {
    LiveSocket socket = connected.join();
    fillPast(socket);
    socket.closeIfStalled();
    clock.pass(STALLED_AFTER.plusSeconds(1));
    socket.closeIfStalled();
    assertThat(cut).isDone();
  }

  /** Sends until the network takes no more. */
  private static void fill(LiveSocket socket) {
    await()
        .atMost(Duration.ofSeconds(10))
        .pollInterval(Duration.ofMillis(2))
        .until(
            () -> {
              socket.send("filler", LARGE);
              return socket.isWaiting();
            });
  }

  /** The same without the socket's doing. */
  @SuppressWarnings("FutureReturnValueIgnored") // taken or not
  private void fillPast(LiveSocket socket) {
    await()
        .atMost(Duration.ofSeconds(10))
        .pollInterval(Duration.ofMillis(2))
        .until(
            () -> {
              below.join().getDelegate().writeTextMessage(LARGE);
              return below.join().writeQueueFull();
            });
    assertThat(socket.isWaiting()).isFalse();
  }

  private String readUntil(String last) throws IOException {
    StringBuilder all = new StringBuilder();
    byte[] buffer = new byte[65536];
    InputStream in = client.getInputStream();
    while (all.indexOf(last, Math.max(0, all.length() - 70_000)) < 0) {
      int read = in.read(buffer);
      assertThat(read).isPositive();
      all.append(new String(buffer, 0, read, StandardCharsets.ISO_8859_1));
    }
    return all.toString();
  }

  private static byte[] handshake() {
    return String.join(
            "\r\n",
            "GET / HTTP/1.1",
            "Host: localhost",
            "Upgrade: websocket",
            "Connection: Upgrade",
            "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
            "Sec-WebSocket-Version: 13",
            "",
            "")
        .getBytes(StandardCharsets.US_ASCII);
  }

  private static Caller caller() {
    UUID id = UUID.randomUUID();
    return new Caller(new PersonId(id), new SessionId(id), new OrganisationId(id));
  }
}
