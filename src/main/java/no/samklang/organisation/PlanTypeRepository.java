package no.samklang.organisation;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Flowable;
import io.reactivex.rxjava3.core.Single;
import io.vertx.rxjava3.sqlclient.Row;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import no.samklang.access.PlanPart;
import no.samklang.db.RowValues;
import no.samklang.db.SqlReader;
import no.samklang.db.Tx;
import no.samklang.id.OrganisationId;
import no.samklang.organisation.PlanTypeService.PlanTypesView;

/** The table {@code organisation_plan_type}. */
@CheckReturnValue
final class PlanTypeRepository {
  private static final String FIND =
      """
      select type.plan_type, coalesce(own.parts_off, above.parts_off, '{}') as parts_off, coalesce(above.parts_off, '{}') as standard,
             own.parts_off is not null as own, above.name as inherited_from
        from unnest(array['IP', 'SL', 'IOP', 'IUP', 'KO']) with ordinality as type (plan_type, place)
        left join organisation_plan_type own on own.organisation_id = $1 and own.plan_type = type.plan_type
        left join lateral (
          select decided.parts_off, o.name
            from organisation_ancestor a
            join organisation_plan_type decided on decided.organisation_id = a.ancestor_id and decided.plan_type = type.plan_type
            join organisation o on o.id = a.ancestor_id
           where a.organisation_id = $1 and a.distance > 0
           order by a.distance limit 1) above on true
       order by type.place""";
  private static final String DELETE =
      "delete from organisation_plan_type where organisation_id = $1 and plan_type = $2";
  private static final String INSERT =
      """
      insert into organisation_plan_type (organisation_id, plan_type, parts_off) values ($1, $2, $3)
      on conflict (organisation_id, plan_type) do update set parts_off = excluded.parts_off""";

  Single<PlanTypesView> find(SqlReader sql, OrganisationView organisation) {
    return sql.query(FIND, organisation.id())
        .map(rows -> RowValues.stream(rows).toList())
        .map(
            rows ->
                new PlanTypesView(
                    organisation.version(),
                    byType(rows, row -> parts(row, "parts_off")),
                    byType(rows, row -> parts(row, "standard")),
                    byType(rows, row -> row.getString("inherited_from")),
                    rows.stream()
                        .filter(row -> row.getBoolean("own"))
                        .map(row -> row.getString("plan_type"))
                        .toList()));
  }

  private static <T> Map<String, T> byType(List<Row> rows, Function<Row, T> value) {
    Map<String, T> values = new LinkedHashMap<>();
    rows.forEach(row -> values.put(row.getString("plan_type"), value.apply(row)));
    return values;
  }

  private static Set<PlanPart> parts(Row row, String column) {
    Set<PlanPart> parts = new TreeSet<>();
    Arrays.stream(row.getArrayOfStrings(column)).map(PlanPart::valueOf).forEach(parts::add);
    return parts;
  }

  /**
   * Sets what is left out of the plans of types.
   *
   * @param partsOff null for a type that is to have the standard, as one that equals it
   */
  Completable update(
      Tx tx,
      OrganisationId organisation,
      Map<String, Set<PlanPart>> partsOff,
      Map<String, Set<PlanPart>> standard) {
    return Flowable.fromIterable(partsOff.entrySet())
        .concatMapCompletable(
            type ->
                type.getValue() == null || type.getValue().equals(standard.get(type.getKey()))
                    ? tx.execute(DELETE, organisation, type.getKey()).ignoreElement()
                    : insert(tx, organisation, type.getKey(), type.getValue()));
  }

  private static Completable insert(
      Tx tx, OrganisationId organisation, String type, Collection<PlanPart> partsOff) {
    String[] names = partsOff.stream().map(PlanPart::name).toArray(String[]::new);
    return tx.execute(INSERT, organisation, type, names).ignoreElement();
  }
}
