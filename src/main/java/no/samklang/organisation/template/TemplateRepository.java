package no.samklang.organisation.template;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Maybe;
import io.reactivex.rxjava3.core.Single;
import io.vertx.core.json.JsonArray;
import io.vertx.rxjava3.sqlclient.Row;
import io.vertx.rxjava3.sqlclient.RowSet;
import java.util.List;
import java.util.UUID;
import no.samklang.access.PlanReads;
import no.samklang.access.Right;
import no.samklang.db.RowValues;
import no.samklang.db.SqlParams;
import no.samklang.db.SqlReader;
import no.samklang.error.Failure;
import no.samklang.id.OrganisationId;
import no.samklang.json.Json;
import no.samklang.operation.Command;
import no.samklang.organisation.OrganisationTx;
import no.samklang.organisation.template.Templates.Template;
import no.samklang.organisation.template.Templates.TemplateGoal;
import no.samklang.organisation.template.Templates.TemplateInput;
import no.samklang.organisation.template.Templates.TemplateSummary;

/** The table {@code goal_template}. */
@CheckReturnValue
final class TemplateRepository {
  private static final String LIST =
      "select * from template_summaries($1) where $2::text is null or plan_type is null or plan_type = $2";
  private static final String LIST_FOR_PLAN =
      """
      with me as (select * from plan_member(#{plan}, #{person}, #{today}))
      select me.*, summary.*
        from me
        join plan pl on pl.id = me.member_plan_id
        left join lateral (
          select * from template_summaries(pl.organisation_id) s where s.plan_type is null or s.plan_type = pl.type) summary on true""";
  private static final String FIND =
      """
      select t.id, t.version, t.name, t.plan_type, case when above.distance > 0 then o.name end as inherited_from, t.goals::text as goals
        from goal_template t
        join organisation_ancestor above on above.ancestor_id = t.organisation_id
        join organisation o on o.id = t.organisation_id
       where t.id = $2 and above.organisation_id = $1""";
  private static final String PLACE =
      """
      select count(*)::int as templates, coalesce(bool_or(lower(name) = lower($3) and id <> $2), false) as name_taken
        from goal_template where organisation_id = $1""";
  private static final String INSERT =
      """
      insert into goal_template (id, organisation_id, name, plan_type, goals, changed_at)
      values (#{id}, #{organisation}, #{name}, #{type}, #{goals}::jsonb, #{now})""";
  private static final String UPDATE =
      """
      update goal_template
         set name = #{name}, plan_type = #{type}, goals = #{goals}::jsonb, changed_at = #{now}, version = version + 1
       where id = #{id} and organisation_id = #{organisation}""";
  private static final String DELETE =
      "delete from goal_template where id = $1 and organisation_id = $2 returning name";

  /**
   * @param templates of the organisation
   * @param nameIsTaken whether another of them has the name
   */
  record TemplatePlace(int templates, boolean nameIsTaken) {}

  /**
   * Those of the organisation and those above it, the nearest first.
   *
   * @param planType of the plans that they are for; null for all of them
   */
  Single<List<TemplateSummary>> list(SqlReader sql, OrganisationId organisation, String planType) {
    return sql.query(LIST, organisation, planType).map(TemplateRepository::summaries);
  }

  /** Those for a plan in which the caller may add goals. */
  Single<List<TemplateSummary>> listForPlan(PlanReads reads, Command<?> command, Right right) {
    return reads.queryRows(
        command, right, LIST_FOR_PLAN, SqlParams.none(), (member, rows) -> summaries(rows));
  }

  /** A template that the organisation has or inherits. */
  Maybe<Template> find(SqlReader sql, OrganisationId organisation, UUID id) {
    return sql.query(FIND, organisation, id)
        .mapOptional(RowValues::first)
        .map(TemplateRepository::template);
  }

  Single<TemplatePlace> place(OrganisationTx tx, UUID id, String name) {
    return tx.tx()
        .query(PLACE, tx.id(), id, name)
        .map(rows -> RowValues.first(rows).orElseThrow())
        .map(row -> new TemplatePlace(row.getInteger("templates"), row.getBoolean("name_taken")));
  }

  Completable insert(OrganisationTx tx, UUID id, TemplateInput input) {
    return tx.tx().execute(INSERT, params(tx, id, input)).ignoreElement();
  }

  Completable update(OrganisationTx tx, UUID id, TemplateInput input) {
    return tx.tx().execute(UPDATE, params(tx, id, input)).ignoreElement();
  }

  /** Returns its name. Fails with {@link Failure.NotFound} for one of another organisation. */
  Single<String> delete(OrganisationTx tx, UUID id) {
    return tx.tx()
        .execute(DELETE, id, tx.id())
        .map(rows -> RowValues.first(rows).orElseThrow(Failure.NotFound::new).getString("name"));
  }

  private static SqlParams params(OrganisationTx tx, UUID id, TemplateInput input) {
    return SqlParams.of("id", id)
        .and("organisation", tx.id())
        .and("name", input.name())
        .and("type", input.planType())
        .and("goals", new JsonArray(json(input.goals())))
        .and("now", tx.now());
  }

  private static List<TemplateSummary> summaries(RowSet<Row> rows) {
    return RowValues.stream(rows)
        .filter(row -> row.getUUID("id") != null)
        .map(TemplateRepository::summary)
        .toList();
  }

  private static TemplateSummary summary(Row row) {
    return new TemplateSummary(
        row.getUUID("id"),
        row.getString("name"),
        row.getString("plan_type"),
        row.getString("inherited_from"),
        row.getInteger("goals"),
        row.getInteger("activities"),
        List.of(row.getArrayOfStrings("titles")));
  }

  private static Template template(Row row) {
    return new Template(
        row.getUUID("id"),
        row.getInteger("version"),
        row.getString("name"),
        row.getString("plan_type"),
        row.getString("inherited_from"),
        goals(row.getString("goals")));
  }

  private static List<TemplateGoal> goals(String json) {
    try {
      return Json.mapper().readValue(json, new TypeReference<List<TemplateGoal>>() {});
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Goals of a template can't be parsed", e);
    }
  }

  private static String json(List<TemplateGoal> goals) {
    try {
      return Json.mapper().writeValueAsString(goals);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Goals of a template can't be serialised", e);
    }
  }
}
