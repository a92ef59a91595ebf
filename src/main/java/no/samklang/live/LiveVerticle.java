package no.samklang.live;

import io.reactivex.rxjava3.core.Completable;
import io.vertx.rxjava3.core.AbstractVerticle;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import no.samklang.auth.Auth.SessionEnded;
import no.samklang.auth.Auth.SessionExpiring;
import no.samklang.bus.Bus;
import no.samklang.id.PersonId;
import no.samklang.message.Messages.MessageRead;
import no.samklang.message.Messages.MessageSent;
import no.samklang.plan.Plans.PlanChanged;
import no.samklang.plan.Plans.Visited;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Hears the facts and tells the pages. */
@SuppressWarnings("CheckReturnValue") // each chain ends in frames, or in the log
public final class LiveVerticle extends AbstractVerticle {
  private static final Logger LOG = LoggerFactory.getLogger(LiveVerticle.class);
  private static final Duration TEND_EVERY = Duration.ofSeconds(10);

  private final Bus bus;
  private final Hub hub;

  public LiveVerticle(Bus bus, Hub hub) {
    this.bus = bus;
    this.hub = hub;
  }

  @Override
  public Completable rxStart() {
    vertx.setPeriodic(TEND_EVERY.toMillis(), tick -> hub.tend());
    return bus.hear(MessageSent.class, this::messageSent)
        .andThen(bus.hear(MessageRead.class, this::messageRead))
        .andThen(bus.hear(Visited.class, this::visited))
        .andThen(bus.hear(PlanChanged.class, this::planChanged))
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
    hub.toPersons(
        List.of(fact.sender()),
        "messages " + fact.plan(),
        Frames.changed(fact.plan(), "messages", fact.version()));
  }

  private void tellUnread(Collection<PersonId> persons) {
    Set<PersonId> here = new HashSet<>(persons);
    here.removeIf(person -> !hub.isConnected(person));
    if (!here.isEmpty()) {
      hub.store().unread(here).subscribe(hub::tellUnread, LiveVerticle::lost);
    }
  }

  private void visited(Visited fact) {
    if (hub.isWatched(fact.plan())) {
      hub.store()
          .name(fact.participant())
          .subscribe(name -> name.ifPresent(known -> tellVisit(fact, known)), LiveVerticle::lost);
    }
  }

  private void tellVisit(Visited fact, String name) {
    String frame = Frames.visited(fact.plan(), fact.participant(), name, fact.at());
    hub.toOtherWatchers(fact.plan(), fact.participant(), "visited " + fact.participant(), frame);
  }

  private void planChanged(PlanChanged fact) {
    String frame = Frames.changed(fact.plan(), fact.part(), fact.version());
    hub.store()
        .persons(fact.plan())
        .subscribe(
            persons -> hub.toPersons(persons, fact.part() + " " + fact.plan(), frame),
            LiveVerticle::lost);
  }

  /** A page that missed something asks anew when it reconnects or is opened. */
  private static void lost(Throwable failure) {
    LOG.warn("Pages weren't told: {}", failure.toString());
  }
}
