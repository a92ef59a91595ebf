package no.samklang.participant;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Single;
import io.vertx.core.json.JsonObject;
import io.vertx.rxjava3.sqlclient.Row;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import no.samklang.access.PlanLog;
import no.samklang.access.PlanLog.Entry;
import no.samklang.access.PlanLog.Event;
import no.samklang.access.Rights;
import no.samklang.access.Role;
import no.samklang.bus.Failure;
import no.samklang.db.Params;
import no.samklang.db.Tx;
import no.samklang.id.NewId;
import no.samklang.id.ParticipantId;
import no.samklang.id.PersonId;
import no.samklang.id.PlanId;

/**
 * Brings people into a plan, within the transaction of the caller, who has decided that it may be
 * done (PART-1).
 */
@CheckReturnValue
public final class ParticipantRegister {
  // not "for update": what refers to the plan may be written meanwhile
  private static final String HOLD = "select id from plan where id = $1 for no key update";

  /** Of a plan; its consent names each (PART-4). */
  private static final int MAX_PARTICIPANTS = 200;

  /** What a person begins with in a plan; what was decided of one who was there before stands. */
  private static final String BEGINNING =
      """
      select (select count(*) from participant where plan_id = $1 and removed_at is null) as there,
             (select rights::text from role_rights where role = $3) as rights,
             (select rights_limit::text from participant
               where plan_id = $1 and person_id = $2 and rights_limit is not null
               order by removed_at desc limit 1) as rights_limit""";

  private static final String INSERT =
      """
      insert into participant (id, plan_id, person_id, role, since, responsibility, ends_on, consent_scope, rights, rights_limit)
      values (#{id}, #{plan}, #{person}, #{role}, #{now}, #{responsibility}, #{endsOn}, #{scope}, #{rights}::jsonb, #{limit}::jsonb)
      on conflict (plan_id, person_id) where removed_at is null do nothing
      returning id""";

  private static final String FIND =
      "select id from participant where plan_id = $1 and person_id = $2 and removed_at is null";

  // a coordinator has no end date
  private static final String UPDATE_ROLE =
      ParticipantRepository.UPDATE_ROLE
          + ", ends_on = case when #{role} = 'COORDINATOR' then null else ends_on end where id = #{participant}";

  private final Clock clock;
  private final PlanLog log;

  public ParticipantRegister(Clock clock) {
    this.clock = clock;
    this.log = new PlanLog(clock);
  }

  /**
   * Who is to take part.
   *
   * @param rights empty for those of the role (PART-2)
   * @param responsibility seen in this plan only (PERSON-4); may be null, as what follows
   * @param endsOn the last day of the access (PART-7)
   * @param consentScope what of the consent is for this participant; null for all of it
   */
  public record Joining(
      PlanId plan,
      PersonId person,
      Role role,
      Optional<Rights> rights,
      String responsibility,
      LocalDate endsOn,
      String consentScope) {
    public Joining(PlanId plan, PersonId person, Role role) {
      this(plan, person, role, Optional.empty(), null, null, null);
    }

    @Override
    public String toString() {
      return "Joining " + plan;
    }
  }

  /**
   * @param limit kept from when the person was in the plan before (PART-1)
   */
  private record Beginning(Rights rights, Rights limit) {
    static Beginning of(Row row, Optional<Rights> wanted) {
      Rights limit = Rights.limit(row.getString("rights_limit"));
      Rights rights = wanted.orElseGet(() -> Rights.of(row.getString("rights")));
      return new Beginning(rights.atMost(limit), limit);
    }
  }

  /** Of one who is in the plan already. */
  public record Existing(ParticipantId participantId) {}

  /**
   * Adds a participant, and writes it in the plan's log. Fails with {@link Failure.Conflict} {@code
   * participant.exists} and {@link Existing} for a person who is in the plan, also when that one's
   * access has ended by its date, and with {@code plan.full} when there are very many.
   *
   * @param by who adds
   */
  public Single<ParticipantId> add(Tx tx, Joining joining, PersonId by) {
    return hold(tx, joining.plan())
        .andThen(Single.defer(() -> add(tx, new ParticipantId(NewId.inTimeOrder()), joining, by)));
  }

  /** The same with an id of one's own, in a plan that is locked. */
  Single<ParticipantId> add(Tx tx, ParticipantId id, Joining joining, PersonId by) {
    return beginning(tx, joining)
        .flatMap(beginning -> insert(tx, id, joining, beginning))
        .flatMap(isNew -> isNew ? Single.just(id) : existing(tx, joining))
        .flatMap(added -> note(tx, joining, added, by).toSingleDefault(added));
  }

  private static Single<Beginning> beginning(Tx tx, Joining joining) {
    return tx.query(BEGINNING, joining.plan(), joining.person(), joining.role())
        .map(rows -> rows.iterator().next())
        .doOnSuccess(ParticipantRegister::requireRoom)
        .map(row -> Beginning.of(row, joining.rights()));
  }

  private static void requireRoom(Row row) {
    if (row.getLong("there") >= MAX_PARTICIPANTS) {
      throw new Failure.Conflict("plan.full", null);
    }
  }

  private Single<Boolean> insert(Tx tx, ParticipantId id, Joining joining, Beginning beginning) {
    Params params =
        Params.of("id", id)
            .and("plan", joining.plan())
            .and("person", joining.person())
            .and("role", joining.role())
            .and("now", clock.instant())
            .and("responsibility", joining.responsibility())
            .and("endsOn", joining.endsOn())
            .and("scope", joining.consentScope())
            .and("rights", new JsonObject(beginning.rights().toJson()))
            .and("limit", new JsonObject(beginning.limit().toJson()));
    return tx.execute(INSERT, params).map(rows -> rows.size() > 0);
  }

  private static Single<ParticipantId> existing(Tx tx, Joining joining) {
    return tx.query(FIND, joining.plan(), joining.person())
        .map(rows -> new Existing(new ParticipantId(rows.iterator().next().getUUID("id"))))
        .flatMap(there -> Single.error(new Failure.Conflict("participant.exists", there)));
  }

  private Completable note(Tx tx, Joining joining, ParticipantId added, PersonId by) {
    JsonObject detail = new JsonObject(Map.of("role", joining.role().name()));
    return log.add(tx, new Entry(joining.plan(), by, Event.PARTICIPANT_ADDED, added, detail));
  }

  /**
   * Lets nobody else change who is in the plan, or as what, until the transaction ends. To be
   * called first of all, so that what is read afterwards holds: two coordinators can't remove each
   * other.
   */
  public Completable hold(Tx tx, PlanId plan) {
    return tx.execute(HOLD, plan).ignoreElement();
  }

  /**
   * Gives a participant another role (PLAN-6), with what comes with it; what has been decided of
   * the areas stands, so that nobody gets back what the owner has taken (PART-1). A coordinator has
   * no end date.
   */
  public Completable becomes(Tx tx, ParticipantId participant, Role role) {
    Params params = Params.of("participant", participant).and("role", role);
    return tx.execute(UPDATE_ROLE, params).ignoreElement();
  }
}
