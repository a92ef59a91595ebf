package no.samklang.organisation;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Maybe;
import io.reactivex.rxjava3.core.Single;
import io.vertx.rxjava3.sqlclient.Row;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import no.samklang.bus.Caller;
import no.samklang.db.Rows;
import no.samklang.db.SqlReader;
import no.samklang.db.Tx;
import no.samklang.id.OrganisationId;

/** The table {@code organisation}, as one person sees it: nobody sees another municipality's. */
@CheckReturnValue
final class OrganisationRepository {
  private static final int MAX_LIST = 500;

  private static final String LIST =
      """
      select * from (
        select unit.id, unit.name, unit.parent_id, m.consent_age, unit.version,
               exists (select from administers_unit($1, unit.id)) as administers,
               exists (select from may_create_plans($1, unit.id)) as creates
          from organisation unit join organisation m on m.id = unit.municipality_id
         where unit.municipality_id = $2
      ) as seen
       where administers or creates
       order by parent_id is not null, name collate "nb-NO-x-icu", id limit $3""";
  private static final String LOCK = "select id from organisation where id = $1 for no key update";
  private static final String ONE =
      """
      select unit.id, unit.name, unit.parent_id, m.consent_age, unit.version,
             exists (select from administers_unit($1, unit.id)) as administers,
             exists (select from may_create_plans($1, unit.id)) as creates
        from organisation unit join organisation m on m.id = unit.municipality_id
       where unit.municipality_id = $2 and unit.id = $3""";
  private static final String UPDATE =
      "update organisation set consent_age = $2, version = version + 1 where id = $1";

  Single<List<OrganisationView>> list(SqlReader sql, Caller caller) {
    return sql.query(LIST, caller.person(), caller.municipality(), MAX_LIST)
        .map(rows -> Rows.stream(rows).map(OrganisationRepository::organisation).toList());
  }

  /** One of the caller's municipality. */
  Maybe<OrganisationView> find(SqlReader sql, Caller caller, OrganisationId organisation) {
    return sql.query(ONE, caller.person(), caller.municipality(), organisation)
        .mapOptional(Rows::first)
        .map(OrganisationRepository::organisation);
  }

  /** The same; nobody else changes it until the transaction ends. */
  Maybe<OrganisationView> lock(Tx tx, Caller caller, OrganisationId organisation) {
    return Maybe.zip(
        tx.execute(LOCK, organisation).toMaybe(),
        find(tx, caller, organisation),
        (locked, found) -> found);
  }

  Completable update(Tx tx, OrganisationId organisation, int consentAge) {
    return tx.execute(UPDATE, organisation, consentAge).ignoreElement();
  }

  private static OrganisationView organisation(Row row) {
    UUID parent = row.getUUID("parent_id");
    return new OrganisationView(
        new OrganisationId(row.getUUID("id")),
        row.getString("name"),
        Optional.ofNullable(parent).map(OrganisationId::new).orElse(null),
        row.getInteger("consent_age"),
        row.getBoolean("administers"),
        row.getBoolean("creates"),
        row.getInteger("version"));
  }
}
