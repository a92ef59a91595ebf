package no.samklang.deletion;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Single;
import io.vertx.core.json.JsonObject;
import io.vertx.rxjava3.sqlclient.Row;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import no.samklang.db.KeysetPagination;
import no.samklang.db.KeysetPagination.Page;
import no.samklang.db.KeysetPagination.SortKey;
import no.samklang.db.RowValues;
import no.samklang.db.SqlParams;
import no.samklang.db.SqlReader;
import no.samklang.db.Tx;
import no.samklang.deletion.PlanDeletions.ClosedPlan;
import no.samklang.deletion.PlanDeletions.ClosedPlanPage;
import no.samklang.deletion.PlanDeletions.DeletionObstacle;
import no.samklang.deletion.PlanDeletions.PageQuery;
import no.samklang.deletion.PlanDeletions.PlanDeletion;
import no.samklang.deletion.PlanDeletions.PlanDeletionPage;
import no.samklang.id.NewId;
import no.samklang.id.PersonId;
import no.samklang.id.PlanId;

/** Closed plans, and the table {@code plan_deletion}. */
@CheckReturnValue
final class PlanDeletionRepository {
  private static final Map<String, SortKey> CLOSED_KEYS =
      Map.of("closedOn", SortKey.date("pl.end_date"));
  private static final Map<String, SortKey> DELETION_KEYS = Map.of("at", SortKey.time("d.at"));

  private static final String OBSTACLE =
      "plan_deletion_obstacle(pl, (#{years}::jsonb ->> pl.type)::int, #{today})";
  private static final String CONFIRMATION =
      "coalesce(pl.short_name, o.first_name || ' ' || o.last_name)";
  private static final String OWNER =
      """
      join participant op on op.plan_id = pl.id and op.role = 'OWNER' and op.removed_at is null
        join person o on o.id = op.person_id""";

  private static final String LIST_CLOSED =
      """
      with matching as (
        select pl.id, %s
          from plan pl
         where pl.state = 'CLOSED' and pl.organisation_id = any (array(select unit from administered_units(#{person}) as unit))
      ), page as (%s)
      select page.*, o.first_name || ' ' || o.last_name as owner, pl.type, unit.name as unit, plan_closed_on(pl) as closed_on,
             pl.archived_at, (plan_closed_on(pl) + make_interval(years => (#{years}::jsonb ->> pl.type)::int))::date as deletable_from,
             %s as obstacle, %s as confirmation
        from page
        join plan pl on pl.id = page.id
        join organisation unit on unit.id = pl.organisation_id
        %s
      %s""";
  private static final String LIST_DELETIONS =
      """
      with matching as (
        select d.*, p.first_name || ' ' || p.last_name as by_name, unit.name as unit, %s
          from plan_deletion d
          join organisation unit on unit.id = d.organisation_id
          join person p on p.id = d.deleted_by
         where d.organisation_id = any (array(select unit from administered_units(#{person}) as unit))
      )
      %s""";
  private static final String FIND =
      """
      select exists (select from administers_unit(#{person}, pl.organisation_id)) as administers,
             exists (select from plan_member(pl.id, #{person}, #{today})) as takes_part,
             %s as obstacle, %s as confirmation
        from plan pl
        %s
       where pl.id = #{plan}\
      """
          .formatted(OBSTACLE, CONFIRMATION, OWNER);

  // of the largest plans; an answer takes at most as long
  private static final String ALLOW_TIME = "set local statement_timeout = '25s'";
  private static final String DELETE = "select delete_plan($1, $2, $3, $4)";

  private final JsonObject years;

  /**
   * @param years of retention, by plan type
   */
  PlanDeletionRepository(Map<String, Integer> years) {
    this.years = new JsonObject();
    years.forEach(this.years::put);
  }

  /**
   * @param administers whether the caller administers the plan's organisation
   * @param takesPart whether the caller is a participant
   * @param confirmation what is typed to confirm
   */
  record PlanToDelete(
      boolean administers,
      boolean takesPart,
      Optional<DeletionObstacle> obstacle,
      String confirmation) {
    static PlanToDelete of(Row row) {
      return new PlanToDelete(
          row.getBoolean("administers"),
          row.getBoolean("takes_part"),
          obstacleOf(row),
          row.getString("confirmation"));
    }

    @Override
    public String toString() {
      return "PlanToDelete";
    }
  }

  Single<ClosedPlanPage> listClosed(
      SqlReader sql, PersonId person, LocalDate today, PageQuery query) {
    KeysetPagination keyset =
        KeysetPagination.of(CLOSED_KEYS, "closedOn", query.limit(), query.after());
    String statement =
        LIST_CLOSED.formatted(
            keyset.sortKeyColumn(),
            keyset.pageSql(),
            OBSTACLE,
            CONFIRMATION,
            OWNER,
            keyset.orderBy("page"));
    return sql.query(statement, params(person, today).and(keyset.params()))
        .map(rows -> keyset.toPage(rows, PlanDeletionRepository::closedPlan))
        .map(page -> new ClosedPlanPage(page.items(), page.total(), page.next()));
  }

  Single<PlanDeletionPage> listDeletions(SqlReader sql, PersonId person, PageQuery query) {
    KeysetPagination keyset =
        KeysetPagination.of(DELETION_KEYS, "-at", query.limit(), query.after());
    return sql.query(
            LIST_DELETIONS.formatted(keyset.sortKeyColumn(), keyset.pageSql()),
            SqlParams.of("person", person).and(keyset.params()))
        .map(rows -> keyset.toPage(rows, PlanDeletionRepository::deletion))
        .map(PlanDeletionRepository::page);
  }

  private static PlanDeletionPage page(Page<PlanDeletion> page) {
    return new PlanDeletionPage(page.items(), page.total(), page.next());
  }

  /** A plan that exists and is locked. */
  Single<PlanToDelete> find(SqlReader sql, PlanId plan, PersonId person, LocalDate today) {
    return sql.query(FIND, params(person, today).and("plan", plan))
        .map(rows -> PlanToDelete.of(RowValues.first(rows).orElseThrow()));
  }

  /** Deletes the plan with all that is in it, and inserts the line that remains. */
  Completable delete(Tx tx, PlanId plan, PersonId by, Instant now) {
    return tx.execute(ALLOW_TIME)
        .flatMap(set -> tx.execute(DELETE, plan, NewId.timeOrdered(now), by, now))
        .ignoreElement();
  }

  private SqlParams params(PersonId person, LocalDate today) {
    return SqlParams.of("person", person).and("today", today).and("years", years);
  }

  private static Optional<DeletionObstacle> obstacleOf(Row row) {
    return Optional.ofNullable(row.getString("obstacle")).map(DeletionObstacle::valueOf);
  }

  private static ClosedPlan closedPlan(Row row) {
    Optional<DeletionObstacle> obstacle = obstacleOf(row);
    return new ClosedPlan(
        new PlanId(row.getUUID("id")),
        row.getString("owner"),
        row.getString("type"),
        row.getString("unit"),
        row.getLocalDate("closed_on"),
        RowValues.instant(row, "archived_at"),
        row.getLocalDate("deletable_from"),
        obstacle.orElse(null),
        obstacle.isPresent() ? null : row.getString("confirmation"));
  }

  private static PlanDeletion deletion(Row row) {
    return new PlanDeletion(
        row.getUUID("id"),
        RowValues.instant(row, "at"),
        row.getString("by_name"),
        row.getString("unit"),
        row.getString("type"),
        row.getLocalDate("closed_on"),
        RowValues.instant(row, "archived_at"),
        row.getInteger("participants"),
        row.getInteger("goals"),
        row.getInteger("activities"),
        row.getInteger("documents"),
        row.getInteger("messages"));
  }
}
