package no.samklang.consent;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Single;
import io.vertx.core.json.JsonObject;
import io.vertx.rxjava3.sqlclient.Row;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Optional;
import java.util.UUID;
import no.samklang.access.Access;
import no.samklang.access.PlanLog.Entry;
import no.samklang.access.PlanLog.Event;
import no.samklang.access.PlanLog;
import no.samklang.db.Rows;
import no.samklang.db.Tx;
import no.samklang.id.NewId;
import no.samklang.id.PersonId;
import no.samklang.id.PlanId;
import no.samklang.notify.Notices.Template;
import no.samklang.notify.Notices;

/** Puts consents in (PART-4): whoever does it has been found to have the right. */
@CheckReturnValue
public final class ConsentRegister {
  // one at a time renews the consent of a plan; what is read after it is what the one before left
  private static final String LOCK = "select from plan where id = $1 for no key update";
  private static final String BASIS =
      """
      select pl.consent_version, op.person_id as owner,
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
      values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)""";
  // nobody's decision is changed behind their back
  private static final String TELL =
      """
      with told as (
        select pt.person_id from participant pt
         where pt.plan_id = $2 and takes_part(pt, $3)
           and pt.person_id <> $4 and (pt.role = 'OWNER' or exists (select from plan_members($3) where member_id = pt.id and member_decides))
      )
      select notify_persons($5, $2, array(select person_id from told), $1)""";
  private static final String CHANGED =
      """
      update plan set consent_version = consent_version + 1, changed_at = $2, changed_by = $3
       where id = $1 returning consent_version""";

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
    Giver giver = ownerThemself ? Giver.OWNER : Giver.COORDINATOR;
    return lock(tx, plan)
        .andThen(Single.defer(() -> basis(tx, plan)))
        .flatMapCompletable(basis -> give(tx, plan, registeredBy, giver, input, basis));
  }

  /** What a new consent is judged by, and the version of the one there is. */
  record Basis(int version, PersonId owner, ConsentRule rule) {}

  /** Nobody else renews or withdraws the plan's consent until the transaction ends. */
  Completable lock(Tx tx, PlanId plan) {
    return tx.execute(LOCK, plan.value()).ignoreElement();
  }

  Single<Basis> basis(Tx tx, PlanId plan) {
    LocalDate today = access.today();
    return tx.query(BASIS, plan.value(), today)
        .map(rows -> basis(Rows.first(rows).orElseThrow(), today));
  }

  private static Basis basis(Row row, LocalDate today) {
    return new Basis(
        row.getInteger("consent_version"),
        new PersonId(row.getUUID("owner")),
        new ConsentRule(
            today, Optional.ofNullable(row.getBoolean("of_age")), row.getBoolean("has_consent")));
  }

  Completable give(Tx tx, PlanId plan, PersonId by, Giver giver, ConsentInput input, Basis basis) {
    ConsentInput whole = basis.rule().check(input, giver);
    return tx.execute(END, plan.value(), clock.instant(), by.value())
        .flatMap(ended -> insert(tx, plan, by, giver, whole, basis.owner()))
        .flatMap(inserted -> changed(tx, plan, by))
        .flatMapCompletable(version -> log.add(tx, entry(plan, by, giver, whole)))
        .andThen(Completable.defer(() -> tell(tx, plan, by, giver)));
  }

  private Completable tell(Tx tx, PlanId plan, PersonId by, Giver giver) {
    return giver == Giver.COORDINATOR
        ? tx.execute(TELL, clock.instant(), plan, access.today(), by, Template.CONSENT_REGISTERED)
            .doOnSuccess(told -> tx.publish(new Notices.Waiting()))
            .ignoreElement()
        : Completable.complete();
  }

  private Single<?> insert(
      Tx tx, PlanId plan, PersonId by, Giver giver, ConsentInput input, PersonId owner) {
    return tx.execute(
        INSERT,
        NewId.unguessable(),
        plan.value(),
        input.from(),
        input.until(),
        input.scope(),
        input.capacity().name(),
        person(giver, input, by, owner),
        giver == Giver.COORDINATOR ? input.givenByName() : null,
        input.reason(),
        input.differentiated(),
        clock.instant(),
        by.value());
  }

  /** Who gave it, null when that is known by name only. */
  private static UUID person(Giver giver, ConsentInput input, PersonId by, PersonId owner) {
    if (giver != Giver.COORDINATOR) {
      return by.value();
    }
    return input.capacity() == Capacity.OWNER ? owner.value() : null;
  }

  /** The plan's consent has another version now: gives it. */
  Single<Integer> changed(Tx tx, PlanId plan, PersonId by) {
    return tx.execute(CHANGED, plan.value(), clock.instant(), by.value())
        .map(rows -> rows.iterator().next().getInteger("consent_version"));
  }

  private static Entry entry(PlanId plan, PersonId by, Giver giver, ConsentInput input) {
    JsonObject detail =
        new JsonObject()
            .put("from", input.from().toString())
            .put("until", input.until().toString())
            .put("capacity", input.capacity().name())
            .put("registered", giver == Giver.COORDINATOR);
    return new Entry(plan, by, Event.CONSENT_GIVEN, null, detail);
  }
}
