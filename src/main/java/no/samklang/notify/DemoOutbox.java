package no.samklang.notify;

import io.reactivex.rxjava3.core.Completable;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import no.samklang.notify.Notices.Channel;

/** What would have been sent, in demo mode: the latest notices, newest first. */
public final class DemoOutbox {
  private static final int MOST = 500;

  private final Clock clock;
  private final Deque<Shown> shown = new ArrayDeque<>();

  public DemoOutbox(Clock clock) {
    this.clock = clock;
  }

  /** A notice as the demo shows it. */
  public record Shown(Instant at, Channel channel, String to, String text) {}

  /** All that is shown, as the contract's lists. */
  public record Listing(List<Shown> items, int total) {}

  public synchronized Listing listing() {
    return new Listing(List.copyOf(shown), shown.size());
  }

  Sender channel(Channel channel) {
    return notice -> Completable.fromAction(() -> show(channel, notice));
  }

  private synchronized void show(Channel channel, Notice notice) {
    shown.addFirst(new Shown(clock.instant(), channel, notice.to(), notice.text()));
    if (shown.size() > MOST) {
      shown.removeLast();
    }
  }
}
