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
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import no.samklang.access.Access;
import no.samklang.access.Right;
import no.samklang.bus.Caller;
import no.samklang.config.Settings;
import no.samklang.db.Database;
import no.samklang.id.PersonId;
import no.samklang.id.PlanId;
import no.samklang.id.SessionId;
import no.samklang.live.OpenSockets.Shown;
import no.samklang.message.Messages.UnreadOf;
import no.samklang.message.UnreadMessages;
import no.samklang.metrics.Counts;
import no.samklang.metrics.Metrics;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Lets the open pages of this node in and out, and carries frames to those they concern. */
public final class Hub {
  private static final Logger LOG = LoggerFactory.getLogger(Hub.class);

  private final UnreadMessages unread;
  private final Database db;
  private final Clock clock;
  private final Access access;
  private final Settings.Live settings;
  private final LiveStore store;
  private final OpenSockets sockets;
  private final Counts<Closing> closed;
  private volatile boolean closing;

  public Hub(
      UnreadMessages unread,
      Database db,
      Clock clock,
      Access access,
      Settings.Live settings,
      Metrics metrics) {
    this.unread = unread;
    this.db = db;
    this.clock = clock;
    this.access = access;
    this.settings = settings;
    this.store = new LiveStore(db, access);
    this.sockets = new OpenSockets(settings);
    this.closed =
        metrics.counts("samklang.sockets.closed", "Live sockets ended", "reason", Closing.class);
    metrics.gauge("samklang.sockets.open", "Live sockets open now", sockets::count);
  }

  /**
   * Takes a socket over: says hello with the caller's unread counts, and listens for what it shows.
   *
   * @param cutAfter ends the connection when the time is up, whatever still waits for it
   */
  public void connected(Caller caller, ServerWebSocket webSocket, Consumer<Duration> cutAfter) {
    try {
      admit(new LiveSocket(caller, webSocket, cutAfter, clock, settings));
    } catch (IllegalStateException closed) {
      LOG.debug("Gone before it was let in: {}", closed.toString());
    }
  }

  private void admit(LiveSocket socket) {
    if (!sockets.add(socket)) {
      closed.add(Closing.TOO_MANY);
      socket.close(Closing.TOO_MANY);
      return;
    }
    socket.listen(text -> hear(socket, text), () -> gone(socket));
    if (closing) { // whether before or after, either this or closeAll() sees it
      socket.letGo(Closing.STOPPING);
    } else {
      greet(socket);
    }
  }

  private void gone(LiveSocket socket) {
    if (sockets.remove(socket)) {
      closed.add(socket.why());
    }
  }

  @SuppressWarnings("CheckReturnValue") // ends in a frame or in a closed socket
  private void greet(LiveSocket socket) {
    PersonId person = socket.caller().person();
    unread
        .of(Set.of(person))
        .subscribe(
            unread -> socket.send("unread", Frames.hello(unread.persons().get(person))),
            failure -> socket.close(Closing.NOT_GREETED));
  }

  /** A page says which plan it shows. What can't be understood closes it. */
  private void hear(LiveSocket socket, String text) {
    try {
      JsonObject frame = new JsonObject(text);
      PlanId plan = new PlanId(UUID.fromString(frame.getString("planId")));
      switch (frame.getString("type")) {
        case "watch" -> watch(socket, plan);
        case "unwatch" -> sockets.unwatch(socket, plan);
        default -> socket.close(Closing.NOT_UNDERSTOOD);
      }
    } catch (DecodeException
        | IllegalArgumentException
        | ClassCastException
        | NullPointerException e) {
      socket.close(Closing.NOT_UNDERSTOOD);
    }
  }

  @SuppressWarnings("CheckReturnValue") // without the right, nothing is told
  private void watch(LiveSocket socket, PlanId plan) {
    access
        .require(db, socket.caller(), plan, Right.READ)
        .subscribe(
            member -> sockets.watch(socket, plan),
            failure -> LOG.debug("Not watched: {}", failure.toString()));
  }

  boolean isConnected(PersonId person) {
    return !sockets.ofPerson(person).isEmpty();
  }

  Single<UnreadOf> unread(Set<PersonId> persons) {
    return unread.of(persons);
  }

  LiveStore store() {
    return store;
  }

  OpenSockets sockets() {
    return sockets;
  }

  void toPersons(Collection<PersonId> persons, String about, String frame) {
    persons.forEach(person -> each(sockets.ofPerson(person), socket -> socket.send(about, frame)));
  }

  void toSession(SessionId session, String about, String frame) {
    each(sockets.ofSession(session), socket -> socket.send(about, frame));
  }

  /** The counts as a frame for each person. */
  void tellUnread(UnreadOf unread) {
    unread
        .persons()
        .forEach((person, counts) -> toPersons(List.of(person), "unread", Frames.unread(counts)));
  }

  /** Tells the pages of a session that it has ended, and closes them. */
  void endSession(SessionId session, String reason) {
    String frame = Frames.signedOut(reason);
    each(sockets.ofSession(session), socket -> socket.end(Closing.SESSION_ENDED, frame));
  }

  /**
   * Closes the pages of people who have lost a plan. They come back for what is left to them, and
   * are told what isn't.
   */
  void endAccess(Collection<PersonId> persons) {
    persons.forEach(
        person -> each(sockets.ofPerson(person), socket -> socket.letGo(Closing.ACCESS_ENDED)));
  }

  /** Closes the pages that show a plan whose day has come for their person. */
  Completable endLostAccess() {
    List<Shown> shown = sockets.shown();
    return store.shutFor(shown).doOnSuccess(this::endAccess).ignoreElement();
  }

  /** Ends the pages of sessions whose end this node didn't hear, or heard before it let them in. */
  Completable endLostSessions() {
    List<SessionId> open = List.copyOf(sockets.sessions());
    return store.ended(open).doOnSuccess(ended -> ended.forEach(this::endSession)).ignoreElement();
  }

  /** How many pages are open on this node. */
  public int openPages() {
    return sockets.count();
  }

  /**
   * One round, as the timer makes it: keeps idle sockets alive through proxies, and lets go of
   * those that take nothing.
   */
  public void tend() {
    each(
        sockets.all(),
        socket -> {
          socket.closeIfStalled();
          socket.ping();
        });
  }

  /**
   * The service stops: every page, and every one that still comes, is told to come back to another
   * node, or later.
   */
  public void closeAll() {
    closing = true;
    each(sockets.all(), socket -> socket.letGo(Closing.STOPPING));
  }

  /** One socket that fails doesn't keep the rest from theirs. */
  private static void each(Collection<LiveSocket> sockets, Consumer<LiveSocket> act) {
    for (LiveSocket socket : sockets) {
      try {
        act.accept(socket);
      } catch (RuntimeException failure) {
        LOG.warn("A page wasn't reached: {}", failure.toString());
      }
    }
  }
}
