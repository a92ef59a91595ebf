package no.samklang.live;

import io.vertx.rxjava3.core.http.ServerWebSocket;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import no.samklang.concurrent.RateLimiter;
import no.samklang.config.Settings;
import no.samklang.id.PlanId;
import no.samklang.security.Caller;
import no.samklang.trace.Trace;

/**
 * One WebSocket. Frames that can't be written at once are queued, at most one per key: a newer
 * frame replaces the older. A socket that is blocked for too long is closed (1013); its page
 * reconnects.
 */
final class LiveSocket {
  private static final int MAX_QUEUED_FRAMES = 64;
  private static final int MAX_WATCHED_PLANS = 20;
  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(2);
  // frames of every kind; a page sends few, and six pongs
  private static final int FRAMES_PER_MINUTE = 80;
  private static final int MAX_UNANSWERED_PINGS = 3;

  private final Caller caller;
  private final ServerWebSocket socket;
  private final Consumer<Duration> terminateAfter;
  private final Clock clock;
  private final Duration stallTimeout;
  private final RateLimiter frameLimiter;
  // immutable while empty, as in most sockets
  private Set<PlanId> watchedPlans = Set.of();
  private Map<String, String> queued = Map.of();
  private boolean disconnected;
  private CloseReason closeReason;
  private int unansweredPings;
  private Instant blockedSince;
  private boolean closed; // set when the close frame is sent; nothing is sent after it

  /**
   * @throws IllegalStateException when the socket is closed already
   */
  LiveSocket(
      Caller caller,
      ServerWebSocket socket,
      Consumer<Duration> terminateAfter,
      Clock clock,
      Settings.LiveSettings settings) {
    this.caller = caller;
    this.socket = socket;
    this.terminateAfter = terminateAfter;
    this.clock = clock;
    this.stallTimeout = settings.stalledAfter();
    this.frameLimiter = new RateLimiter(clock, FRAMES_PER_MINUTE, FRAMES_PER_MINUTE);
    socket.setWriteQueueMaxSize(settings.queueBytes());
    socket.drainHandler(drained -> drain());
  }

  Caller caller() {
    return caller;
  }

  /**
   * Sets the handlers; each frame is handled under a new trace id. Runs {@code onClose} at once
   * when the socket is closed already.
   *
   * @param onClose may run more than once
   */
  void listen(Consumer<String> onText, Runnable onClose) {
    try {
      socket.closeHandler(closed -> onClose.run());
      socket.exceptionHandler(failure -> terminate(CloseReason.CONNECTION_LOST));
      socket.pongHandler(pong -> pongReceived());
      socket.frameHandler(frame -> countFrame());
      socket.textMessageHandler(text -> Trace.runDetached(() -> onFrame(text, onText)));
    } catch (IllegalStateException closed) {
      onClose.run();
    }
  }

  /**
   * Limits the rate of received frames of every kind, because each may cost a query, a pong or
   * memory.
   */
  private void countFrame() {
    if (!frameLimiter.tryAcquire().isZero()) {
      terminate(CloseReason.TOO_MANY_FRAMES);
    }
  }

  private void onFrame(String text, Consumer<String> onText) {
    if (!isClosed()) {
      onText.accept(text);
    }
  }

  private synchronized boolean isClosed() {
    return closed;
  }

  /** Marks the socket as disconnected; true the first time. */
  synchronized boolean markDisconnected() {
    boolean first = !disconnected;
    disconnected = true;
    return first;
  }

  /** Why the socket was closed; only meaningful once it is. */
  synchronized CloseReason closeReason() {
    return closeReason == null ? CloseReason.BY_CLIENT : closeReason;
  }

  synchronized boolean isDisconnected() {
    return disconnected;
  }

  /**
   * Adds a watched plan, at most {@value #MAX_WATCHED_PLANS}.
   *
   * @return whether the plan is watched now
   */
  synchronized boolean watch(PlanId plan) {
    boolean accepted = watchedPlans.size() < MAX_WATCHED_PLANS || watchedPlans.contains(plan);
    if (accepted) {
      watchedPlans = changed(watchedPlans, plans -> plans.add(plan));
    }
    return accepted;
  }

  synchronized void unwatch(PlanId plan) {
    watchedPlans = changed(watchedPlans, plans -> plans.remove(plan));
  }

  private static Set<PlanId> changed(Set<PlanId> plans, Consumer<Set<PlanId>> change) {
    Set<PlanId> copy = new HashSet<>(plans);
    change.accept(copy);
    return Set.copyOf(copy);
  }

  synchronized Set<PlanId> watchedPlans() {
    return watchedPlans;
  }

  /**
   * Sends a frame, or queues it while the write queue is full. No-op if closed or closing; never
   * fails.
   *
   * @param key a later frame with the same key replaces this one while it is queued
   */
  synchronized void send(String key, String frame) {
    if (closed || socket.isClosed()) {
      return;
    }
    if (queued.isEmpty() && !isWriteQueueFull()) {
      write(frame);
      return;
    }
    if (blockedSince == null) {
      blockedSince = clock.instant();
    }
    if (queued.isEmpty()) {
      queued = new LinkedHashMap<>();
    }
    queued.put(key, frame);
    if (queued.size() > MAX_QUEUED_FRAMES) {
      terminate(CloseReason.TOO_SLOW);
    }
  }

  private synchronized void drain() {
    blockedSince = null;
    var frames = queued.values().iterator();
    while (frames.hasNext() && !isWriteQueueFull()) {
      write(frames.next());
      frames.remove();
    }
    if (queued.isEmpty()) {
      queued = Map.of();
    } else {
      blockedSince = clock.instant();
    }
  }

  private void updateBlockedSince() {
    if (!isWriteQueueFull()) {
      blockedSince = null;
    } else if (blockedSince == null) {
      blockedSince = clock.instant();
    }
  }

  /** True also for a socket that has just closed. */
  private boolean isWriteQueueFull() {
    try {
      return socket.writeQueueFull();
    } catch (IllegalStateException closed) {
      return true;
    }
  }

  /** Whether frames are queued. */
  synchronized boolean hasQueuedFrames() {
    return !queued.isEmpty();
  }

  /** Closes a socket whose write queue has been full for too long, even if only with pongs. */
  synchronized void closeIfStalled() {
    if (queued.isEmpty()) {
      updateBlockedSince();
    }
    if (blockedSince != null && blockedSince.plus(stallTimeout).isBefore(clock.instant())) {
      terminate(CloseReason.TOO_SLOW);
    }
  }

  /** Sends a last frame ahead of the queue, and closes the connection. */
  synchronized void closeWith(CloseReason reason, String lastFrame) {
    if (!closed) {
      write(lastFrame);
      terminate(reason);
    }
  }

  /**
   * Sends the close frame, and closes the TCP connection after a time-out, because a blocked peer
   * doesn't read the close frame.
   */
  synchronized void terminate(CloseReason reason) {
    if (closed) {
      return;
    }
    closed = true;
    queued = Map.of();
    close(reason);
    terminateAfter.accept(CLOSE_TIMEOUT);
  }

  private synchronized void pongReceived() {
    unansweredPings = 0;
  }

  /** Sends a ping; closes the socket after {@value #MAX_UNANSWERED_PINGS} pings without a pong. */
  @SuppressWarnings("CheckReturnValue") // fails only when the socket is closed
  synchronized void ping() {
    if (closed || isDisconnected() || socket.isClosed()) {
      return;
    }
    if (unansweredPings++ == MAX_UNANSWERED_PINGS) {
      terminate(CloseReason.PING_TIMEOUT);
      return;
    }
    socket.rxWritePing(io.vertx.core.buffer.Buffer.buffer("live")).onErrorComplete().subscribe();
  }

  @SuppressWarnings("CheckReturnValue") // fails only when the socket is closed
  private void write(String frame) {
    socket.rxWriteTextMessage(frame).onErrorComplete().subscribe();
  }

  @SuppressWarnings("CheckReturnValue") // a failure means that it is closed already
  private void close(CloseReason reason) {
    closeReason = closeReason == null ? reason : closeReason;
    socket.rxClose(reason.code()).onErrorComplete().subscribe();
  }
}
