package no.samklang.live;

import io.reactivex.rxjava3.core.Completable;
import io.vertx.rxjava3.core.AbstractVerticle;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import no.samklang.auth.AuthMessages.SessionEnded;
import no.samklang.auth.AuthMessages.SessionExpiring;
import no.samklang.concurrent.PeriodicJobRunner;
import no.samklang.concurrent.RateLimitedLogger;
import no.samklang.event.AccessEnded;
import no.samklang.event.PlanChanged;
import no.samklang.event.TypedEventBus;
import no.samklang.id.PersonId;
import no.samklang.live.LiveQuery.PresenceRecipients;
import no.samklang.live.LiveQuery.VisitRecipients;
import no.samklang.message.Messages.MessageRead;
import no.samklang.message.Messages.MessageSent;
import no.samklang.plan.Plans.Visited;
import org.slf4j.LoggerFactory;

/** Subscribes to events and sends them as frames to the WebSockets concerned. */
@SuppressWarnings("CheckReturnValue") // each chain ends in frames or in a log line
public final class LiveVerticle extends AbstractVerticle {
  private static final RateLimitedLogger LOG =
      new RateLimitedLogger(LoggerFactory.getLogger(LiveVerticle.class), 60, 10);
  private static final Duration MAINTENANCE_INTERVAL = Duration.ofSeconds(10);

  private final TypedEventBus bus;
  private final Hub hub;
  private PeriodicJobRunner jobs;

  public LiveVerticle(TypedEventBus bus, Hub hub) {
    this.bus = bus;
    this.hub = hub;
  }

  @Override
  public Completable rxStart() {
    jobs = new PeriodicJobRunner(vertx);
    jobs.schedule(
        MAINTENANCE_INTERVAL, "WebSocket maintenance", () -> Completable.fromAction(hub::maintain));
    jobs.schedule(
        MAINTENANCE_INTERVAL,
        "closing sockets of ended sessions",
        hub::closeSocketsOfEndedSessions);
    jobs.schedule(
        MAINTENANCE_INTERVAL, "closing sockets without access", hub::closeSocketsWithoutAccess);
    return bus.subscribe(MessageSent.class, this::messageSent)
        .andThen(bus.subscribe(MessageRead.class, this::messageRead))
        .andThen(bus.subscribe(Visited.class, this::visited))
        .andThen(bus.subscribe(ElementPresence.class, this::present))
        .andThen(bus.subscribe(PlanChanged.class, this::planChanged))
        .andThen(
            bus.subscribe(AccessEnded.class, event -> hub.closeForEndedAccess(event.persons())))
        .andThen(
            bus.subscribe(
                SessionExpiring.class,
                event ->
                    hub.sendToSession(
                        event.session(), "expiring", LiveFrames.sessionExpiring(event.at()))))
        .andThen(
            bus.subscribe(
                SessionEnded.class,
                event -> hub.closeForEndedSession(event.session(), event.reason().name())));
  }

  @Override
  public Completable rxStop() {
    jobs.cancel();
    return Completable.fromAction(hub::closeAll);
  }

  private void messageSent(MessageSent event) {
    String frame =
        LiveFrames.message(
            event.plan(), event.message(), event.kind().name(), event.from(), event.at());
    hub.sendToPersons(event.recipients(), "message " + event.message(), frame);
    sendUnread(event.recipients());
  }

  /**
   * Sends the unread count to the reader's sockets, and the receipt to the sender's only (MSG-4).
   */
  private void messageRead(MessageRead event) {
    sendUnread(List.of(event.reader()));
    if (hub.isConnected(event.sender())) {
      PlanChanged receipt = new PlanChanged(event.plan(), "messages", event.version());
      sendChange(receipt, event.sender()::equals);
    }
  }

  private void sendUnread(Collection<PersonId> persons) {
    Set<PersonId> connected = new HashSet<>(persons);
    connected.removeIf(person -> !hub.isConnected(person));
    if (!connected.isEmpty()) {
      hub.unread(connected).subscribe(hub::sendUnread, LiveVerticle::logFailure);
    }
  }

  /** Sends to the participants who have access to the plan today, except the visitor (HOME-3). */
  private void visited(Visited event) {
    if (hub.openSockets() > 0) {
      hub.query()
          .visitRecipients(event.plan(), event.participant())
          .subscribe(recipients -> sendVisit(event, recipients), LiveVerticle::logFailure);
    }
  }

  private void sendVisit(Visited event, VisitRecipients recipients) {
    String frame =
        LiveFrames.visited(event.plan(), event.participant(), recipients.visitor(), event.at());
    hub.sendToPersons(recipients.persons(), "visited " + event.participant(), frame);
  }

  /** Sends to those who may read the same element, if the one who is present may read it. */
  private void present(ElementPresence event) {
    if (hub.openSockets() > 0) {
      hub.query()
          .presenceRecipients(event)
          .subscribe(recipients -> sendPresence(event, recipients), LiveVerticle::logFailure);
    }
  }

  private void sendPresence(ElementPresence event, PresenceRecipients recipients) {
    String key = "presence %s %s".formatted(event.element(), recipients.participant());
    hub.sendToPersons(recipients.persons(), key, LiveFrames.presence(event, recipients));
  }

  private void planChanged(PlanChanged event) {
    sendChange(event, person -> true);
  }

  /** Sends the change to the members who match and have access to the plan today. */
  private void sendChange(PlanChanged change, Predicate<PersonId> filter) {
    if (hub.openSockets() == 0) {
      return;
    }
    hub.query()
        .personsWithAccess(change)
        .map(persons -> persons.stream().filter(filter).toList())
        .subscribe(persons -> sendChange(change, persons), LiveVerticle::logFailure);
  }

  private void sendChange(PlanChanged change, Collection<PersonId> persons) {
    hub.sendToPersons(
        persons,
        change.section() + " " + change.plan(),
        LiveFrames.changed(change.plan(), change.section(), change.version()));
  }

  /** No retry: a page loads the current state when it reconnects. */
  private static void logFailure(Throwable failure) {
    LOG.warn("Event not sent to WebSockets: {}", failure.toString());
  }
}
