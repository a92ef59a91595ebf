package no.samklang.consent;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Single;
import io.vertx.core.json.JsonObject;
import io.vertx.rxjava3.sqlclient.Row;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Optional;
import no.samklang.access.Access;
import no.samklang.access.PlanLog;
import no.samklang.access.PlanLog.Entry;
import no.samklang.access.PlanLog.Event;
import no.samklang.db.Params;
import no.samklang.db.Rows;
import no.samklang.db.Tx;
import no.samklang.id.NewId;
import no.samklang.id.PersonId;
import no.samklang.id.PlanId;
import no.samklang.notify.Notices;
import no.samklang.notify.Notices.Template;

/** Puts consents in (PART-4): whoever does it has been found to have the right. */
@CheckReturnValue
public final class ConsentRegister {
  // one at a time renews the consent of a plan; what is read after it is what the one before left
  private static final String LOCK = "select from plan where id = $1 for no key update";
  private static final String BASIS =
      """
      select op.person_id as owner,
             owner.birth_date <= ($2::date - make_interval(years => m.consent_age)) as of_age,
             exists (select from consent c where c.plan_id = pl.id and c.ended_at is null
                        and $2 between c.valid_from and c.valid_until) as has_consent
        from plan pl
        join participant op on op.plan_id = pl.id and op.role = 'OWNER' and op.removed_at is null
        join person owner on owner.id = op.person_id
        join organisation m on m.id = owner.municipality_id
       where pl.id = $1""";
  private static final String END =
      """
      update consent set ended_at = $2, ended_by = $3, end_reason = 'RENEWED'
       where plan_id = $1 and ended_at is null""";
  private static final String INSERT =
      """
      insert into consent (id, plan_id, valid_from, valid_until, scope, capacity, given_by, given_by_name, reason,
                           differentiated, given_at, registered_by)
      values (#{id}, #{plan}, #{from}, #{until}, #{scope}, #{capacity}, #{givenBy}, #{givenByName}, #{reason},
              #{differentiated}, #{now}, #{by})""";
  // nobody's decision is changed behind their back
  private static final String NOTIFY =
      """
      select notify_persons(#{template}, #{plan}, array(
        select member_person_id from plan_members(#{today})
         where member_plan_id = #{plan} and member_decides and member_person_id <> #{by}), #{now})""";
  static final String UPDATE_VERSION =
      """
      update plan set consent_version = consent_version + 1, changed_at = $2, changed_by = $3
       where id = $1""";

  private final Clock clock;
  private final Access access;
  private final PlanLog log;

  public ConsentRegister(Clock clock) {
    this.clock = clock;
    this.access = new Access(clock);
    this.log = new PlanLog(clock);
  }

  /**
   * Gives a consent, and ends the one before as renewed. The plan and its owner must be there. Who
   * decides is told of one that somebody else registers.
   *
   * @param registeredBy who puts it in
   * @param ownerThemself whether that is the owner, who gives it; else it is a coordinator, to whom
   *     it was given
   * @return fails with {@link no.samklang.bus.Failure.Invalid} {@code consent.guardianNeeded} for
   *     an owner below the municipality's age of consent, {@code consent.ownerOfAge} for a guardian
   *     of one above it, {@code consent.reasonNeeded} for a representative without a reason, and
   *     {@code consent.invalid}
   */
  public Completable give(
      Tx tx, PlanId plan, PersonId registeredBy, boolean ownerThemself, ConsentInput input) {
    ConsentSource source = ownerThemself ? ConsentSource.OWNER : ConsentSource.COORDINATOR;
    return tx.execute(LOCK, plan)
        .flatMap(locked -> basis(tx, plan))
        .flatMapCompletable(basis -> give(tx, plan, registeredBy, source, input, basis));
  }

  /** What a new consent is judged by. */
  record Basis(PersonId owner, ConsentPolicy policy) {}

  Single<Basis> basis(Tx tx, PlanId plan) {
    LocalDate today = access.today();
    return tx.query(BASIS, plan, today).map(rows -> basis(Rows.first(rows).orElseThrow(), today));
  }

  private static Basis basis(Row row, LocalDate today) {
    return new Basis(
        new PersonId(row.getUUID("owner")),
        new ConsentPolicy(
            today, Optional.ofNullable(row.getBoolean("of_age")), row.getBoolean("has_consent")));
  }

  /** The same in a plan that is locked; all in one trip. */
  Completable give(
      Tx tx, PlanId plan, PersonId by, ConsentSource source, ConsentInput input, Basis basis) {
    ConsentInput whole = basis.policy().check(input, source);
    return Completable.mergeArray(
        tx.execute(END, plan, clock.instant(), by).ignoreElement(),
        insert(tx, plan, by, source, whole, basis.owner()),
        tx.execute(UPDATE_VERSION, plan, clock.instant(), by).ignoreElement(),
        log.add(tx, entry(plan, by, source, whole)),
        notifyDeciders(tx, plan, by, source));
  }

  private Completable notifyDeciders(Tx tx, PlanId plan, PersonId by, ConsentSource source) {
    if (source != ConsentSource.COORDINATOR) {
      return Completable.complete();
    }
    tx.publish(new Notices.Waiting());
    Params params =
        Params.of("template", Template.CONSENT_REGISTERED)
            .and("plan", plan)
            .and("today", access.today())
            .and("by", by)
            .and("now", clock.instant());
    return tx.execute(NOTIFY, params).ignoreElement();
  }

  private Completable insert(
      Tx tx, PlanId plan, PersonId by, ConsentSource source, ConsentInput input, PersonId owner) {
    Params params =
        Params.of("id", NewId.unguessable())
            .and("plan", plan)
            .and("from", input.from())
            .and("until", input.until())
            .and("scope", input.scope())
            .and("capacity", input.capacity())
            .and("givenBy", giver(source, input, by, owner))
            .and("givenByName", source == ConsentSource.COORDINATOR ? input.givenByName() : null)
            .and("reason", input.reason())
            .and("differentiated", input.differentiated())
            .and("now", clock.instant())
            .and("by", by);
    return tx.execute(INSERT, params).ignoreElement();
  }

  /** Who gave it, null when that is known by name only. */
  private static PersonId giver(
      ConsentSource source, ConsentInput input, PersonId by, PersonId owner) {
    if (source != ConsentSource.COORDINATOR) {
      return by;
    }
    return input.capacity() == Capacity.OWNER ? owner : null;
  }

  private static Entry entry(PlanId plan, PersonId by, ConsentSource source, ConsentInput input) {
    JsonObject detail =
        new JsonObject()
            .put("from", input.from().toString())
            .put("until", input.until().toString())
            .put("capacity", input.capacity().name())
            .put("registered", source == ConsentSource.COORDINATOR);
    return new Entry(plan, by, Event.CONSENT_GIVEN, null, detail);
  }
}
