package no.samklang.access;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Completable;
import io.vertx.core.json.JsonObject;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import no.samklang.db.RowValues;
import no.samklang.db.Tx;
import no.samklang.id.NewId;
import no.samklang.id.ParticipantId;
import no.samklang.id.PersonId;
import no.samklang.id.PlanId;

/** The plan log (LOG-1). Append-only; the database enforces that. */
@CheckReturnValue
public final class PlanLog {
  private static final String INSERT =
      """
      insert into plan_log (id, plan_id, at, person_id, event, participant_id, area, detail, only_for, marked)
      values ($1, $2, $3::timestamptz, $4::uuid, $5, $6, $7, $8, $9, exists (
        select from account a
         where a.person_id = $4::uuid and a.marked_until >= ($3::timestamptz at time zone 'Europe/Oslo')::date))""";

  private static final String PLANS_OF =
      """
      select p.plan_id, p.id, exists (
               select from participant a where a.plan_id = p.plan_id and a.person_id = $2 and a.removed_at is null) as shares
        from participant p where p.person_id = $1 and p.removed_at is null order by p.plan_id""";

  private final Clock clock;

  public PlanLog(Clock clock) {
    this.clock = clock;
  }

  /** Who reads an entry, of those who see the log (LOG-1). Everybody reads their own doings. */
  public enum Visibility {
    /** All: it is about something that all participants see. */
    ALL,
    /** Those who see all participants' rights, and the participant that the entry is about. */
    RIGHTS,
    /** Those who may read the entry's area. */
    AREA
  }

  /** What log entries are about: the parts by which a reader filters them. */
  public enum LogPart {
    PLAN,
    /** The owner's own page, status, and what to do when it gets hard. */
    ABOUT,
    /** Goals and activities. */
    GOALS,
    /** Life areas and specialist plans. */
    SURVEY,
    CALENDAR,
    MEETINGS,
    DOCUMENTS,
    /** Participants, their rights and their accounts. */
    PARTICIPANTS,
    CONSENT
  }

  /** The kinds of log entries, each with the right that it takes to read it. */
  public enum PlanLogEvent {
    PLAN_CREATED(LogPart.PLAN, Visibility.ALL),
    PLAN_CHANGED(LogPart.PLAN, Visibility.ALL),
    PLAN_CLOSED(LogPart.PLAN, Visibility.ALL),
    /** Closed by itself after its planned end (PLAN-2). */
    PLAN_ENDED(LogPart.PLAN, Visibility.ALL),
    PLAN_REOPENED(LogPart.PLAN, Visibility.ALL),
    /** A stafettlogg has become an individual plan (PLAN-7). */
    PLAN_SUCCEEDED(LogPart.PLAN, Visibility.ALL),
    /** The BTI level of a stafettlogg (PLAN-7). */
    BTI_LEVEL_SET(LogPart.PLAN, Visibility.ALL),
    /** With the reason that was given (PRINT-1). */
    PLAN_PRINTED(LogPart.PLAN, Visibility.ALL),
    /** The whole plan was asked for as a download, and fetched (LAW-2). */
    PLAN_EXPORTED(LogPart.PLAN, Visibility.ALL),
    PLAN_EXPORT_FETCHED(LogPart.PLAN, Visibility.ALL),
    /** An archive was asked for (PLAN-3). */
    ARCHIVE_ASKED(LogPart.PLAN, Visibility.ALL),
    /** The archive has received it (PLAN-3). */
    PLAN_ARCHIVED(LogPart.PLAN, Visibility.ALL),
    LOG_OPENED(LogPart.PLAN, Visibility.ALL),
    LOG_CLOSED(LogPart.PLAN, Visibility.ALL),
    /** Something in the entry's area, as the three that follow. */
    CONTENT_CHANGED(LogPart.SURVEY, Visibility.AREA),
    CONTENT_ADDED(LogPart.SURVEY, Visibility.AREA),
    CONTENT_DELETED(LogPart.SURVEY, Visibility.AREA),
    CONTENT_RESTORED(LogPart.SURVEY, Visibility.AREA),
    /** By the owner or their coordinator (HOME-1). */
    STATUS_CHANGED(LogPart.ABOUT, Visibility.ALL),
    ABOUT_CHANGED(LogPart.ABOUT, Visibility.ALL),
    EMERGENCY_CHANGED(LogPart.ABOUT, Visibility.ALL),
    GOAL_ADDED(LogPart.GOALS, Visibility.AREA),
    GOAL_CHANGED(LogPart.GOALS, Visibility.AREA),
    GOAL_AGREED(LogPart.GOALS, Visibility.AREA),
    GOAL_TO_HISTORY(LogPart.GOALS, Visibility.AREA),
    GOAL_FROM_HISTORY(LogPart.GOALS, Visibility.AREA),
    GOAL_DELETED(LogPart.GOALS, Visibility.AREA),
    GOAL_RESTORED(LogPart.GOALS, Visibility.AREA),
    GOALS_REORDERED(LogPart.GOALS, Visibility.AREA),
    ACTIVITY_ADDED(LogPart.GOALS, Visibility.AREA),
    ACTIVITY_CHANGED(LogPart.GOALS, Visibility.AREA),
    ACTIVITY_AGREED(LogPart.GOALS, Visibility.AREA),
    ACTIVITY_TO_HISTORY(LogPart.GOALS, Visibility.AREA),
    ACTIVITY_FROM_HISTORY(LogPart.GOALS, Visibility.AREA),
    ACTIVITY_DELETED(LogPart.GOALS, Visibility.AREA),
    ACTIVITY_RESTORED(LogPart.GOALS, Visibility.AREA),
    EVENT_ADDED(LogPart.CALENDAR, Visibility.ALL),
    EVENT_CHANGED(LogPart.CALENDAR, Visibility.ALL),
    EVENT_DELETED(LogPart.CALENDAR, Visibility.ALL),
    EVENT_RESTORED(LogPart.CALENDAR, Visibility.ALL),
    DOCUMENT_ADDED(LogPart.DOCUMENTS, Visibility.ALL),
    DOCUMENT_CHANGED(LogPart.DOCUMENTS, Visibility.ALL),
    DOCUMENT_DELETED(LogPart.DOCUMENTS, Visibility.ALL),
    DOCUMENT_RESTORED(LogPart.DOCUMENTS, Visibility.ALL),
    MEETING_ADDED(LogPart.MEETINGS, Visibility.ALL),
    MEETING_CHANGED(LogPart.MEETINGS, Visibility.ALL),
    MEETING_DELETED(LogPart.MEETINGS, Visibility.ALL),
    MEETING_RESTORED(LogPart.MEETINGS, Visibility.ALL),
    /** The minutes were written or changed (MEET-1). */
    MEETING_MINUTES(LogPart.MEETINGS, Visibility.ALL),
    PARTICIPANT_ADDED(LogPart.PARTICIPANTS, Visibility.ALL),
    PARTICIPANT_CHANGED(LogPart.PARTICIPANTS, Visibility.ALL),
    PARTICIPANT_REMOVED(LogPart.PARTICIPANTS, Visibility.ALL),
    /** Another person represents the service (PART-9). */
    PARTICIPANT_REPLACED(LogPart.PARTICIPANTS, Visibility.ALL),
    RIGHTS_CHANGED(LogPart.PARTICIPANTS, Visibility.RIGHTS),
    NOTICES_CHANGED(LogPart.PARTICIPANTS, Visibility.RIGHTS),
    ACCOUNT_CREATED(LogPart.PARTICIPANTS, Visibility.RIGHTS),
    ACCOUNT_CHANGED(LogPart.PARTICIPANTS, Visibility.RIGHTS),
    PASSWORD_GIVEN(LogPart.PARTICIPANTS, Visibility.RIGHTS),
    /** Another changed the address that codes and notices go to. */
    ADDRESS_CHANGED(LogPart.PARTICIPANTS, Visibility.RIGHTS),
    /** A change of a login by another waits (PERSON-15). */
    LOGIN_CHANGE_ASKED(LogPart.PARTICIPANTS, Visibility.RIGHTS),
    LOGIN_CHANGE_STOPPED(LogPart.PARTICIPANTS, Visibility.RIGHTS),
    /** A second helper knows that it is the person who logs in (PERSON-15). */
    ACCOUNT_VOUCHED(LogPart.PARTICIPANTS, Visibility.RIGHTS),
    /** A new guardian decides for the owner from now on (PERSON-15). */
    GUARDIAN_CONFIRMED(LogPart.PARTICIPANTS, Visibility.RIGHTS),
    /** Changes who decides for the owner (PLAN-8). */
    CONSENT_AGE_CHANGED(LogPart.CONSENT, Visibility.RIGHTS),
    OWNER_BIRTH_DATE_CHANGED(LogPart.PARTICIPANTS, Visibility.RIGHTS),
    CONSENT_GIVEN(LogPart.CONSENT, Visibility.RIGHTS),
    CONSENT_WITHDRAWN(LogPart.CONSENT, Visibility.RIGHTS),
    CONSENT_PAPER_ADDED(LogPart.CONSENT, Visibility.RIGHTS),
    PARTICIPANT_CONSENT_GIVEN(LogPart.CONSENT, Visibility.RIGHTS),
    PARTICIPANT_CONSENT_WITHDRAWN(LogPart.CONSENT, Visibility.RIGHTS),
    BATON_ASKED(LogPart.PLAN, Visibility.RIGHTS),
    BATON_ACCEPTED(LogPart.PLAN, Visibility.ALL),
    BATON_DECLINED(LogPart.PLAN, Visibility.RIGHTS),
    BATON_TAKEN_BACK(LogPart.PLAN, Visibility.RIGHTS),
    COORDINATOR_NAMED(LogPart.PLAN, Visibility.ALL),
    SUBSTITUTE_NAMED(LogPart.PLAN, Visibility.ALL),
    SUBSTITUTE_ENDED(LogPart.PLAN, Visibility.ALL);

    private final LogPart part;
    private final Visibility visibility;

    PlanLogEvent(LogPart part, Visibility visibility) {
      this.part = part;
      this.visibility = visibility;
    }

    /**
     * The kinds with that visibility.
     *
     * @param part only those about this part of the plan; null for all
     */
    public static List<PlanLogEvent> withVisibility(Visibility visibility, LogPart part) {
      return Stream.of(values())
          .filter(event -> event.visibility == visibility && (part == null || event.part == part))
          .toList();
    }
  }

  /**
   * A log entry.
   *
   * @param actor the person who made the change, null for the service itself
   * @param subject the participant affected, or null
   * @param area for a kind with {@link Visibility#AREA}, otherwise null
   * @param detail dates, roles and access levels; never user-written text but the reason of a print
   * @param onlyFor those who may read what it is about, besides the actor; null for all who may
   *     read the kind
   */
  public record PlanLogRecord(
      PlanId plan,
      PersonId actor,
      PlanLogEvent event,
      ParticipantId subject,
      Area area,
      JsonObject detail,
      List<ParticipantId> onlyFor) {
    public PlanLogRecord {
      if ((event.visibility == Visibility.AREA) != (area != null)) {
        throw new IllegalArgumentException("An entry has an area if its kind is read by area");
      }
    }

    public PlanLogRecord(
        PlanId plan, PersonId actor, PlanLogEvent event, ParticipantId subject, JsonObject detail) {
      this(plan, actor, event, subject, null, detail, null);
    }

    public PlanLogRecord(PlanId plan, PersonId actor, PlanLogEvent event) {
      this(plan, actor, event, null, new JsonObject());
    }

    public PlanLogRecord(PlanId plan, PersonId actor, PlanLogEvent event, ParticipantId subject) {
      this(plan, actor, event, subject, new JsonObject());
    }
  }

  /** Inserts the entry in the round trip of the commit. */
  public static void insertAtCommit(Tx tx, PlanLogRecord entry, Instant at) {
    tx.executeAtCommit(INSERT, values(entry, at));
  }

  private static Object[] values(PlanLogRecord entry, Instant at) {
    return new Object[] {
      NewId.timeOrdered(),
      entry.plan(),
      at,
      entry.actor(),
      entry.event(),
      entry.subject(),
      entry.area(),
      entry.detail(),
      entry.onlyFor() == null
          ? null
          : entry.onlyFor().stream().map(ParticipantId::value).toArray(UUID[]::new)
    };
  }

  /**
   * Inserts entries about a person in every plan that they take part in, with the name of who acted
   * only where that person takes part too (PERSON-5).
   *
   * @param detail dates, roles and access levels; never user-written text
   */
  public Completable insertInPlansOf(
      Tx tx, PersonId about, PersonId actor, PlanLogEvent event, JsonObject detail) {
    return tx.query(PLANS_OF, about, actor)
        .flattenStreamAsFlowable(RowValues::stream)
        .concatMapCompletable(
            row ->
                insert(
                    tx,
                    new PlanLogRecord(
                        new PlanId(row.getUUID("plan_id")),
                        row.getBoolean("shares") ? actor : null,
                        event,
                        new ParticipantId(row.getUUID("id")),
                        detail)));
  }

  /** Inserts the entry in the transaction of the change. */
  public Completable insert(Tx tx, PlanLogRecord entry) {
    return tx.execute(INSERT, values(entry, clock.instant())).ignoreElement();
  }
}
