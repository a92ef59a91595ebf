package no.samklang.live;

import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Single;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import io.vertx.rxjava3.core.http.ServerWebSocket;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import no.samklang.access.AccessPolicy;
import no.samklang.access.Area;
import no.samklang.access.Right;
import no.samklang.config.Settings;
import no.samklang.db.Database;
import no.samklang.event.TypedEventBus;
import no.samklang.id.PersonId;
import no.samklang.id.PlanId;
import no.samklang.id.SessionId;
import no.samklang.live.SocketRegistry.PlanWatch;
import no.samklang.message.Messages.UnreadCounts;
import no.samklang.message.UnreadQuery;
import no.samklang.metrics.EventCounters;
import no.samklang.metrics.Metrics;
import no.samklang.security.Caller;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Registers the WebSockets of this node, and sends frames to the persons and sessions concerned.
 */
public final class Hub {
  private static final Logger LOG = LoggerFactory.getLogger(Hub.class);

  private static final Map<String, Area> AREAS =
      Map.of("goals", Area.GOALS, "activities", Area.ACTIVITIES);

  private final TypedEventBus bus;
  private final UnreadQuery unread;
  private final Database db;
  private final Clock clock;
  private final AccessPolicy access;
  private final Settings.LiveSettings settings;
  private final LiveQuery query;
  private final SocketRegistry sockets;
  private final EventCounters<CloseReason> closedSockets;
  private volatile boolean closing;

  public Hub(
      TypedEventBus bus,
      UnreadQuery unread,
      Database db,
      Clock clock,
      AccessPolicy access,
      Settings.LiveSettings settings,
      Metrics metrics) {
    this.bus = bus;
    this.unread = unread;
    this.db = db;
    this.clock = clock;
    this.access = access;
    this.settings = settings;
    this.query = new LiveQuery(db, access);
    this.sockets = new SocketRegistry(settings);
    this.closedSockets =
        metrics.counters(
            "samklang.sockets.closed", "WebSockets closed, by reason", "reason", CloseReason.class);
    metrics.gauge("samklang.sockets.open", "WebSockets open", sockets::count);
  }

  /**
   * Registers a socket, sends the caller's unread counts, and listens for the plans that it
   * watches.
   *
   * @param terminateAfter closes the TCP connection after a time, whatever is still queued
   */
  public void connected(
      Caller caller, ServerWebSocket webSocket, Consumer<Duration> terminateAfter) {
    try {
      register(new LiveSocket(caller, webSocket, terminateAfter, clock, settings));
    } catch (IllegalStateException closed) {
      LOG.debug("Socket closed during upgrade: {}", closed.toString());
    }
  }

  private void register(LiveSocket socket) {
    if (!sockets.add(socket)) {
      closedSockets.increment(CloseReason.TOO_MANY_SOCKETS);
      socket.terminate(CloseReason.TOO_MANY_SOCKETS);
      return;
    }
    socket.listen(text -> onFrame(socket, text), () -> onClosed(socket));
    if (closing) { // whichever runs first, this or closeAll() closes the socket
      socket.terminate(CloseReason.STOPPING);
    } else {
      sendHello(socket);
    }
  }

  private void onClosed(LiveSocket socket) {
    if (sockets.remove(socket)) {
      closedSockets.increment(socket.closeReason());
    }
  }

  @SuppressWarnings("CheckReturnValue") // ends in a frame or in a closed socket
  private void sendHello(LiveSocket socket) {
    unread
        .count(socket.caller().person())
        .subscribe(
            counts -> socket.send("unread", LiveFrames.hello(counts)),
            failure -> socket.terminate(CloseReason.HELLO_FAILED));
  }

  /** Handles a client's frame; an invalid one closes the socket, to which nothing is sent then. */
  private void onFrame(LiveSocket socket, String text) {
    try {
      JsonObject frame = new JsonObject(text);
      if ("ping".equals(frame.getString("type"))) {
        socket.send("pong", LiveFrames.pong());
        return;
      }
      PlanId plan = new PlanId(UUID.fromString(frame.getString("planId")));
      switch (frame.getString("type")) {
        case "watch" -> watch(socket, plan);
        case "unwatch" -> sockets.unwatch(socket, plan);
        case "presence" -> bus.publish(presence(socket, plan, frame));
        default -> socket.terminate(CloseReason.INVALID_FRAME);
      }
    } catch (DecodeException
        | IllegalArgumentException
        | ClassCastException
        | NullPointerException e) {
      socket.terminate(CloseReason.INVALID_FRAME);
    }
  }

  private static ElementPresence presence(LiveSocket socket, PlanId plan, JsonObject frame) {
    return new ElementPresence(
        plan,
        AREAS.get(frame.getString("section")).name(),
        UUID.fromString(frame.getString("elementId")),
        socket.caller().person(),
        frame.getBoolean("present"));
  }

  @SuppressWarnings("CheckReturnValue") // without the right, the plan isn't watched
  private void watch(LiveSocket socket, PlanId plan) {
    access
        .require(db, socket.caller(), plan, Right.READ)
        .subscribe(
            member -> sockets.watch(socket, plan),
            failure -> LOG.debug("Watch rejected: {}", failure.toString()));
  }

  boolean isConnected(PersonId person) {
    return !sockets.ofPerson(person).isEmpty();
  }

  Single<UnreadCounts> unread(Set<PersonId> persons) {
    return unread.count(persons);
  }

  LiveQuery query() {
    return query;
  }

  SocketRegistry sockets() {
    return sockets;
  }

  void sendToPersons(Collection<PersonId> persons, String key, String frame) {
    persons.forEach(person -> forEach(sockets.ofPerson(person), socket -> socket.send(key, frame)));
  }

  void sendToSession(SessionId session, String key, String frame) {
    forEach(sockets.ofSession(session), socket -> socket.send(key, frame));
  }

  /** Sends each person their unread counts. */
  void sendUnread(UnreadCounts unread) {
    unread
        .byPerson()
        .forEach(
            (person, counts) ->
                sendToPersons(List.of(person), "unread", LiveFrames.unread(counts)));
  }

  /** Sends the reason to the sockets of a session that has ended, and closes them (4401). */
  void closeForEndedSession(SessionId session, String reason) {
    String frame = LiveFrames.signedOut(reason);
    forEach(
        sockets.ofSession(session), socket -> socket.closeWith(CloseReason.SESSION_ENDED, frame));
  }

  /**
   * Closes the sockets of persons who have lost access to a plan (4403). Their pages reconnect and
   * request again what they may still read.
   */
  void closeForEndedAccess(Collection<PersonId> persons) {
    persons.forEach(
        person ->
            forEach(
                sockets.ofPerson(person), socket -> socket.terminate(CloseReason.ACCESS_ENDED)));
  }

  /** Closes the sockets that watch a plan to which their person has lost access since. */
  Completable closeSocketsWithoutAccess() {
    List<PlanWatch> watches = sockets.watches();
    return query
        .personsWithoutAccess(watches)
        .doOnSuccess(this::closeForEndedAccess)
        .ignoreElement();
  }

  /**
   * Closes the sockets of sessions whose end event this node missed, or received before the socket
   * was registered.
   */
  Completable closeSocketsOfEndedSessions() {
    List<SessionId> open = List.copyOf(sockets.sessions());
    return query
        .endedSessions(open)
        .doOnSuccess(ended -> ended.forEach(this::closeForEndedSession))
        .ignoreElement();
  }

  /** Number of open sockets on this node. */
  public int openSockets() {
    return sockets.count();
  }

  /** Pings every socket, which keeps idle ones alive through proxies, and closes stalled ones. */
  public void maintain() {
    forEach(
        sockets.all(),
        socket -> {
          socket.closeIfStalled();
          socket.ping();
        });
  }

  /** Closes all sockets, and all that connect later, on shutdown (1001); their pages reconnect. */
  public void closeAll() {
    closing = true;
    forEach(sockets.all(), socket -> socket.terminate(CloseReason.STOPPING));
  }

  /** Logs a failure and goes on with the remaining sockets. */
  private static void forEach(Collection<LiveSocket> sockets, Consumer<LiveSocket> action) {
    for (LiveSocket socket : sockets) {
      try {
        action.accept(socket);
      } catch (RuntimeException failure) {
        LOG.warn("WebSocket send failed: {}", failure.toString());
      }
    }
  }
}
