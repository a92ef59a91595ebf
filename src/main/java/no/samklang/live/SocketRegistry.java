package no.samklang.live;

import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import no.samklang.config.Settings;
import no.samklang.id.PersonId;
import no.samklang.id.PlanId;
import no.samklang.id.SessionId;

/** The open sockets of this node, indexed by person, session and watched plan. */
final class SocketRegistry {
  private final int maxSockets;
  private final int maxPerPerson;
  private final AtomicInteger count = new AtomicInteger();
  private final SocketIndex<PersonId> byPerson = new SocketIndex<>();
  private final SocketIndex<SessionId> bySession = new SocketIndex<>();
  private final SocketIndex<PlanId> byPlan = new SocketIndex<>();

  SocketRegistry(Settings.LiveSettings settings) {
    this.maxSockets = settings.maxSockets();
    this.maxPerPerson = settings.maxSocketsPerPerson();
  }

  /** Adds a socket; false when the node or the person has too many. */
  boolean add(LiveSocket socket) {
    if (count.incrementAndGet() > maxSockets) {
      count.decrementAndGet();
      return false;
    }
    byPerson.add(socket.caller().person(), socket);
    bySession.add(socket.caller().session(), socket);
    if (ofPerson(socket.caller().person()).size() > maxPerPerson) {
      return !remove(socket);
    }
    return true;
  }

  /** Removes a socket; false when it was removed before. */
  boolean remove(LiveSocket socket) {
    boolean first = socket.markDisconnected();
    if (first) {
      byPerson.remove(socket.caller().person(), socket);
      bySession.remove(socket.caller().session(), socket);
      socket.watchedPlans().forEach(plan -> byPlan.remove(plan, socket));
      count.decrementAndGet();
    }
    return first;
  }

  /** Records that a socket watches a plan, unless it watches too many or is closed. */
  void watch(LiveSocket socket, PlanId plan) {
    if (socket.watch(plan)) {
      byPlan.add(plan, socket);
      if (socket.isDisconnected()) { // whichever runs last, this or remove() removes the plan
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

  Set<LiveSocket> ofPlan(PlanId plan) {
    return byPlan.of(plan);
  }

  /** A plan watched by a person. */
  record PlanWatch(PlanId plan, PersonId person) {}

  /** The watched plans and their persons, without duplicates. */
  List<PlanWatch> watches() {
    return byPlan.keys().stream()
        .flatMap(
            plan ->
                ofPlan(plan).stream().map(socket -> new PlanWatch(plan, socket.caller().person())))
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
