package no.samklang.organisation;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Flowable;
import io.reactivex.rxjava3.core.Single;
import io.vertx.core.json.JsonObject;
import io.vertx.rxjava3.sqlclient.Row;
import io.vertx.rxjava3.sqlclient.RowSet;
import java.util.EnumMap;
import java.util.Map;
import no.samklang.access.Rights;
import no.samklang.access.Role;
import no.samklang.db.SqlReader;
import no.samklang.db.Tx;
import no.samklang.id.OrganisationId;
import no.samklang.organisation.RoleRightsService.RoleRightsView;

/** The tables {@code role_rights} and {@code organisation_role_rights}. */
@CheckReturnValue
final class RoleRightsRepository {
  private static final String FIND =
      """
      select role, own.rights::text as rights, standard.rights::text as standard
        from default_rights($1) own join role_rights standard using (role)""";
  private static final String DELETE =
      "delete from organisation_role_rights where organisation_id = $1 and role = $2";
  private static final String INSERT =
      """
      insert into organisation_role_rights (organisation_id, role, rights) values ($1, $2, $3::jsonb)
      on conflict (organisation_id, role) do update set rights = excluded.rights""";
  private static final String RAISE_VERSION =
      "update organisation set version = version + 1 where id = $1";

  Single<RoleRightsView> find(SqlReader sql, OrganisationView municipality) {
    return sql.query(FIND, municipality.id())
        .map(
            rows ->
                new RoleRightsView(
                    municipality.version(), byRole(rows, "rights"), byRole(rows, "standard")));
  }

  private static Map<Role, Rights> byRole(RowSet<Row> rows, String column) {
    Map<Role, Rights> rights = new EnumMap<>(Role.class);
    for (Row row : rows) {
      Role role = Role.valueOf(row.getString("role"));
      if (role != Role.OWNER) {
        rights.put(role, Rights.of(row.getString(column)));
      }
    }
    return rights;
  }

  /** Sets the roles' rights and raises the municipality's version. */
  Completable update(
      Tx tx, OrganisationId municipality, Map<Role, Rights> rights, Map<Role, Rights> standard) {
    return Flowable.fromIterable(rights.entrySet())
        .concatMapCompletable(
            role ->
                role.getValue().equals(standard.get(role.getKey()))
                    ? tx.execute(DELETE, municipality, role.getKey()).ignoreElement()
                    : insert(tx, municipality, role.getKey(), role.getValue()))
        .andThen(Completable.defer(() -> tx.execute(RAISE_VERSION, municipality).ignoreElement()));
  }

  private static Completable insert(Tx tx, OrganisationId municipality, Role role, Rights rights) {
    return tx.execute(INSERT, municipality, role, new JsonObject(rights.toJson())).ignoreElement();
  }
}
