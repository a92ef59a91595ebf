package no.samklang.calendar;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Maybe;
import io.reactivex.rxjava3.core.Single;
import io.vertx.core.buffer.Buffer;
import io.vertx.rxjava3.sqlclient.Row;
import io.vertx.rxjava3.sqlclient.RowSet;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import no.samklang.access.Membership;
import no.samklang.calendar.CalendarFeeds.DatedActivity;
import no.samklang.calendar.CalendarFeeds.DatedMeeting;
import no.samklang.calendar.CalendarFeeds.FeedContent;
import no.samklang.calendar.CalendarFeeds.FeedPart;
import no.samklang.calendar.CalendarFeeds.FeedPartKind;
import no.samklang.calendar.CalendarFeeds.FeedState;
import no.samklang.calendar.CalendarFeeds.FeedView;
import no.samklang.db.Database;
import no.samklang.db.RowValues;
import no.samklang.db.SqlReader;
import no.samklang.db.SqlWriter;
import no.samklang.id.PersonId;
import no.samklang.print.PrintTexts;
import no.samklang.text.Language;
import no.samklang.text.Languages;

/** The table {@code calendar_feed}, and what the feeds hold. */
@CheckReturnValue
final class CalendarFeedRepository {
  /** The most events of a feed, the latest first. */
  static final int MAX_EVENTS = 5000;

  private static final int YEARS_BACK = 1;
  private static final String FIND_OWN =
      """
      select busy_only, created_at from calendar_feed where person_id = $1 and plan_id is not distinct from $2""";
  private static final String REPLACE =
      """
      insert into calendar_feed (id, person_id, plan_id, secret_hash, busy_only, created_at, modified_at)
      values ($1, $2, $3, $4, $5, $6, $6)
      on conflict (person_id, plan_id) do update
         set id = excluded.id, secret_hash = excluded.secret_hash, busy_only = excluded.busy_only, created_at = excluded.created_at,
             modified_at = excluded.modified_at, etag = null""";
  private static final String DELETE =
      "delete from calendar_feed where person_id = $1 and plan_id is not distinct from $2";
  // one row for each plan: none when the person is in none of them any longer, or can't log in
  private static final String FIND =
      """
      select f.id, f.busy_only, f.etag, f.modified_at, p.language, pl.id as plan_id, pl.calendar_version, pl.goals_version,
             pl.meetings_version, m.*,
             reads_area(m.member_role, m.member_rights, 'ACTIVITIES') as reads_activities
        from calendar_feed f
        join account a on a.person_id = f.person_id and a.blocked_at is null
        join person p on p.id = f.person_id
        join plan_members($2) m
          on m.member_person_id = f.person_id and m.member_is_open
         and (f.plan_id is null and not m.member_practice or m.member_plan_id = f.plan_id)
        join plan pl on pl.id = m.member_plan_id
       where f.secret_hash = $1
       order by pl.id""";
  private static final String SET_ETAG =
      "update calendar_feed set etag = $2, modified_at = $3 where id = $1 and etag is distinct from"
          + " $2";
  private static final String EVENTS =
      """
      select e.plan_id, %s
        from calendar_event e
        %s
       where e.plan_id = any($1) and e.bin_id is null
         and case when e.rrule is null then e.ends_at > $2::date::timestamp at time zone 'Europe/Oslo'
                  else coalesce(e.last_on, 'infinity') >= $2::date - 366 end
       order by e.starts_at desc, e.id limit $3\
      """
          .formatted(CalendarQueries.EVENT, CalendarQueries.AUTHOR);
  private static final String ACTIVITIES =
      """
      select a.plan_id, a.id, a.version, a.title, coalesce(a.starts_on, a.ends_on) as first_on,
             coalesce(a.ends_on, a.starts_on) as last_on, a.content_at
        from plan_activity a
       where a.plan_id = any($1) and not a.in_history and coalesce(a.ends_on, a.starts_on) >= $2::date
       order by first_on desc, a.id limit $3""";

  private static final String MEETINGS =
      """
      select m.member_id, mt.id, mt.version, mt.title, mt.place, mt.link, mt.starts_at, mt.ends_at, mt.created_at,
             mt.changed_at,
             array(select pt.title from meeting_point pt where pt.meeting_id = mt.id order by pt.position, pt.id) as agenda
        from plan_members($1) m
        join meeting mt on mt.plan_id = m.member_plan_id and mt.bin_id is null
         and mt.ends_at > $3::date::timestamp at time zone 'Europe/Oslo'
         and reads_meeting(mt, m.member_id, m.member_role, m.member_decides)
       where m.member_id = any($2)
       order by mt.starts_at desc, mt.id limit $4""";

  private CalendarFeedRepository() {}

  static Single<FeedView> findOwn(SqlReader sql, PersonId person, UUID plan) {
    return sql.query(FIND_OWN, person, plan)
        .map(rows -> RowValues.first(rows).map(CalendarFeedRepository::view).orElse(FeedView.NONE));
  }

  private static FeedView view(Row row) {
    return new FeedView(
        null, true, row.getBoolean("busy_only"), RowValues.instant(row, "created_at"));
  }

  /** Replaces a feed of the person's, whose address ends at once. */
  static Completable replace(
      SqlWriter sql,
      UUID id,
      PersonId person,
      UUID plan,
      String secret,
      boolean busy,
      Instant now) {
    return sql.execute(REPLACE, id, person, plan, hash(secret), busy, now).ignoreElement();
  }

  static Completable delete(SqlWriter sql, PersonId person, UUID plan) {
    return sql.execute(DELETE, person, plan).ignoreElement();
  }

  /** Empty for a secret that is none, or no longer. */
  static Maybe<FeedState> find(SqlReader sql, String secret, LocalDate today) {
    return sql.query(FIND, hash(secret), today)
        .filter(rows -> rows.size() > 0)
        .map(rows -> state(rows, today));
  }

  private static FeedState state(RowSet<Row> rows, LocalDate today) {
    Row first = rows.iterator().next();
    boolean busyOnly = first.getBoolean("busy_only");
    Language language = Languages.packaged().findOrDefault(first.getString("language"));
    String busy = busyOnly ? PrintTexts.text(language, "calendar.busy") : null;
    LocalDate since = today.withDayOfMonth(1).minusYears(YEARS_BACK);
    List<FeedPart> parts = RowValues.stream(rows).flatMap(row -> parts(row, busy, since)).toList();
    String etag = etag(first.getUUID("id"), parts);
    return new FeedState(
        first.getUUID("id"),
        etag,
        etag.equals(first.getString("etag")) ? RowValues.instant(first, "modified_at") : null,
        parts,
        RowValues.stream(rows).map(Membership::of).toList());
  }

  /** Of one plan; whoever sees only when something is sees no activities, which fill no time. */
  private static Stream<FeedPart> parts(Row row, String busy, LocalDate since) {
    UUID plan = row.getUUID("plan_id");
    String rights = row.getString("member_role") + " " + row.getBoolean("member_decides");
    FeedPart events =
        new FeedPart(
            FeedPartKind.EVENTS, plan, row.getInteger("calendar_version") + "", busy, since);
    FeedPart meetings =
        new FeedPart(
            FeedPartKind.MEETINGS,
            row.getUUID("member_id"),
            row.getInteger("meetings_version") + " " + rights,
            busy,
            since);
    return busy == null && row.getBoolean("reads_activities")
        ? Stream.of(
            events,
            new FeedPart(
                FeedPartKind.ACTIVITIES, plan, row.getInteger("goals_version") + "", null, since),
            meetings)
        : Stream.of(events, meetings);
  }

  private static String etag(UUID feed, List<FeedPart> parts) {
    return "\"" + HexFormat.of().formatHex(sha256(feed + parts.toString()), 0, 16) + "\"";
  }

  /** Stores when the content changed, for conditional requests. */
  static Completable setEtag(SqlWriter sql, FeedState feed, Instant modifiedAt) {
    return sql.execute(SET_ETAG, feed.id(), feed.etag(), modifiedAt).ignoreElement();
  }

  /** The content of some parts of the same feed. */
  static Single<FeedContent> content(Database sql, List<FeedPart> parts, LocalDate today) {
    LocalDate since = parts.get(0).since();
    UUID[] plans = ids(parts, FeedPartKind.EVENTS);
    UUID[] readable = ids(parts, FeedPartKind.ACTIVITIES);
    UUID[] members = ids(parts, FeedPartKind.MEETINGS);
    return Single.zip(
        rows(plans, () -> sql.query(EVENTS, plans, since, MAX_EVENTS)),
        rows(readable, () -> sql.query(ACTIVITIES, readable, since, MAX_EVENTS)),
        rows(members, () -> sql.query(MEETINGS, today, members, since, MAX_EVENTS)),
        (events, activities, meetings) ->
            new FeedContent(
                byId(events, "plan_id", CalendarRowMapper::event),
                byId(activities, "plan_id", CalendarFeedRepository::activity),
                byId(meetings, "member_id", CalendarFeedRepository::meeting),
                Stream.of(events, activities, meetings)
                    .allMatch(rows -> rows.size() < MAX_EVENTS)));
  }

  private static UUID[] ids(List<FeedPart> parts, FeedPartKind kind) {
    return parts.stream()
        .filter(part -> part.kind() == kind)
        .map(FeedPart::id)
        .toArray(UUID[]::new);
  }

  private static Single<List<Row>> rows(UUID[] ids, Supplier<Single<RowSet<Row>>> query) {
    return ids.length == 0
        ? Single.just(List.of())
        : query.get().map(rows -> RowValues.stream(rows).toList());
  }

  private static <T> Map<UUID, List<T>> byId(List<Row> rows, String id, Function<Row, T> mapper) {
    return rows.stream()
        .collect(
            Collectors.groupingBy(
                row -> row.getUUID(id), Collectors.mapping(mapper, Collectors.toList())));
  }

  private static DatedMeeting meeting(Row row) {
    return new DatedMeeting(
        row.getUUID("id"),
        row.getInteger("version"),
        row.getString("title"),
        row.getString("place"),
        row.getString("link"),
        List.of(row.getArrayOfStrings("agenda")),
        new EventTimes(
            false, RowValues.instant(row, "starts_at"), RowValues.instant(row, "ends_at")),
        RowValues.instant(row, "created_at"),
        RowValues.instant(row, "changed_at"));
  }

  private static DatedActivity activity(Row row) {
    return new DatedActivity(
        row.getUUID("id"),
        row.getInteger("version"),
        row.getString("title"),
        EventTimes.ofDays(row.getLocalDate("first_on"), row.getLocalDate("last_on")),
        RowValues.instant(row, "content_at").truncatedTo(ChronoUnit.SECONDS));
  }

  private static Buffer hash(String secret) {
    return Buffer.buffer(sha256(secret));
  }

  private static byte[] sha256(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
