package no.samklang.consent;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Flowable;
import io.reactivex.rxjava3.core.Single;
import io.vertx.core.json.JsonObject;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import no.samklang.access.AccessPolicy;
import no.samklang.access.PlanLog;
import no.samklang.access.PlanLog.PlanLogEvent;
import no.samklang.access.PlanLog.PlanLogRecord;
import no.samklang.db.RowValues;
import no.samklang.db.Tx;
import no.samklang.id.OrganisationId;
import no.samklang.id.ParticipantId;
import no.samklang.id.PersonId;
import no.samklang.id.PlanId;
import no.samklang.notification.Notices.NoticeType;
import no.samklang.notification.Outbox;

/**
 * Changes of what says who decides for an owner: the owner's birth date and the age of consent
 * (PLAN-8). They go into the log of each plan that they touch, and are told to who decided before.
 */
@CheckReturnValue
public final class AuthorityChanges {
  private static final String DECIDERS =
      """
      select op.plan_id, op.id as owner, array_agg(m.member_person_id order by m.member_person_id) as deciders
        from participant op
        join plan pl on pl.id = op.plan_id and pl.state = 'ACTIVE'
        join person owner on owner.id = op.person_id
       cross join lateral (
         select member_person_id from plan_members($1) where member_plan_id = op.plan_id and member_decides) m
       where op.role = 'OWNER' and op.removed_at is null and %s
       group by op.plan_id, op.id order by op.plan_id""";
  private static final String OF_OWNER = DECIDERS.formatted("op.person_id = $2");
  // whose age is at least the one and below the other
  private static final String BETWEEN_AGES =
      DECIDERS.formatted(
          """
          owner.municipality_id = $2 and coalesce(owner.birth_date, owner.due_date) <= $1::date - make_interval(years => $3)
             and coalesce(owner.birth_date, owner.due_date) > $1::date - make_interval(years => $4)""");

  private final AccessPolicy access;
  private final PlanLog log;
  private final Outbox outbox;

  public AuthorityChanges(Clock clock, Outbox outbox) {
    this.access = new AccessPolicy(clock);
    this.log = new PlanLog(clock);
    this.outbox = outbox;
  }

  /** A plan that a change touches, with who decided in it before the change. */
  public record TouchedPlan(PlanId plan, ParticipantId owner, List<PersonId> deciders) {}

  /** The active plans of an owner whose birth date is about to change. */
  public Single<List<TouchedPlan>> ofOwner(Tx tx, PersonId owner) {
    return find(tx, OF_OWNER, access.today(), owner);
  }

  /** The active plans in a municipality that a change of the age of consent is about to touch. */
  private Single<List<TouchedPlan>> betweenAges(
      Tx tx, OrganisationId municipality, int before, int after) {
    LocalDate today = access.today();
    return find(
        tx, BETWEEN_AGES, today, municipality, Math.min(before, after), Math.max(before, after));
  }

  /** Records a change of the age of consent that is about to be made. */
  public Completable recordConsentAge(
      Tx tx, PersonId by, OrganisationId municipality, int before, int after) {
    Map<String, Integer> detail = Map.of("from", before, "to", after);
    return betweenAges(tx, municipality, before, after)
        .flatMapCompletable(
            plans -> record(tx, by, PlanLogEvent.CONSENT_AGE_CHANGED, detail, plans));
  }

  private static Single<List<TouchedPlan>> find(Tx tx, String sql, Object... args) {
    return tx.query(sql, args)
        .map(
            rows ->
                RowValues.stream(rows)
                    .map(
                        row ->
                            new TouchedPlan(
                                new PlanId(row.getUUID("plan_id")),
                                new ParticipantId(row.getUUID("owner")),
                                List.of(row.getArrayOfUUIDs("deciders")).stream()
                                    .map(PersonId::new)
                                    .toList()))
                    .toList());
  }

  /**
   * Records the change in the plans and tells who decided, but not the one who made it.
   *
   * @param detail ages only, never a date of birth
   */
  public Completable record(
      Tx tx,
      PersonId by,
      PlanLogEvent event,
      Map<String, Integer> detail,
      List<TouchedPlan> plans) {
    JsonObject shown = new JsonObject(new LinkedHashMap<>(detail));
    return Flowable.fromIterable(plans)
        .concatMapCompletable(
            touched ->
                log.insert(tx, new PlanLogRecord(touched.plan(), by, event, touched.owner(), shown))
                    .andThen(tell(tx, by, touched)));
  }

  private Completable tell(Tx tx, PersonId by, TouchedPlan touched) {
    Collection<PersonId> others =
        touched.deciders().stream().filter(decider -> !decider.equals(by)).toList();
    return others.isEmpty()
        ? Completable.complete()
        : outbox.enqueueForPersons(tx, NoticeType.AUTHORITY_CHANGED, touched.plan(), others);
  }
}
