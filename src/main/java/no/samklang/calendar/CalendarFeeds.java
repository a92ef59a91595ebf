package no.samklang.calendar;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import no.samklang.access.Membership;

/** The feed types of the contract, and what a feed holds. */
final class CalendarFeeds {
  private CalendarFeeds() {}

  /**
   * @param planId null for the feed of all the caller's plans
   */
  record FeedQuery(UUID planId) {}

  /**
   * @param planId null for all the caller's plans, also those that come later
   * @param busyOnly whether it shows only when something is, and not what
   */
  record FeedInput(UUID planId, boolean busyOnly) {}

  /**
   * A feed of the caller's.
   *
   * @param url only when it has just been made: the service doesn't keep it
   * @param active whether there is one
   * @param createdAt null without one
   */
  record FeedView(String url, boolean active, boolean busyOnly, Instant createdAt) {
    static final FeedView NONE = new FeedView(null, false, false, null);

    @Override
    public String toString() {
      return "FeedView";
    }
  }

  /**
   * A feed that is asked for by its secret, with what it holds now.
   *
   * @param etag of the content as it is now
   * @param modifiedAt of that content; null if it hasn't been served before
   * @param parts all that the person may read today
   * @param members the person's memberships in the plans that it is of
   */
  record FeedState(
      UUID id, String etag, Instant modifiedAt, List<FeedPart> parts, List<Membership> members) {}

  /** What the content of a part is. */
  enum FeedPartKind {
    EVENTS,
    ACTIVITIES,
    MEETINGS
  }

  /**
   * What a feed holds of one plan. Equal parts have the same content.
   *
   * @param id of the plan, or for meetings of the membership
   * @param version of all that the content and the right to read it depend on
   * @param busy what stands in place of the content; null if that is shown
   * @param since what ended before isn't in it
   */
  record FeedPart(FeedPartKind kind, UUID id, String version, String busy, LocalDate since) {}

  /** An activity with a date. */
  record DatedActivity(UUID id, int version, String title, EventTimes times, Instant changedAt) {
    @Override
    public String toString() {
      return "DatedActivity " + id;
    }
  }

  /** A meeting that the person may read (MEET-1). */
  record DatedMeeting(
      UUID id,
      int version,
      String title,
      String place,
      String link,
      List<String> agenda,
      EventTimes times,
      Instant createdAt,
      Instant changedAt) {
    @Override
    public String toString() {
      return "DatedMeeting " + id;
    }
  }

  /**
   * The content of parts, by their ids.
   *
   * @param whole whether nothing is left out
   */
  record FeedContent(
      Map<UUID, List<CalendarEvent>> events,
      Map<UUID, List<DatedActivity>> activities,
      Map<UUID, List<DatedMeeting>> meetings,
      boolean whole) {
    static final FeedContent NONE = new FeedContent(Map.of(), Map.of(), Map.of(), true);
  }
}
