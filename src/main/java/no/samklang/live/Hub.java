package no.samklang.live;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import io.vertx.rxjava3.core.http.ServerWebSocket;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import no.samklang.bus.Caller;
import no.samklang.config.Settings;
import no.samklang.db.Database;
import no.samklang.id.ParticipantId;
import no.samklang.id.PersonId;
import no.samklang.id.PlanId;
import no.samklang.id.SessionId;
import no.samklang.live.Frames.Unread;
import no.samklang.participant.Access;
import no.samklang.participant.Right;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The open pages of this node: who they belong to and which plans they show. */
public final class Hub {
  private static final Logger LOG = LoggerFactory.getLogger(Hub.class);
  private static final short GOING_AWAY = 1001;
  private static final short POLICY = 1008;
  private static final short TRY_AGAIN_LATER = 1013;
  private static final short SESSION_ENDED = 4401;

  private final Database db;
  private final Clock clock;
  private final Access access;
  private final Settings.Live settings;
  private final LiveStore store;
  private final Map<PersonId, Set<LiveSocket>> byPerson = new ConcurrentHashMap<>();
  private final Map<PlanId, Set<LiveSocket>> byPlan = new ConcurrentHashMap<>();
  private final AtomicInteger open = new AtomicInteger();

  public Hub(Database db, Clock clock, Access access, Settings.Live settings) {
    this.db = db;
    this.clock = clock;
    this.access = access;
    this.settings = settings;
    this.store = new LiveStore(db);
  }

  /**
   * Takes a socket over: says hello with the caller's unread counts, and listens for what it shows.
   */
  @SuppressWarnings("CheckReturnValue") // ends in a frame or in a closed socket
  public void connected(Caller caller, ServerWebSocket webSocket) {
    LiveSocket socket =
        new LiveSocket(caller, webSocket, clock, settings.stalledAfter(), settings.queueBytes());
    if (!admit(socket)) {
      socket.close(TRY_AGAIN_LATER, "");
      return;
    }
    webSocket.closeHandler(closed -> remove(socket));
    webSocket.exceptionHandler(failure -> socket.close(GOING_AWAY, ""));
    webSocket.textMessageHandler(text -> hear(socket, text));
    store
        .unread(List.of(caller.person()))
        .subscribe(
            unread -> socket.send("unread", Frames.hello(unread.get(caller.person()))),
            failure -> socket.close(TRY_AGAIN_LATER, ""));
  }

  private boolean admit(LiveSocket socket) {
    if (open.incrementAndGet() > settings.maxSockets()) {
      open.decrementAndGet();
      return false;
    }
    Set<LiveSocket> own =
        byPerson.compute(socket.caller().person(), (person, sockets) -> with(sockets, socket));
    if (own.size() > settings.maxSocketsPerPerson()) {
      remove(socket);
      return false;
    }
    return true;
  }

  private void remove(LiveSocket socket) {
    byPerson.computeIfPresent(
        socket.caller().person(), (person, sockets) -> without(sockets, socket));
    socket
        .watched()
        .forEach(plan -> byPlan.computeIfPresent(plan, (id, sockets) -> without(sockets, socket)));
    open.decrementAndGet();
  }

  private static Set<LiveSocket> with(Set<LiveSocket> sockets, LiveSocket socket) {
    Set<LiveSocket> all = sockets == null ? ConcurrentHashMap.newKeySet() : sockets;
    all.add(socket);
    return all;
  }

  private static Set<LiveSocket> without(Set<LiveSocket> sockets, LiveSocket socket) {
    sockets.remove(socket);
    return sockets.isEmpty() ? null : sockets;
  }

  /** A page says which plan it shows. What can't be understood closes it. */
  private void hear(LiveSocket socket, String text) {
    try {
      JsonObject frame = new JsonObject(text);
      PlanId plan = new PlanId(UUID.fromString(frame.getString("planId")));
      switch (frame.getString("type")) {
        case "watch" -> watch(socket, plan);
        case "unwatch" -> unwatch(socket, plan);
        default -> socket.close(POLICY, "");
      }
    } catch (DecodeException
        | IllegalArgumentException
        | ClassCastException
        | NullPointerException e) {
      socket.close(POLICY, "");
    }
  }

  @SuppressWarnings("CheckReturnValue") // without the right, nothing is told
  private void watch(LiveSocket socket, PlanId plan) {
    access
        .require(db, socket.caller(), plan, Right.READ)
        .subscribe(
            member -> {
              socket.watch(plan, member.participant());
              byPlan.compute(plan, (id, sockets) -> with(sockets, socket));
            },
            failure -> LOG.debug("Not watched: {}", failure.toString()));
  }

  private void unwatch(LiveSocket socket, PlanId plan) {
    socket.unwatch(plan);
    byPlan.computeIfPresent(plan, (id, sockets) -> without(sockets, socket));
  }

  boolean isConnected(PersonId person) {
    return byPerson.containsKey(person);
  }

  boolean isWatched(PlanId plan) {
    return byPlan.containsKey(plan);
  }

  LiveStore store() {
    return store;
  }

  void toPersons(Collection<PersonId> persons, String about, String frame) {
    persons.forEach(
        person ->
            byPerson.getOrDefault(person, Set.of()).forEach(socket -> socket.send(about, frame)));
  }

  /** To the pages that show a plan, but those of the participant whom it is about. */
  void toOtherWatchers(PlanId plan, ParticipantId participant, String about, String frame) {
    byPlan.getOrDefault(plan, Set.of()).stream()
        .filter(socket -> socket.watchesAsOther(plan, participant))
        .forEach(socket -> socket.send(about, frame));
  }

  void toSession(SessionId session, String about, String frame) {
    ofSession(session).forEach(socket -> socket.send(about, frame));
  }

  /** Tells the pages of a session that it has ended, and closes them. */
  void endSession(SessionId session, String reason) {
    ofSession(session)
        .forEach(
            socket -> {
              socket.send("signedOut", Frames.signedOut(reason));
              socket.close(SESSION_ENDED, "");
            });
  }

  private List<LiveSocket> ofSession(SessionId session) {
    return all().stream().filter(socket -> socket.caller().session().equals(session)).toList();
  }

  private List<LiveSocket> all() {
    return byPerson.values().stream().flatMap(Set::stream).toList();
  }

  /** Keeps idle sockets alive through proxies, and lets go of those that take nothing. */
  void tend() {
    all()
        .forEach(
            socket -> {
              socket.closeIfStalled();
              socket.ping();
            });
  }

  /** The service stops: every page is told to come back to another node, or later. */
  public void closeAll() {
    all().forEach(socket -> socket.close(GOING_AWAY, ""));
  }

  /** The counts as a frame for each person. */
  void tellUnread(Map<PersonId, Unread> unread) {
    unread.forEach((person, counts) -> toPersons(List.of(person), "unread", Frames.unread(counts)));
  }
}
