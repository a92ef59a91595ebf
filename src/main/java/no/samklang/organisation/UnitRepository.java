package no.samklang.organisation;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Single;
import io.vertx.rxjava3.sqlclient.Row;
import no.samklang.db.RowValues;
import no.samklang.db.SqlParams;
import no.samklang.db.Tx;
import no.samklang.id.OrganisationId;

/** Units in the tables {@code organisation} and {@code organisation_ancestor}. */
@CheckReturnValue
final class UnitRepository {
  private static final String PLACE =
      """
      select (select count(*)::int from organisation o where o.municipality_id = parent.municipality_id) as organisations,
             (select max(distance) from organisation_ancestor where organisation_id = parent.id) + 2
               + coalesce((select max(distance) from organisation_ancestor where ancestor_id = #{unit}), 0) as levels,
             exists (select from organisation_ancestor where organisation_id = parent.id and ancestor_id = #{unit}) as under_itself,
             exists (select from organisation sister
                      where sister.parent_id = parent.id and sister.id <> #{unit} and sister.closed_at is null
                        and lower(sister.name) = lower(#{name})) as name_taken,
             exists (select from organisation below where below.parent_id = #{unit} and below.closed_at is null) as units_open,
             parent.closed_at is not null as parent_closed
        from (select) as one
        left join organisation parent on parent.id = #{parent}""";
  private static final String INSERT =
      """
      insert into organisation (id, parent_id, municipality_id, name)
      select #{id}, id, municipality_id, #{name} from organisation where id = #{parent}""";
  private static final String UPDATE =
      """
      update organisation
         set name = #{name}, closed_at = case when #{closed} then coalesce(closed_at, #{now}) end
       where id = #{id}""";
  private static final String MOVE = "update organisation set parent_id = $2 where id = $1";

  /**
   * Where a unit is or would be.
   *
   * @param organisations of the municipality
   * @param levels of the tree down to the lowest unit under it
   */
  record Place(
      int organisations,
      int levels,
      boolean isUnderItself,
      boolean nameIsTaken,
      boolean hasOpenUnits,
      boolean parentIsClosed) {}

  /**
   * @param parent null for a municipality
   */
  Single<Place> place(Tx tx, OrganisationId unit, OrganisationId parent, String name) {
    SqlParams params = SqlParams.of("unit", unit).and("parent", parent).and("name", name);
    return tx.query(PLACE, params).map(rows -> place(RowValues.first(rows).orElseThrow()));
  }

  private static Place place(Row row) {
    Integer levels = row.getInteger("levels");
    return new Place(
        row.getInteger("organisations"),
        levels == null ? 0 : levels,
        row.getBoolean("under_itself"),
        row.getBoolean("name_taken"),
        row.getBoolean("units_open"),
        row.getBoolean("parent_closed"));
  }

  Completable insert(OrganisationTx tx, OrganisationId id, String name) {
    SqlParams params = SqlParams.of("id", id).and("parent", tx.id()).and("name", name);
    return tx.tx().execute(INSERT, params).ignoreElement();
  }

  /**
   * @param parent where the unit is moved to, if it isn't there
   */
  Completable update(OrganisationTx tx, String name, OrganisationId parent, boolean closed) {
    SqlParams params =
        SqlParams.of("id", tx.id()).and("name", name).and("closed", closed).and("now", tx.now());
    Completable updated = tx.tx().execute(UPDATE, params).ignoreElement();
    return parent == null || parent.equals(tx.organisation().parentId())
        ? updated
        : updated.andThen(
            Completable.defer(() -> tx.tx().execute(MOVE, tx.id(), parent).ignoreElement()));
  }
}
