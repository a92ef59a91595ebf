package no.samklang.live;

import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import no.samklang.config.Settings;
import no.samklang.id.PersonId;
import no.samklang.id.PlanId;
import no.samklang.id.SessionId;

/** The open sockets of this node: whose they are, in which session, and which plans they show. */
final class OpenSockets {
  private final int most;
  private final int mostOfPerson;
  private final AtomicInteger count = new AtomicInteger();
  private final SocketsBy<PersonId> byPerson = new SocketsBy<>();
  private final SocketsBy<SessionId> bySession = new SocketsBy<>();
  private final SocketsBy<PlanId> byPlan = new SocketsBy<>();

  OpenSockets(Settings.Live settings) {
    this.most = settings.maxSockets();
    this.mostOfPerson = settings.maxSocketsPerPerson();
  }

  /** Takes a socket in, unless there are too many. */
  boolean add(LiveSocket socket) {
    if (count.incrementAndGet() > most) {
      count.decrementAndGet();
      return false;
    }
    byPerson.add(socket.caller().person(), socket);
    bySession.add(socket.caller().session(), socket);
    if (ofPerson(socket.caller().person()).size() > mostOfPerson) {
      return !remove(socket);
    }
    return true;
  }

  /** Lets go of a socket that was taken in. A second time changes nothing, and gives false. */
  boolean remove(LiveSocket socket) {
    boolean first = socket.leave();
    if (first) {
      byPerson.remove(socket.caller().person(), socket);
      bySession.remove(socket.caller().session(), socket);
      socket.watched().forEach(plan -> byPlan.remove(plan, socket));
      count.decrementAndGet();
    }
    return first;
  }

  /** Notes that a socket shows a plan, unless it shows too many or has gone. */
  void watch(LiveSocket socket, PlanId plan) {
    if (socket.watch(plan)) {
      byPlan.add(plan, socket);
      if (socket.isGone()) { // whether before or after, either this or remove() sees it
        byPlan.remove(plan, socket);
      }
    }
  }

  void unwatch(LiveSocket socket, PlanId plan) {
    socket.unwatch(plan);
    byPlan.remove(plan, socket);
  }

  int count() {
    return count.get();
  }

  Set<LiveSocket> ofPerson(PersonId person) {
    return byPerson.of(person);
  }

  Set<LiveSocket> ofSession(SessionId session) {
    return bySession.of(session);
  }

  Set<LiveSocket> showing(PlanId plan) {
    return byPlan.of(plan);
  }

  /** A plan that is shown to somebody. */
  record Shown(PlanId plan, PersonId person) {}

  /** What is shown to whom, each once. */
  List<Shown> shown() {
    return byPlan.keys().stream()
        .flatMap(
            plan -> showing(plan).stream().map(socket -> new Shown(plan, socket.caller().person())))
        .distinct()
        .toList();
  }

  Set<SessionId> sessions() {
    return bySession.keys();
  }

  List<LiveSocket> all() {
    return bySession.keys().stream().flatMap(session -> ofSession(session).stream()).toList();
  }
}
