package no.samklang.notification;

import io.reactivex.rxjava3.core.Completable;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import no.samklang.notification.Notices.NoticeChannel;

/**
 * Collects notices instead of sending them, in demo mode: the latest {@value #MAX_NOTICES}, newest
 * first.
 */
public final class DemoOutbox {
  private static final int MAX_NOTICES = 500;

  private final Clock clock;
  private final Deque<DemoNotice> notices = new ArrayDeque<>();

  public DemoOutbox(Clock clock) {
    this.clock = clock;
  }

  /** A notice in the demo outbox. */
  public record DemoNotice(Instant at, NoticeChannel channel, String to, String text) {}

  /** The notices in the format of the contract's lists. */
  public record Listing(List<DemoNotice> items, int total) {}

  public synchronized Listing listing() {
    return new Listing(List.copyOf(notices), notices.size());
  }

  Sender sender(NoticeChannel channel) {
    return notice -> Completable.fromAction(() -> add(channel, notice));
  }

  private synchronized void add(NoticeChannel channel, Notice notice) {
    notices.addFirst(new DemoNotice(clock.instant(), channel, notice.to(), notice.text()));
    if (notices.size() > MAX_NOTICES) {
      notices.removeLast();
    }
  }
}
