package no.samklang.organisation;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Flowable;
import io.reactivex.rxjava3.core.Single;
import io.vertx.core.json.JsonObject;
import io.vertx.rxjava3.sqlclient.Row;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import no.samklang.access.Rights;
import no.samklang.access.Role;
import no.samklang.db.RowValues;
import no.samklang.db.SqlReader;
import no.samklang.db.Tx;
import no.samklang.id.OrganisationId;
import no.samklang.organisation.RoleRightsService.RoleRightsView;

/** The tables {@code role_rights} and {@code organisation_role_rights}. */
@CheckReturnValue
final class RoleRightsRepository {
  private static final String FIND =
      """
      select standard.role, coalesce(own.rights, above.rights, standard.rights)::text as rights,
             coalesce(above.rights, standard.rights)::text as standard, own.rights is not null as own, above.name as inherited_from
        from role_rights standard
        left join organisation_role_rights own on own.organisation_id = $1 and own.role = standard.role
        left join lateral (
          select decided.rights, o.name
            from organisation_ancestor a
            join organisation_role_rights decided on decided.organisation_id = a.ancestor_id and decided.role = standard.role
            join organisation o on o.id = a.ancestor_id
           where a.organisation_id = $1 and a.distance > 0
           order by a.distance limit 1) above on true
       where standard.role <> 'OWNER'""";
  private static final String DELETE =
      "delete from organisation_role_rights where organisation_id = $1 and role = $2";
  private static final String INSERT =
      """
      insert into organisation_role_rights (organisation_id, role, rights) values ($1, $2, $3::jsonb)
      on conflict (organisation_id, role) do update set rights = excluded.rights""";
  private static final String RAISE_VERSION =
      "update organisation set version = version + 1 where id = $1";

  Single<RoleRightsView> find(SqlReader sql, OrganisationView organisation) {
    return sql.query(FIND, organisation.id())
        .map(rows -> RowValues.stream(rows).toList())
        .map(
            rows ->
                new RoleRightsView(
                    organisation.version(),
                    byRole(rows, row -> Rights.of(row.getString("rights"))),
                    byRole(rows, row -> Rights.of(row.getString("standard"))),
                    byRole(rows, row -> row.getString("inherited_from")),
                    rows.stream()
                        .filter(row -> row.getBoolean("own"))
                        .map(RoleRightsRepository::role)
                        .sorted()
                        .toList()));
  }

  private static <T> Map<Role, T> byRole(List<Row> rows, Function<Row, T> value) {
    Map<Role, T> values = new EnumMap<>(Role.class);
    rows.forEach(row -> values.put(role(row), value.apply(row)));
    return values;
  }

  private static Role role(Row row) {
    return Role.valueOf(row.getString("role"));
  }

  /**
   * Sets the roles' rights and raises the organisation's version.
   *
   * @param rights null for a role that is to have the standard, as one that equals it
   */
  Completable update(
      Tx tx, OrganisationId organisation, Map<Role, Rights> rights, Map<Role, Rights> standard) {
    return Flowable.fromIterable(rights.entrySet())
        .concatMapCompletable(
            role ->
                role.getValue() == null || role.getValue().equals(standard.get(role.getKey()))
                    ? tx.execute(DELETE, organisation, role.getKey()).ignoreElement()
                    : insert(tx, organisation, role.getKey(), role.getValue()))
        .andThen(Completable.defer(() -> tx.execute(RAISE_VERSION, organisation).ignoreElement()));
  }

  private static Completable insert(Tx tx, OrganisationId organisation, Role role, Rights rights) {
    return tx.execute(INSERT, organisation, role, new JsonObject(rights.toJson())).ignoreElement();
  }
}
