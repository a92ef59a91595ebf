package no.samklang.overview;

import io.vertx.rxjava3.sqlclient.Row;
import io.vertx.rxjava3.sqlclient.RowSet;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;
import no.samklang.access.Membership;
import no.samklang.calendar.ComingEvents;
import no.samklang.calendar.EventTimes;
import no.samklang.db.RowValues;
import no.samklang.id.MessageId;
import no.samklang.id.ParticipantId;
import no.samklang.id.PlanId;
import no.samklang.message.Messages.UnreadCount;
import no.samklang.overview.Overviews.ActivityLine;
import no.samklang.overview.Overviews.AwaitedKind;
import no.samklang.overview.Overviews.AwaitedLine;
import no.samklang.overview.Overviews.ConsentLine;
import no.samklang.overview.Overviews.EventKind;
import no.samklang.overview.Overviews.EventLine;
import no.samklang.overview.Overviews.MeetingAsks;
import no.samklang.overview.Overviews.MeetingLine;
import no.samklang.overview.Overviews.Overview;
import no.samklang.overview.Overviews.OverviewList;
import no.samklang.overview.Overviews.PlanLine;

/** The rows of {@link OverviewSql#OVERVIEW}. */
final class OverviewRows {
  private record TimedEvent(Instant start, EventLine line) {}

  private final Map<PlanId, Row> memberships = new LinkedHashMap<>();
  private final Map<OverviewList, List<Row>> lists = new EnumMap<>(OverviewList.class);
  private final LocalDate today;
  private final Instant now;
  private final Instant until;

  OverviewRows(RowSet<Row> rows, LocalDate today, Instant now, Instant until) {
    this.today = today;
    this.now = now;
    this.until = until;
    for (Row row : rows) {
      memberships.putIfAbsent(plan(row), row);
      if (row.getString("list") != null) {
        OverviewList list = OverviewList.valueOf(row.getString("list"));
        lists.computeIfAbsent(list, unused -> new ArrayList<>()).add(row);
      }
    }
  }

  private static PlanId plan(Row row) {
    return new PlanId(row.getUUID("member_plan_id"));
  }

  /** The memberships in the plans of which something is shown. */
  Collection<Membership> shown() {
    Map<PlanId, Membership> shown = new LinkedHashMap<>();
    lists.values().stream()
        .flatMap(List::stream)
        .forEach(row -> shown.computeIfAbsent(plan(row), unused -> Membership.of(row)));
    return shown.values();
  }

  Overview overview(int maxPlans, int maxEvents) {
    List<PlanLine> plans = plans();
    List<EventLine> events = events();
    Map<String, Integer> totals = new LinkedHashMap<>();
    for (OverviewList list : OverviewList.values()) {
      totals.put(list.field(), total(list));
    }
    totals.put(OverviewList.PLANS.field(), plans.size());
    totals.put(OverviewList.EVENTS.field(), events.size());
    return new Overview(
        unread(),
        plans.stream().limit(maxPlans).toList(),
        lines(OverviewList.ACTIVITIES, OverviewRows::activity),
        lines(OverviewList.OTHERS, OverviewRows::activity),
        lines(OverviewList.WAITING, OverviewRows::awaited),
        lines(OverviewList.MEETINGS, OverviewRows::meeting),
        lines(OverviewList.CONSENTS, this::consent),
        events.stream().limit(maxEvents).toList(),
        totals);
  }

  private int total(OverviewList list) {
    return rows(list).stream().findFirst().map(row -> row.getInteger("total")).orElse(0);
  }

  private List<Row> rows(OverviewList list) {
    return lists.getOrDefault(list, List.of());
  }

  private <T> List<T> lines(OverviewList list, Function<Row, T> line) {
    return rows(list).stream().map(line).toList();
  }

  private UnreadCount unread() {
    Map<PlanId, Integer> byPlan = new LinkedHashMap<>();
    memberships.forEach(
        (plan, row) -> {
          if (unread(row) > 0) {
            byPlan.put(plan, unread(row));
          }
        });
    return new UnreadCount(byPlan.values().stream().mapToInt(n -> n).sum(), byPlan);
  }

  private static int unread(Row row) {
    Integer unread = row.getInteger("unread");
    return row.getBoolean("member_is_open") && unread != null ? unread : 0;
  }

  /** Those with unread messages, most first, then those that are shut, or quiet. */
  private List<PlanLine> plans() {
    return memberships.values().stream()
        .map(OverviewRows::planLine)
        .filter(line -> line.unread() > 0 || line.shut() || line.quiet())
        .sorted(
            Comparator.comparing((PlanLine line) -> -line.unread())
                .thenComparing(PlanLine::planName, Comparator.nullsLast(Comparator.naturalOrder())))
        .toList();
  }

  private static PlanLine planLine(Row row) {
    boolean isShut =
        !row.getBoolean("member_is_open") && "ACTIVE".equals(row.getString("member_plan_state"));
    return new PlanLine(plan(row), name(row), unread(row), isShut, row.getBoolean("quiet"));
  }

  private static String name(Row row) {
    return row.getString("plan_name");
  }

  private static ActivityLine activity(Row row) {
    return new ActivityLine(
        plan(row),
        name(row),
        row.getUUID("id"),
        row.getString("title"),
        row.getLocalDate("day"),
        row.getBoolean("flag"),
        List.of(row.getArrayOfStrings("names")));
  }

  private static AwaitedLine awaited(Row row) {
    UUID message = row.getUUID("id");
    return new AwaitedLine(
        plan(row),
        name(row),
        AwaitedKind.valueOf(row.getString("asks")),
        message == null ? null : new MessageId(message),
        row.getString("title"),
        row.getString("name"),
        RowValues.instant(row, "at"));
  }

  private static MeetingLine meeting(Row row) {
    MeetingAsks asks = MeetingAsks.valueOf(row.getString("asks"));
    return new MeetingLine(
        plan(row),
        name(row),
        row.getUUID("id"),
        row.getString("title"),
        EventTimes.text(RowValues.instant(row, "at")),
        EventTimes.text(RowValues.instant(row, "until")),
        asks,
        row.getLocalDate("day"));
  }

  private ConsentLine consent(Row row) {
    UUID participant = row.getUUID("id");
    LocalDate lastDay = row.getLocalDate("day");
    return new ConsentLine(
        plan(row),
        name(row),
        participant == null ? null : new ParticipantId(participant),
        row.getString("name"),
        lastDay == null ? null : (int) ChronoUnit.DAYS.between(today, lastDay));
  }

  private List<EventLine> events() {
    return rows(OverviewList.EVENTS).stream()
        .flatMap(this::timed)
        .sorted(Comparator.comparing(TimedEvent::start).thenComparing(timed -> timed.line().id()))
        .map(TimedEvent::line)
        .toList();
  }

  private Stream<TimedEvent> timed(Row row) {
    return row.getValue("event") == null
        ? Stream.of(new TimedEvent(RowValues.instant(row, "at"), gathering(row)))
        : ComingEvents.of(row.getJsonObject("event"), now, until).stream()
            .map(one -> new TimedEvent(one.startsAt(), event(row, one)));
  }

  private static EventLine gathering(Row row) {
    return new EventLine(
        plan(row),
        name(row),
        row.getUUID("id"),
        EventKind.MEETING,
        row.getString("title"),
        EventTimes.text(RowValues.instant(row, "at")),
        EventTimes.text(RowValues.instant(row, "until")),
        false,
        row.getString("name"),
        null);
  }

  private static EventLine event(Row row, ComingEvents.ComingEvent one) {
    return new EventLine(
        plan(row),
        name(row),
        one.id(),
        EventKind.EVENT,
        one.title(),
        one.start(),
        one.end(),
        one.allDay(),
        one.place(),
        one.occurrence());
  }
}
