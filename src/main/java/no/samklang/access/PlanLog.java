package no.samklang.access;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Completable;
import io.vertx.core.json.JsonObject;
import java.time.Clock;
import java.time.Instant;
import no.samklang.db.Tx;
import no.samklang.id.NewId;
import no.samklang.id.ParticipantId;
import no.samklang.id.PersonId;
import no.samklang.id.PlanId;

/**
 * What has been done in a plan (LOG-1). Rows are only ever added: the database refuses anything
 * else.
 */
@CheckReturnValue
public final class PlanLog {
  private static final String INSERT =
      """
      insert into plan_log (id, plan_id, at, person_id, event, participant_id, detail)
      values ($1, $2, $3, $4, $5, $6, $7)""";

  private final Clock clock;

  public PlanLog(Clock clock) {
    this.clock = clock;
  }

  /** What can be done. */
  public enum Event {
    PLAN_CREATED,
    PLAN_CHANGED,
    PLAN_CLOSED,
    PLAN_REOPENED,
    PARTICIPANT_ADDED,
    PARTICIPANT_CHANGED,
    PARTICIPANT_REMOVED,
    RIGHTS_CHANGED,
    NOTICES_CHANGED,
    ACCOUNT_CREATED,
    ACCOUNT_CHANGED,
    PASSWORD_GIVEN,
    CONSENT_GIVEN,
    CONSENT_WITHDRAWN,
    CONSENT_PAPER_ADDED,
    BATON_ASKED,
    BATON_ACCEPTED,
    BATON_DECLINED,
    BATON_TAKEN_BACK,
    SUBSTITUTE_NAMED,
    SUBSTITUTE_ENDED
  }

  /**
   * Something that was done.
   *
   * @param by who did it
   * @param about whom it is about, or null
   * @param detail dates, roles and levels; never what somebody wrote
   */
  public record Entry(
      PlanId plan, PersonId by, Event event, ParticipantId about, JsonObject detail) {
    public Entry(PlanId plan, PersonId by, Event event) {
      this(plan, by, event, null, new JsonObject());
    }

    public Entry(PlanId plan, PersonId by, Event event, ParticipantId about) {
      this(plan, by, event, about, new JsonObject());
    }
  }

  /** Writes it with the commit of the transaction that does it. */
  public static void enlist(Tx tx, Entry entry, Instant at) {
    tx.enlist(INSERT, values(entry, at));
  }

  private static Object[] values(Entry entry, Instant at) {
    return new Object[] {
      NewId.inTimeOrder(),
      entry.plan(),
      at,
      entry.by(),
      entry.event(),
      entry.about(),
      entry.detail()
    };
  }

  /** Notes it in the transaction that does it. */
  public Completable add(Tx tx, Entry entry) {
    return tx.execute(INSERT, values(entry, clock.instant())).ignoreElement();
  }
}
