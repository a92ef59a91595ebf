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
import no.samklang.config.Settings;
import no.samklang.id.OrganisationId;
import no.samklang.id.PersonId;
import no.samklang.id.SessionId;
import no.samklang.security.Caller;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * A client that doesn't read can't fill the memory: its queue is bounded, and it is disconnected.
 */
class LiveSocketIT {
  private static final Duration STALL_TIMEOUT = Duration.ofSeconds(15);
  private static final Settings.LiveSettings SETTINGS =
      new Settings.LiveSettings(10, 10, 1024, STALL_TIMEOUT);
  private static final String LARGE = "x".repeat(60_000);

  private final Vertx vertx = Vertx.vertx();
  private final TestClock clock = new TestClock();
  private final CompletableFuture<ServerWebSocket> webSocket = new CompletableFuture<>();
  private final CompletableFuture<LiveSocket> connected = new CompletableFuture<>();
  private final CompletableFuture<Duration> terminated = new CompletableFuture<>();
  private static final byte[] CLOSE = {(byte) 0x88, (byte) 0x80, 0, 0, 0, 0};
  private Socket client;

  @BeforeEach
  void connect() throws IOException {
    HttpServer server =
        vertx
            .createHttpServer()
            .webSocketHandler(
                socket -> {
                  webSocket.complete(socket);
                  connected.complete(
                      new LiveSocket(caller(), socket, terminated::complete, clock, SETTINGS));
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
  void closesStalledSocket() {
    LiveSocket socket = connected.join();
    fill(socket);
    socket.closeIfStalled();
    assertThat(terminated).isNotDone();
    clock.advance(STALL_TIMEOUT.plusSeconds(1));
    socket.closeIfStalled();
    assertThat(terminated).isDone();
  }

  @Test
  void newerFrameReplacesQueuedFrame() throws IOException {
    LiveSocket socket = connected.join();
    fill(socket);
    for (int i = 0; i <= 1000; i++) {
      socket.send("count", "{\"unread\":" + i + "}");
    }
    String all = readUntil("{\"unread\":1000}");
    assertThat(all).doesNotContain("{\"unread\":500}");
  }

  @Test
  void closesSocketWithTooManyQueuedFrames() {
    LiveSocket socket = connected.join();
    fill(socket);
    for (int i = 0; i < 100; i++) {
      socket.send("thing " + i, LARGE);
    }
    assertThat(terminated).isDone();
  }

  @Test
  void terminatedSocketIsNotPinged() throws IOException {
    LiveSocket socket = connected.join();
    socket.ping();
    socket.terminate(CloseReason.STOPPING);
    for (int i = 0; i < 5; i++) {
      socket.ping();
    }
    client.getOutputStream().write(CLOSE);
    String all = new String(client.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
    assertThat(all.split("live", -1)).hasSize(2);
  }

  /** Clients fail on a frame after the close frame, and reconnect for ever. */
  @Test
  void nothingIsSentAfterTheCloseFrame() throws IOException {
    LiveSocket socket = connected.join();
    socket.send("first", "{\"n\":1}");
    socket.terminate(CloseReason.INVALID_FRAME);
    socket.send("second", "{\"n\":2}");
    socket.closeWith(CloseReason.STOPPING, "{\"n\":3}");
    client.getOutputStream().write(CLOSE);
    String all = new String(client.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
    assertThat(all).contains("{\"n\":1}").doesNotContain("{\"n\":2}", "{\"n\":3}");
    assertThat(socket.closeReason()).isEqualTo(CloseReason.INVALID_FRAME);
  }

  @Test
  void closesSocketWithoutPongs() {
    LiveSocket socket = connected.join();
    for (int i = 0; i < 3; i++) {
      socket.ping();
    }
    assertThat(terminated).isNotDone();
    socket.ping();
    assertThat(terminated).isDone();
    assertThat(socket.closeReason()).isEqualTo(CloseReason.PING_TIMEOUT);
  }

  /** The frame queue is empty, but the write queue is full, as with unread pongs. */
  @Test
  void closesSocketWithFullWriteQueue() {
    LiveSocket socket = connected.join();
    fillWriteQueue(socket);
    socket.closeIfStalled();
    clock.advance(STALL_TIMEOUT.plusSeconds(1));
    socket.closeIfStalled();
    assertThat(terminated).isDone();
  }

  /** Sends until the write queue is full. */
  private static void fill(LiveSocket socket) {
    await()
        .atMost(Duration.ofSeconds(10))
        .pollInterval(Duration.ofMillis(2))
        .until(
            () -> {
              socket.send("filler", LARGE);
              return socket.hasQueuedFrames();
            });
  }

  /** Fills the write queue without LiveSocket. */
  @SuppressWarnings("FutureReturnValueIgnored") // may fail
  private void fillWriteQueue(LiveSocket socket) {
    await()
        .atMost(Duration.ofSeconds(10))
        .pollInterval(Duration.ofMillis(2))
        .until(
            () -> {
              webSocket.join().getDelegate().writeTextMessage(LARGE);
              return webSocket.join().writeQueueFull();
            });
    assertThat(socket.hasQueuedFrames()).isFalse();
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
