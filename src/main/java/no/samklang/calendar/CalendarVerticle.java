package no.samklang.calendar;

import io.reactivex.rxjava3.core.Completable;
import java.time.LocalDate;
import java.util.Map;
import java.util.UUID;
import no.samklang.access.Area;
import no.samklang.access.PlanCommands;
import no.samklang.access.PlanLog.PlanLogEvent;
import no.samklang.access.PlanReads;
import no.samklang.access.PlanTx;
import no.samklang.bin.BinKind;
import no.samklang.bin.RestoreListener;
import no.samklang.calendar.CalendarFeeds.FeedInput;
import no.samklang.calendar.CalendarFeeds.FeedQuery;
import no.samklang.calendar.Calendars.CalendarQuery;
import no.samklang.calendar.Calendars.EventInput;
import no.samklang.calendar.Calendars.OccurrenceQuery;
import no.samklang.goal.ReaderNotices;
import no.samklang.notification.Outbox;
import no.samklang.operation.Command;
import no.samklang.operation.FeatureVerticle;
import no.samklang.operation.Operations;
import no.samklang.operation.Platform;
import no.samklang.print.PartPrinter;
import no.samklang.print.PrintPart;

/** Operations on the calendar (CAL-1 to CAL-3). */
public final class CalendarVerticle extends FeatureVerticle {
  private final CalendarService calendar;
  private final EventService events;
  private final CalendarFeedService feeds;

  public CalendarVerticle(
      Platform platform,
      PlanReads planReads,
      PlanCommands planCommands,
      Outbox outbox,
      CalendarFeedService feeds) {
    super(platform);
    this.calendar = new CalendarService(planReads, planCommands, new ReaderNotices(outbox));
    this.events = new EventService(planCommands);
    this.feeds = feeds;
  }

  /** For the bin, of each kind that can be deleted. */
  public static Map<BinKind, RestoreListener> restoreListeners() {
    return Map.of(BinKind.EVENT, CalendarVerticle::restored);
  }

  private static Completable restored(PlanTx tx, BinKind kind, UUID element, Area area) {
    return EventRepository.touchOf(tx, element)
        .andThen(Completable.defer(() -> EventRepository.changed(tx, PlanLogEvent.EVENT_RESTORED)));
  }

  /** What the slice prints. */
  public static Map<PrintPart, PartPrinter> partPrinters() {
    return CalendarPrinter.parts();
  }

  @Override
  protected void serve(Operations operations) {
    operations.on("listCalendar", CalendarQuery.class, calendar::list);
    operations.on("createEvent", EventInput.class, calendar::create);
    operations.on("readEvent", OccurrenceQuery.class, calendar::get);
    operations.on(
        "changeEvent", EventInput.class, command -> events.update(command, which(command)));
    operations.on("deleteEvent", OccurrenceQuery.class, events::delete);
    operations.on("readCalendarFeed", FeedQuery.class, feeds::get);
    operations.on("createCalendarFeed", FeedInput.class, feeds::create);
    operations.on("deleteCalendarFeed", FeedQuery.class, feeds::delete);
    operations.on("calendarFeed", feeds::content);
  }

  private static OccurrenceQuery which(Command<?> command) {
    String occurrence = command.path("occurrence");
    return new OccurrenceQuery(
        occurrence == null ? null : LocalDate.parse(occurrence),
        Boolean.valueOf(command.path("following")));
  }
}
