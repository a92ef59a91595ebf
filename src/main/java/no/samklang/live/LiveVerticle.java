package no.samklang.live;

import io.reactivex.rxjava3.core.Completable;
import io.vertx.rxjava3.core.AbstractVerticle;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import no.samklang.access.AccessEnded;
import no.samklang.access.PlanChanged;
import no.samklang.auth.Auth.SessionEnded;
import no.samklang.auth.Auth.SessionExpiring;
import no.samklang.bus.Bus;
import no.samklang.id.PersonId;
import no.samklang.live.LiveStore.VisitRecipients;
import no.samklang.message.Messages.MessageRead;
import no.samklang.message.Messages.MessageSent;
import no.samklang.plan.Plans.Visited;
import no.samklang.work.RateLimitedLogger;
import no.samklang.work.Rounds;
import org.slf4j.LoggerFactory;

/** Hears the facts and tells the pages. */
@SuppressWarnings("CheckReturnValue") // each chain ends in frames, or in the log
public final class LiveVerticle extends AbstractVerticle {
  private static final RateLimitedLogger LOG =
      new RateLimitedLogger(LoggerFactory.getLogger(LiveVerticle.class), 60, 10);
  private static final Duration TEND_EVERY = Duration.ofSeconds(10);

  private final Bus bus;
  private final Hub hub;
  private Rounds rounds;

  public LiveVerticle(Bus bus, Hub hub) {
    this.bus = bus;
    this.hub = hub;
  }

  @Override
  public Completable rxStart() {
    rounds = new Rounds(vertx);
    rounds.every(TEND_EVERY, "tending pages", () -> Completable.fromAction(hub::tend));
    rounds.every(TEND_EVERY, "ending pages of lost sessions", hub::endLostSessions);
    rounds.every(TEND_EVERY, "closing pages of plans that are shut", hub::endLostAccess);
    return bus.hear(MessageSent.class, this::messageSent)
        .andThen(bus.hear(MessageRead.class, this::messageRead))
        .andThen(bus.hear(Visited.class, this::visited))
        .andThen(bus.hear(PlanChanged.class, this::planChanged))
        .andThen(bus.hear(AccessEnded.class, fact -> hub.endAccess(fact.persons())))
        .andThen(
            bus.hear(
                SessionExpiring.class,
                fact ->
                    hub.toSession(fact.session(), "expiring", Frames.sessionExpiring(fact.at()))))
        .andThen(
            bus.hear(
                SessionEnded.class, fact -> hub.endSession(fact.session(), fact.reason().name())));
  }

  @Override
  public Completable rxStop() {
    rounds.stop();
    return Completable.fromAction(hub::closeAll);
  }

  private void messageSent(MessageSent fact) {
    String frame =
        Frames.message(fact.plan(), fact.message(), fact.kind().name(), fact.from(), fact.at());
    hub.toPersons(fact.recipients(), "message " + fact.message(), frame);
    tellUnread(fact.recipients());
  }

  /**
   * The reader's other pages count down; the sender's show the receipt. Nobody else learns of it
   * (MSG-4).
   */
  private void messageRead(MessageRead fact) {
    tellUnread(List.of(fact.reader()));
    if (hub.isConnected(fact.sender())) {
      PlanChanged receipt = new PlanChanged(fact.plan(), "messages", fact.version());
      tellChange(receipt, fact.sender()::equals);
    }
  }

  private void tellUnread(Collection<PersonId> persons) {
    Set<PersonId> here = new HashSet<>(persons);
    here.removeIf(person -> !hub.isConnected(person));
    if (!here.isEmpty()) {
      hub.unread(here).subscribe(hub::tellUnread, LiveVerticle::lost);
    }
  }

  /** Sends to the participants who have access to the plan today, but the visitor (HOME-3). */
  private void visited(Visited event) {
    if (hub.openPages() > 0) {
      hub.store()
          .visitRecipients(event.plan(), event.participant())
          .subscribe(recipients -> sendVisit(event, recipients), LiveVerticle::lost);
    }
  }

  private void sendVisit(Visited event, VisitRecipients recipients) {
    String frame =
        Frames.visited(event.plan(), event.participant(), recipients.visitor(), event.at());
    hub.toPersons(recipients.persons(), "visited " + event.participant(), frame);
  }

  private void planChanged(PlanChanged fact) {
    tellChange(fact, person -> true);
  }

  /** Tells those who are meant and have access to the plan today. */
  private void tellChange(PlanChanged change, Predicate<PersonId> meant) {
    if (hub.openPages() == 0) {
      return;
    }
    hub.store()
        .persons(change.plan())
        .map(persons -> persons.stream().filter(meant).toList())
        .subscribe(persons -> tellChange(change, persons), LiveVerticle::lost);
  }

  private void tellChange(PlanChanged change, Collection<PersonId> persons) {
    hub.toPersons(
        persons,
        change.part() + " " + change.plan(),
        Frames.changed(change.plan(), change.part(), change.version()));
  }

  /** A page that missed something asks anew when it reconnects or is opened. */
  private static void lost(Throwable failure) {
    LOG.warn("Pages weren't told: {}", failure.toString());
  }
}
