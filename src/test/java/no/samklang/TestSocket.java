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
import no.samklang.http.ContractSchemas;

/**
 * A live socket as a client outside sees it; a frame that isn't as the contract says fails the
 * test.
 */
@CanIgnoreReturnValue
public final class TestSocket implements WebSocket.Listener, AutoCloseable {
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final Duration PATIENCE = Duration.ofSeconds(10);

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

  /** The status of a refused handshake, from what {@link #open} has thrown. */
  public static int refusal(Throwable thrown) {
    Throwable cause = thrown instanceof CompletionException ? thrown.getCause() : thrown;
    return ((WebSocketHandshakeException) cause).getResponse().statusCode();
  }

  /** The next frame of a type; others before it are passed over. */
  public JsonObject next(String type) {
    long until = System.nanoTime() + PATIENCE.toNanos();
    try {
      JsonObject frame = frames.poll(PATIENCE.toNanos(), TimeUnit.NANOSECONDS);
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

  /** The frames that have come and weren't asked for. */
  public BlockingQueue<JsonObject> frames() {
    return frames;
  }

  /** The code that the server closed with. */
  public int closeCode() {
    return closed.orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
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
    assertThat(invalid).as("frames that aren't as the contract says").isEmpty();
  }
}
