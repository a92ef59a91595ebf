package no.samklang;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import no.samklang.http.openapi.ContractSchemas;

/** WebSocket client of the live updates. A frame that doesn't match the contract fails the test. */
@CanIgnoreReturnValue
public final class TestSocket implements WebSocket.Listener, AutoCloseable {
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  private final BlockingQueue<JsonObject> frames = new LinkedBlockingQueue<>();
  private final CompletableFuture<Integer> closed = new CompletableFuture<>();
  private final Queue<String> invalid = new ConcurrentLinkedQueue<>();
  private final StringBuilder partial = new StringBuilder();
  private WebSocket socket;

  static TestSocket open(URI address, String cookie, String origin) {
    TestSocket listener = new TestSocket();
    WebSocket.Builder builder = HTTP.newWebSocketBuilder();
    if (cookie != null) {
      builder.header("Cookie", "samklang_session=" + cookie);
    }
    if (origin != null) {
      builder.header("Origin", origin);
    }
    listener.socket = builder.buildAsync(address, listener).join();
    return listener;
  }

  /** HTTP status of a refused handshake, from the exception of {@link #open}. */
  public static int refusedStatus(Throwable thrown) {
    Throwable cause = thrown instanceof CompletionException ? thrown.getCause() : thrown;
    return ((WebSocketHandshakeException) cause).getResponse().statusCode();
  }

  /** The next frame of a type; other frames before it are discarded. */
  public JsonObject next(String type) {
    long until = System.nanoTime() + TIMEOUT.toNanos();
    try {
      JsonObject frame = frames.poll(TIMEOUT.toNanos(), TimeUnit.NANOSECONDS);
      while (frame != null && !frame.getString("type").equals(type)) {
        frame = frames.poll(until - System.nanoTime(), TimeUnit.NANOSECONDS);
      }
      if (frame == null) {
        throw new AssertionError("No frame of type " + type);
      }
      return frame;
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Received frames that {@link #next} hasn't consumed. */
  public BlockingQueue<JsonObject> frames() {
    return frames;
  }

  /** The server's close code; waits for it. */
  public int closeCode() {
    return closed.orTimeout(TIMEOUT.toSeconds(), TimeUnit.SECONDS).join();
  }

  public TestSocket send(JsonObject frame) {
    return send(frame.encode());
  }

  public TestSocket send(String text) {
    socket.sendText(text, true).join();
    return this;
  }

  @Override
  public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
    partial.append(data);
    if (last) {
      received(partial.toString());
      partial.setLength(0);
    }
    from.request(1);
    return null;
  }

  private void received(String text) {
    ContractSchemas.errors("LiveFrame", text).forEach(error -> invalid.add(error + " " + text));
    frames.add(new JsonObject(text));
  }

  @Override
  public CompletionStage<?> onClose(WebSocket from, int statusCode, String reason) {
    closed.complete(statusCode);
    return null;
  }

  @Override
  public void onError(WebSocket from, Throwable error) {
    closed.completeExceptionally(error);
  }

  @Override
  public void close() {
    socket.abort();
    assertThat(invalid).as("frames that don't match the contract").isEmpty();
  }
}
