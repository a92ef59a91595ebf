package no.samklang.live;

import io.vertx.rxjava3.core.http.ServerWebSocket;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import no.samklang.bus.Caller;
import no.samklang.config.Settings;
import no.samklang.id.PlanId;
import no.samklang.trace.Trace;
import no.samklang.work.Allowance;

/**
 * One open page. What its network can't take at once waits here, at most one frame for each thing
 * told: a newer count replaces the older. One that takes nothing for too long is closed (1013) and
 * will come back and ask anew.
 */
final class LiveSocket {
  private static final int MOST_WAITING = 64;
  private static final int MOST_WATCHED = 20;
  private static final Duration LAST_WORD = Duration.ofSeconds(2);
  // of every kind; a page sends few, and answers six pings
  private static final int FRAMES_PER_MINUTE = 80;
  private static final int PINGS_UNANSWERED = 3;

  private final Caller caller;
  private final ServerWebSocket socket;
  private final Consumer<Duration> cutAfter;
  private final Clock clock;
  private final Duration stalledAfter;
  private final Set<PlanId> watched = ConcurrentHashMap.newKeySet(1);
  private final Map<String, String> waiting = new LinkedHashMap<>();
  private final Allowance frames;
  private final AtomicBoolean gone = new AtomicBoolean();
  private final AtomicReference<Closing> closing = new AtomicReference<>();
  private int unanswered;
  private Instant fullSince;
  private boolean over; // the close frame is the last that it is told

  /** Fails with {@link IllegalStateException} when the socket has closed already. */
  LiveSocket(
      Caller caller,
      ServerWebSocket socket,
      Consumer<Duration> cutAfter,
      Clock clock,
      Settings.Live settings) {
    this.caller = caller;
    this.socket = socket;
    this.cutAfter = cutAfter;
    this.clock = clock;
    this.stalledAfter = settings.stalledAfter();
    this.frames = new Allowance(clock, FRAMES_PER_MINUTE, FRAMES_PER_MINUTE);
    socket.setWriteQueueMaxSize(settings.queueBytes());
    socket.drainHandler(drained -> drain());
  }

  Caller caller() {
    return caller;
  }

  /**
   * Listens; each frame goes by a trace id of its own. A socket that has closed already is gone at
   * once.
   *
   * @param onGone may be run more than once
   */
  void listen(Consumer<String> onText, Runnable onGone) {
    try {
      socket.closeHandler(closed -> onGone.run());
      socket.exceptionHandler(failure -> close(Closing.BROKEN));
      socket.pongHandler(answer -> answered());
      socket.frameHandler(frame -> count());
      socket.textMessageHandler(text -> Trace.apart(() -> hear(text, onText)));
    } catch (IllegalStateException closed) {
      onGone.run();
    }
  }

  /**
   * Each frame may cost a query, an answer or a place in memory: one that sends more than a page
   * does, of whatever kind, is closed.
   */
  private void count() {
    if (!frames.take().isZero()) {
      letGo(Closing.TOO_MANY_FRAMES);
    }
  }

  private void hear(String text, Consumer<String> onText) {
    if (!isOver()) {
      onText.accept(text);
    }
  }

  private synchronized boolean isOver() {
    return over;
  }

  /** Notes that it is gone; gives whether that is news. */
  boolean leave() {
    return gone.compareAndSet(false, true);
  }

  /** Why it has ended, once it is gone. */
  Closing why() {
    Closing known = closing.get();
    return known == null ? Closing.BY_CLIENT : known;
  }

  boolean isGone() {
    return gone.get();
  }

  /**
   * Bounded: a page shows one plan, and a person has few pages.
   *
   * @return whether the page shows the plan from now on; not when it shows too many
   */
  synchronized boolean watch(PlanId plan) {
    boolean admitted = watched.size() < MOST_WATCHED || watched.contains(plan);
    if (admitted) {
      watched.add(plan);
    }
    return admitted;
  }

  void unwatch(PlanId plan) {
    watched.remove(plan);
  }

  Set<PlanId> watched() {
    return watched;
  }

  /**
   * Sends a frame, or keeps it until the network takes more. Does nothing when the socket is
   * closed, or as good as; never fails.
   *
   * @param about what it tells of: a later frame about the same replaces it while it waits
   */
  synchronized void send(String about, String frame) {
    if (over || socket.isClosed()) {
      return;
    }
    if (waiting.isEmpty() && !isFull()) {
      write(frame);
      return;
    }
    if (fullSince == null) {
      fullSince = clock.instant();
    }
    waiting.put(about, frame);
    if (waiting.size() > MOST_WAITING) {
      letGo(Closing.TOO_SLOW);
    }
  }

  private synchronized void drain() {
    fullSince = null;
    var frames = waiting.values().iterator();
    while (frames.hasNext() && !isFull()) {
      write(frames.next());
      frames.remove();
    }
    if (!waiting.isEmpty()) {
      fullSince = clock.instant();
    }
  }

  private void noteIfFull() {
    if (!isFull()) {
      fullSince = null;
    } else if (fullSince == null) {
      fullSince = clock.instant();
    }
  }

  /** One that closes at this moment takes nothing either. */
  private boolean isFull() {
    try {
      return socket.writeQueueFull();
    } catch (IllegalStateException closed) {
      return true;
    }
  }

  /** Whether something waits for the network. */
  synchronized boolean isWaiting() {
    return !waiting.isEmpty();
  }

  /** Closes a socket that has taken nothing for too long, be it only answers to its pings. */
  synchronized void closeIfStalled() {
    if (waiting.isEmpty()) {
      noteIfFull();
    }
    if (fullSince != null && fullSince.plus(stalledAfter).isBefore(clock.instant())) {
      letGo(Closing.TOO_SLOW);
    }
  }

  /** Sends one last frame past all that waits, and ends the connection. */
  synchronized void end(Closing why, String lastFrame) {
    if (!over) {
      write(lastFrame);
      letGo(why);
    }
  }

  /** Says why, and ends the connection soon: what takes nothing doesn't take the reason either. */
  synchronized void letGo(Closing why) {
    if (over) {
      return;
    }
    over = true;
    waiting.clear();
    close(why);
    cutAfter.accept(LAST_WORD);
  }

  private synchronized void answered() {
    unanswered = 0;
  }

  /**
   * Asks whether it is still there; one that never answers has been gone for long, or reads
   * nothing.
   */
  @SuppressWarnings("CheckReturnValue") // a page that is gone misses nothing
  synchronized void ping() {
    if (over || isGone() || socket.isClosed()) {
      return;
    }
    if (unanswered++ == PINGS_UNANSWERED) {
      letGo(Closing.SILENT);
      return;
    }
    socket.rxWritePing(io.vertx.core.buffer.Buffer.buffer("live")).onErrorComplete().subscribe();
  }

  @SuppressWarnings("CheckReturnValue") // a page that is gone misses nothing
  private void write(String frame) {
    socket.rxWriteTextMessage(frame).onErrorComplete().subscribe();
  }

  @SuppressWarnings("CheckReturnValue") // closed either way
  void close(Closing why) {
    closing.compareAndSet(null, why);
    socket.rxClose(why.code()).onErrorComplete().subscribe();
  }
}
