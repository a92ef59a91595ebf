package no.samklang.consent;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Single;
import io.vertx.core.json.JsonObject;
import io.vertx.rxjava3.sqlclient.Row;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Optional;
import no.samklang.access.AccessPolicy;
import no.samklang.access.PlanLog;
import no.samklang.access.PlanLog.PlanLogEvent;
import no.samklang.access.PlanLog.PlanLogRecord;
import no.samklang.db.RowValues;
import no.samklang.db.SqlParams;
import no.samklang.db.Tx;
import no.samklang.id.NewId;
import no.samklang.id.PersonId;
import no.samklang.id.PlanId;
import no.samklang.notification.Notices.NoticeType;
import no.samklang.notification.Outbox;

/** Inserts consents within the caller's transaction (PART-4). Rights are checked by the caller. */
@CheckReturnValue
public final class ConsentService {
  // serializes renewals of a plan: reads after the lock see the previous renewal
  private static final String LOCK = "select from plan where id = $1 for no key update";
  private static final String BASIS =
      """
      select op.person_id as owner,
             coalesce(owner.birth_date, owner.due_date) <= ($2::date - make_interval(years => m.consent_age)) as of_age,
             exists (select from consent c where c.plan_id = pl.id and c.ended_at is null
                        and $2 between c.valid_from and c.valid_until) as has_consent,
             coalesce((
               select c.end_reason = 'WITHDRAWN' and not exists (
                        select from consent_paper paper where paper.consent_id = c.id and paper.added_at > c.ended_at)
                 from consent c where c.plan_id = pl.id order by c.ended_at desc nulls first limit 1), false) as needs_paper
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
      insert into consent (id, plan_id, valid_from, valid_until, scope, not_covered, capacity, given_by, given_by_name,
                           reason, differentiated, given_at, registered_by)
      values (#{id}, #{plan}, #{from}, #{until}, #{scope}, #{notCovered}, #{capacity}, #{givenBy}, #{givenByName},
              #{reason}, #{differentiated}, #{now}, #{by})""";
  // a paper that was put in after the withdrawal is about the new consent
  private static final String MOVE_PAPERS =
      """
      update consent_paper paper set consent_id = current.id
        from consent withdrawn, consent current
       where withdrawn.plan_id = $1 and withdrawn.end_reason = 'WITHDRAWN' and paper.consent_id = withdrawn.id
         and paper.added_at > withdrawn.ended_at and current.plan_id = $1 and current.ended_at is null""";
  static final String UPDATE_VERSION =
      """
      update plan set consent_version = consent_version + 1, changed_at = $2, changed_by = $3
       where id = $1""";

  private final Clock clock;
  private final AccessPolicy access;
  private final PlanLog log;
  private final Outbox outbox;

  public ConsentService(Clock clock, Outbox outbox) {
    this.clock = clock;
    this.access = new AccessPolicy(clock);
    this.log = new PlanLog(clock);
    this.outbox = outbox;
  }

  /**
   * Inserts a consent, and ends the previous one as renewed. The plan and its owner must exist.
   * Deciders are notified of one registered by a coordinator.
   *
   * @param registeredBy the person who enters it
   * @param byOwner whether that person is the owner; otherwise it is a coordinator who registers it
   * @return fails with {@link no.samklang.error.Failure.Invalid} {@code consent.guardianRequired}
   *     for an owner below the municipality's age of consent, {@code consent.ownerOfAge} for a
   *     guardian of one above it, {@code consent.reasonRequired} for a representative without a
   *     reason, {@code consent.withdrawn} for a coordinator who has no paper after a withdrawal,
   *     and {@code consent.invalid}
   */
  public Completable give(
      Tx tx, PlanId plan, PersonId registeredBy, boolean byOwner, ConsentInput input) {
    ConsentSource source = byOwner ? ConsentSource.OWNER : ConsentSource.COORDINATOR;
    return tx.execute(LOCK, plan)
        .flatMap(locked -> findBasis(tx, plan))
        .flatMapCompletable(basis -> give(tx, plan, registeredBy, source, input, basis));
  }

  /**
   * For another plan that takes over what is in this one, whose consent the caller registers. Fails
   * with {@link Failure.Forbidden} {@code consent.withdrawn} if the last one was withdrawn, and no
   * signed paper has been put in since. The plan must be locked.
   */
  public Completable requireNotWithdrawn(Tx tx, PlanId plan) {
    return findBasis(tx, plan)
        .doOnSuccess(basis -> basis.policy().requireNotWithdrawn())
        .ignoreElement();
  }

  /** Data for validating a new consent. */
  record ConsentBasis(PersonId owner, ConsentPolicy policy) {}

  Single<ConsentBasis> findBasis(Tx tx, PlanId plan) {
    LocalDate today = access.today();
    return tx.query(BASIS, plan, today)
        .map(rows -> findBasis(RowValues.first(rows).orElseThrow(), today));
  }

  private static ConsentBasis findBasis(Row row, LocalDate today) {
    return new ConsentBasis(
        new PersonId(row.getUUID("owner")),
        new ConsentPolicy(
            today,
            Optional.ofNullable(row.getBoolean("of_age")),
            row.getBoolean("has_consent"),
            row.getBoolean("needs_paper")));
  }

  /** The same in a locked plan; all statements in one round trip. */
  Completable give(
      Tx tx,
      PlanId plan,
      PersonId by,
      ConsentSource source,
      ConsentInput input,
      ConsentBasis basis) {
    ConsentInput normalized = basis.policy().validate(input, source);
    return Completable.mergeArray(
        tx.execute(END, plan, clock.instant(), by).ignoreElement(),
        insert(tx, plan, by, source, normalized, basis.owner()),
        tx.execute(MOVE_PAPERS, plan).ignoreElement(),
        tx.execute(UPDATE_VERSION, plan, clock.instant(), by).ignoreElement(),
        log.insert(tx, logRecord(plan, by, source, normalized)),
        notifyDeciders(tx, plan, by, source));
  }

  private Completable notifyDeciders(Tx tx, PlanId plan, PersonId by, ConsentSource source) {
    return source == ConsentSource.COORDINATOR
        ? outbox.enqueueForDeciders(tx, NoticeType.CONSENT_REGISTERED, plan, by)
        : Completable.complete();
  }

  private Completable insert(
      Tx tx, PlanId plan, PersonId by, ConsentSource source, ConsentInput input, PersonId owner) {
    SqlParams params =
        SqlParams.of("id", NewId.random())
            .and("plan", plan)
            .and("from", input.from())
            .and("until", input.until())
            .and("scope", input.scope())
            .and("notCovered", input.notCovered())
            .and("capacity", input.capacity())
            .and("givenBy", giver(source, input, by, owner))
            .and("givenByName", source == ConsentSource.COORDINATOR ? input.givenByName() : null)
            .and("reason", input.reason())
            .and("differentiated", input.differentiated())
            .and("now", clock.instant())
            .and("by", by);
    return tx.execute(INSERT, params).ignoreElement();
  }

  /** The person who gave it; null when only a name is known. */
  private static PersonId giver(
      ConsentSource source, ConsentInput input, PersonId by, PersonId owner) {
    if (source != ConsentSource.COORDINATOR) {
      return by;
    }
    return input.capacity() == Capacity.OWNER ? owner : null;
  }

  private static PlanLogRecord logRecord(
      PlanId plan, PersonId by, ConsentSource source, ConsentInput input) {
    JsonObject detail =
        new JsonObject()
            .put("from", input.from().toString())
            .put("until", input.until().toString())
            .put("capacity", input.capacity().name())
            .put("registered", source == ConsentSource.COORDINATOR);
    return new PlanLogRecord(plan, by, PlanLogEvent.CONSENT_GIVEN, null, detail);
  }
}
