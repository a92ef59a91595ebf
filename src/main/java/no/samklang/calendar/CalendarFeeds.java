package no.samklang.calendar;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

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
   * A feed that is asked for by its secret, with the plans that it holds now.
   *
   * @param language tag of the person's language
   * @param etag of the content as it is now
   * @param plans those that its person takes part in today
   * @param readableActivities those of them whose activities the person may read
   * @param members the person's memberships of the plans
   */
  record FeedState(
      UUID id,
      boolean busyOnly,
      String language,
      String etag,
      Instant modifiedAt,
      List<UUID> plans,
      List<UUID> readableActivities,
      List<UUID> members) {}

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

  /** What a feed shows. */
  record FeedContent(
      List<CalendarEvent> events, List<DatedActivity> activities, List<DatedMeeting> meetings) {}
}
