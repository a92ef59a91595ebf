package no.samklang.goal;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Single;
import io.vertx.rxjava3.sqlclient.Row;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import no.samklang.access.Area;
import no.samklang.access.Membership;
import no.samklang.access.PlanCommands;
import no.samklang.access.PlanLog.PlanLogEvent;
import no.samklang.access.PlanReads;
import no.samklang.access.PlanTx;
import no.samklang.access.Right;
import no.samklang.db.SqlParams;
import no.samklang.goal.RequiredContents.RequiredContent;
import no.samklang.goal.RequiredContents.RequiredContentInput;
import no.samklang.goal.RequiredContents.RequiredItem;
import no.samklang.operation.Command;

/**
 * The contents that the law asks for in a plan of type IP (LAW-1): the texts that stand nowhere
 * else, read and written with the rights to goals, and for the coordinator what is missing.
 */
@CheckReturnValue
final class RequiredContentService {
  private static final String GET =
      """
      with me as (select * from plan_member(#{plan}, #{person}, #{today}))
      select me.*, pl.id, coalesce(c.needs, '') as needs, coalesce(c.contributions, '') as contributions,
             coalesce(c.other_cooperation, '') as other_cooperation, c.revision_on, coalesce(c.version, 0) as version,
             exists (select from plan_goal g where g.plan_id = pl.id and not g.in_history) as has_goals,
             exists (select from participant p where p.plan_id = pl.id and takes_part(p, #{today})
                        and p.role not in ('OWNER', 'COORDINATOR')) as has_participants,
             exists (select from participant p where p.plan_id = pl.id and takes_part(p, #{today})
                        and p.role = 'COORDINATOR') as has_coordinator,
             exists (select from plan_activity a where a.plan_id = pl.id and not a.in_history)
               and not exists (select from plan_activity a
                                where a.plan_id = pl.id and not a.in_history
                                  and not exists (select from activity_responsible r where r.activity_id = a.id)) as has_measures,
             exists (select from plan_activity a where a.plan_id = pl.id and not a.in_history)
               and not exists (select from plan_activity a
                                where a.plan_id = pl.id and not a.in_history
                                  and a.starts_on is null and a.description = '') as has_implementation,
             pl.planned_end is not null and coalesce(c.revision_on >= #{today}, false) as has_period
        from me
        left join plan pl on pl.id = me.member_plan_id and pl.type = 'IP'
        left join required_content c on c.plan_id = pl.id""";
  private static final String PUT =
      """
      insert into required_content as c (plan_id, needs, contributions, other_cooperation, revision_on, updated_at, updated_by)
      values (#{plan}, #{needs}, #{contributions}, #{otherCooperation}, #{revisionOn}, #{now}, #{member})
      on conflict (plan_id) do update
         set needs = excluded.needs, contributions = excluded.contributions, other_cooperation = excluded.other_cooperation,
             revision_on = excluded.revision_on, version = c.version + 1, updated_at = excluded.updated_at,
             updated_by = excluded.updated_by""";

  private final PlanReads planReads;
  private final PlanCommands planCommands;

  RequiredContentService(PlanReads planReads, PlanCommands planCommands) {
    this.planReads = planReads;
    this.planCommands = planCommands;
  }

  /** Fails with "not found" for a plan of another type. */
  Single<RequiredContent> get(Command<Void> command) {
    return get(planReads, command);
  }

  /** Fails with {@code version.stale}, and with "not found" for a plan of another type. */
  Single<RequiredContent> update(Command<RequiredContentInput> command) {
    return planCommands.run(
        command,
        Right.writeArea(Area.GOALS),
        tx ->
            get(tx.reads(), command)
                .flatMap(
                    current ->
                        tx.requireCurrent(current.version(), Single.just(current))
                            .andThen(Completable.defer(() -> put(tx, command.body())))
                            .andThen(
                                Single.defer(
                                    () ->
                                        TreeVersion.raise(
                                            tx, Area.GOALS, PlanLogEvent.CONTENT_CHANGED)))
                            .flatMap(version -> get(tx.reads(), command))));
  }

  /** As {@link #get(Command)}, of a snapshot. */
  static Single<RequiredContent> get(PlanReads reads, Command<?> command) {
    return reads.queryOne(
        command,
        Right.readArea(Area.GOALS),
        GET,
        SqlParams.none(),
        RequiredContentService::content);
  }

  private static Completable put(PlanTx tx, RequiredContentInput input) {
    SqlParams params =
        SqlParams.of("plan", tx.planId())
            .and("needs", input.needs().strip())
            .and("contributions", input.contributions().strip())
            .and("otherCooperation", input.otherCooperation().strip())
            .and("revisionOn", input.revisionOn())
            .and("now", tx.now())
            .and("member", tx.member().participant());
    return tx.execute(PUT, params).ignoreElement();
  }

  private static RequiredContent content(Membership member, Row row) {
    return new RequiredContent(
        row.getString("needs"),
        row.getString("contributions"),
        row.getString("other_cooperation"),
        row.getLocalDate("revision_on"),
        row.getInteger("version"),
        member.isCoordinator() ? missing(member, row) : List.of());
  }

  private static List<RequiredItem> missing(Membership member, Row row) {
    Map<RequiredItem, Boolean> there = new EnumMap<>(RequiredItem.class);
    there.put(RequiredItem.GOALS, row.getBoolean("has_goals"));
    there.put(RequiredItem.NEEDS, !row.getString("needs").isEmpty());
    there.put(RequiredItem.PARTICIPANTS, row.getBoolean("has_participants"));
    there.put(RequiredItem.COORDINATOR, row.getBoolean("has_coordinator"));
    there.put(RequiredItem.CONTRIBUTIONS, !row.getString("contributions").isEmpty());
    there.put(RequiredItem.MEASURES, row.getBoolean("has_measures"));
    there.put(RequiredItem.IMPLEMENTATION, row.getBoolean("has_implementation"));
    there.put(RequiredItem.PERIOD, row.getBoolean("has_period"));
    there.put(RequiredItem.CONSENT, member.hasConsent());
    there.put(RequiredItem.OTHER_COOPERATION, !row.getString("other_cooperation").isEmpty());
    return there.entrySet().stream()
        .filter(item -> !item.getValue())
        .map(Map.Entry::getKey)
        .toList();
  }
}
