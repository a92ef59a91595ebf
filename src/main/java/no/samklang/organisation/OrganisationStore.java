package no.samklang.organisation;

import com.google.errorprone.annotations.CheckReturnValue;
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
import no.samklang.organisation.Organisations.Change;
import no.samklang.organisation.Organisations.Organisation;
import no.samklang.organisation.Organisations.OrganisationList;

/** The table {@code organisation}, as one person sees it. */
@CheckReturnValue
final class OrganisationStore {
  private static final int MOST = 500;

  // $1 the person, $2 the person's municipality: nobody sees another's
  private static final String SEEN =
      """
      select unit.id, unit.name, unit.parent_id, m.consent_age, unit.version, %s as administers, %s as creates
        from organisation unit join organisation m on m.id = unit.municipality_id
       where unit.municipality_id = $2"""
          .formatted(Administration.OF_UNIT.formatted("$1"), PlanCreation.MAY_CREATE);
  private static final String LIST =
      "select * from ("
          + SEEN
          + """
      ) as seen
       where administers or creates
       order by parent_id is not null, name collate "nb-NO-x-icu", id limit\s"""
          + MOST;
  private static final String ONE = SEEN + " and unit.id = $3 for no key update of unit";
  private static final String CHANGE =
      "update organisation set consent_age = $2, version = version + 1 where id = $1 and version = $3";

  Single<OrganisationList> list(SqlReader sql, Caller caller) {
    return sql.query(LIST, caller.person().value(), caller.municipality().value())
        .map(rows -> list(Rows.stream(rows).map(OrganisationStore::organisation).toList()));
  }

  private static OrganisationList list(List<Organisation> items) {
    return new OrganisationList(items, items.size());
  }

  /** One of the caller's municipality, held until the transaction ends. */
  Maybe<Organisation> hold(Tx tx, Caller caller, OrganisationId organisation) {
    return tx.execute(
            ONE, caller.person().value(), caller.municipality().value(), organisation.value())
        .mapOptional(Rows::first)
        .map(OrganisationStore::organisation);
  }

  /**
   * @return whether it still had the version that the change is based on
   */
  Single<Boolean> change(Tx tx, Change change) {
    return tx.execute(CHANGE, change.organisation().value(), change.consentAge(), change.basedOn())
        .map(rows -> rows.rowCount() == 1);
  }

  private static Organisation organisation(Row row) {
    UUID parent = row.getUUID("parent_id");
    return new Organisation(
        new OrganisationId(row.getUUID("id")),
        row.getString("name"),
        Optional.ofNullable(parent).map(OrganisationId::new).orElse(null),
        row.getInteger("consent_age"),
        row.getBoolean("administers"),
        row.getBoolean("creates"),
        row.getInteger("version"));
  }
}
