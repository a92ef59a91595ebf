package no.samklang.organisation;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Maybe;
import io.reactivex.rxjava3.core.Single;
import io.vertx.rxjava3.sqlclient.Row;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import no.samklang.db.RowValues;
import no.samklang.db.SqlReader;
import no.samklang.db.Tx;
import no.samklang.error.Failure;
import no.samklang.id.OrganisationId;
import no.samklang.security.Caller;

/** The table {@code organisation}, limited to the caller's municipality. */
@CheckReturnValue
final class OrganisationRepository {
  private static final int MAX_LIST = 500;

  private static final String LIST =
      """
      select * from (
        select unit.id, unit.name, unit.parent_id, m.consent_age, m.register_search, unit.version, unit.closed_at is not null as closed,
               exists (select from chosen_organisation c where c.person_id = $1 and c.organisation_id = unit.id) as chosen,
               exists (select from administers_unit($1, unit.id)) as administers,
               exists (select from may_create_plans($1, unit.id)) as creates
          from organisation unit join organisation m on m.id = unit.municipality_id
         where unit.municipality_id = $2
      ) as visible
       where administers or creates
       order by parent_id is not null, name collate "nb-NO-x-icu", id limit $3""";
  private static final String ADMINISTRATORS =
      """
      select p.first_name || ' ' || p.last_name as name, p.email, case when not shown.hide_mobile then shown.mobile end as mobile,
             case when not shown.hide_phone then shown.phone end as phone
        from organisation_admin a
        join organisation o on o.id = a.organisation_id
        join person p on p.id = a.person_id
       cross join lateral shown_card(p.id, $2, $4) shown
       where o.municipality_id = $1 and p.deleted_at is null and p.id <> $2
       order by o.parent_id is not null, p.last_name collate "nb-NO-x-icu", p.id limit $3""";
  // the municipality, so that changes to its tree and its people follow each other
  private static final String LOCK = "select id from organisation where id = $1 for no key update";
  private static final String FIND =
      """
      select unit.id, unit.name, unit.parent_id, m.consent_age, m.register_search, unit.version, unit.closed_at is not null as closed,
               exists (select from chosen_organisation c where c.person_id = $1 and c.organisation_id = unit.id) as chosen,
             exists (select from administers_unit($1, unit.id)) as administers,
             exists (select from may_create_plans($1, unit.id)) as creates
        from organisation unit join organisation m on m.id = unit.municipality_id
       where unit.municipality_id = $2 and unit.id = $3""";
  private static final String UPDATE_SETTINGS =
      """
      update organisation set consent_age = $2, register_search = coalesce($3, register_search) where id = $1""";
  private static final String RAISE_VERSION =
      "update organisation set version = version + 1 where id = $1";
  private static final String CHOOSE =
      """
      insert into chosen_organisation (person_id, organisation_id)
      select $1, unit.id from organisation unit
       where unit.id = $2 and (exists (select from administers_unit($1, unit.id)) or exists (select from may_create_plans($1, unit.id)))
      on conflict (person_id) do update set organisation_id = excluded.organisation_id
      returning organisation_id""";

  Single<List<OrganisationView>> list(SqlReader sql, Caller caller) {
    return sql.query(LIST, caller.person(), caller.municipality(), MAX_LIST)
        .map(rows -> RowValues.stream(rows).map(OrganisationRepository::organisation).toList());
  }

  /** Others who administer the caller's municipality or a unit in it, at most so many. */
  Single<List<AdministratorView>> administrators(
      SqlReader sql, Caller caller, int max, LocalDate today) {
    return sql.query(ADMINISTRATORS, caller.municipality(), caller.person(), max, today)
        .map(rows -> RowValues.stream(rows).map(OrganisationRepository::administrator).toList());
  }

  private static AdministratorView administrator(Row row) {
    return new AdministratorView(
        row.getString("name"),
        row.getString("email"),
        row.getString("mobile"),
        row.getString("phone"));
  }

  /** Finds an organisation of the caller's municipality. */
  Maybe<OrganisationView> find(SqlReader sql, Caller caller, OrganisationId organisation) {
    return sql.query(FIND, caller.person(), caller.municipality(), organisation)
        .mapOptional(RowValues::first)
        .map(OrganisationRepository::organisation);
  }

  /** Finds it, and locks the caller's municipality until the transaction ends. */
  Maybe<OrganisationView> lock(Tx tx, Caller caller, OrganisationId organisation) {
    return Maybe.zip(
        tx.execute(LOCK, caller.municipality()).toMaybe(),
        find(tx, caller, organisation),
        (locked, found) -> found);
  }

  /**
   * @param registerSearch null for no change
   */
  Completable updateSettings(
      Tx tx, OrganisationId municipality, int consentAge, RegisterSearch registerSearch) {
    return tx.execute(UPDATE_SETTINGS, municipality, consentAge, registerSearch).ignoreElement();
  }

  Completable raiseVersion(Tx tx, OrganisationId organisation) {
    return tx.execute(RAISE_VERSION, organisation).ignoreElement();
  }

  /**
   * Notes which organisation the caller works in. Fails with {@link Failure.NotFound} for one that
   * the caller neither administers nor may create plans in.
   */
  Completable choose(Tx tx, Caller caller, OrganisationId organisation) {
    return tx.execute(CHOOSE, caller.person(), organisation)
        .flatMapCompletable(
            rows ->
                rows.size() == 1
                    ? Completable.complete()
                    : Completable.error(new Failure.NotFound()));
  }

  private static OrganisationView organisation(Row row) {
    UUID parent = row.getUUID("parent_id");
    return new OrganisationView(
        new OrganisationId(row.getUUID("id")),
        row.getString("name"),
        Optional.ofNullable(parent).map(OrganisationId::new).orElse(null),
        row.getInteger("consent_age"),
        RegisterSearch.valueOf(row.getString("register_search")),
        row.getBoolean("administers"),
        row.getBoolean("creates"),
        row.getBoolean("closed"),
        row.getBoolean("chosen"),
        row.getInteger("version"));
  }
}
