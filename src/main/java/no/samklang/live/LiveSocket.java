package no.samklang.live;

import io.netty.channel.ChannelHandlerContext;
import io.vertx.core.internal.http.WebSocketInternal;
import io.vertx.rxjava3.core.http.ServerWebSocket;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import no.samklang.bus.Caller;
import no.samklang.id.ParticipantId;
import no.samklang.id.PlanId;

/**
 * One open page. What its network can't take at once waits here, at most one frame for each thing
 * told: a newer count replaces the older. One that takes nothing for too long is closed (1013) and
 * will come back and ask anew.
 */
final class LiveSocket {
  private static final short TRY_AGAIN_LATER = 1013;
  private static final int MOST_WAITING = 64;
  private static final int MOST_WATCHED = 20;
  private static final int LAST_WORD_SECONDS = 2;

  private final Caller caller;
  private final ServerWebSocket socket;
  private final Clock clock;
  private final Duration stalledAfter;
  private final Map<PlanId, ParticipantId> watched = new ConcurrentHashMap<>();
  private final Map<String, String> waiting = new LinkedHashMap<>();
  private Instant fullSince;

  LiveSocket(
      Caller caller, ServerWebSocket socket, Clock clock, Duration stalledAfter, int queueBytes) {
    this.caller = caller;
    this.socket = socket;
    this.clock = clock;
    this.stalledAfter = stalledAfter;
    socket.setWriteQueueMaxSize(queueBytes);
    socket.drainHandler(drained -> drain());
  }

  Caller caller() {
    return caller;
  }

  /** Bounded: a page shows one plan, and a person has few pages. */
  void watch(PlanId plan, ParticipantId as) {
    if (watched.size() < MOST_WATCHED) {
      watched.put(plan, as);
    }
  }

  void unwatch(PlanId plan) {
    watched.remove(plan);
  }

  Set<PlanId> watched() {
    return watched.keySet();
  }

  /** Whether the page shows the plan to another than the participant. */
  boolean watchesAsOther(PlanId plan, ParticipantId participant) {
    ParticipantId self = watched.get(plan);
    return self != null && !self.equals(participant);
  }

  /**
   * Sends a frame, or keeps it until the network takes more.
   *
   * @param about what it tells of: a later frame about the same replaces it while it waits
   */
  synchronized void send(String about, String frame) {
    if (socket.isClosed()) {
      return;
    }
    if (waiting.isEmpty() && !socket.writeQueueFull()) {
      write(frame);
      return;
    }
    if (fullSince == null) {
      fullSince = clock.instant();
    }
    waiting.put(about, frame);
    if (waiting.size() > MOST_WAITING) {
      letGo();
    }
  }

  private synchronized void drain() {
    fullSince = null;
    var frames = waiting.values().iterator();
    while (frames.hasNext() && !socket.writeQueueFull()) {
      write(frames.next());
      frames.remove();
    }
    if (!waiting.isEmpty()) {
      fullSince = clock.instant();
    }
  }

  /** Whether something waits for the network. */
  synchronized boolean isWaiting() {
    return !waiting.isEmpty();
  }

  /** Closes a socket that has taken nothing for too long. */
  synchronized void closeIfStalled() {
    if (fullSince != null && fullSince.plus(stalledAfter).isBefore(clock.instant())) {
      letGo();
    }
  }

  /** Says why, and ends the connection soon: what takes nothing doesn't take the reason either. */
  @SuppressWarnings("FutureReturnValueIgnored") // closing what is closed does nothing
  private void letGo() {
    close(TRY_AGAIN_LATER, "");
    // the connection's own close would wait for the frame above to be taken
    ChannelHandlerContext connection =
        ((WebSocketInternal) socket.getDelegate()).channelHandlerContext();
    connection.executor().schedule(() -> connection.close(), LAST_WORD_SECONDS, TimeUnit.SECONDS);
  }

  @SuppressWarnings("CheckReturnValue") // a page that is gone misses nothing
  void ping() {
    socket.rxWritePing(io.vertx.core.buffer.Buffer.buffer("live")).onErrorComplete().subscribe();
  }

  @SuppressWarnings("CheckReturnValue") // a page that is gone misses nothing
  private void write(String frame) {
    socket.rxWriteTextMessage(frame).onErrorComplete().subscribe();
  }

  @SuppressWarnings("CheckReturnValue") // closed either way
  void close(short code, String reason) {
    socket.rxClose(code, reason).onErrorComplete().subscribe();
  }
}
