package no.samklang.organisation;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Single;
import io.vertx.rxjava3.sqlclient.Row;
import java.util.List;
import no.samklang.db.RowValues;
import no.samklang.db.SqlReader;
import no.samklang.db.Tx;
import no.samklang.error.Failure;
import no.samklang.id.OrganisationId;
import no.samklang.id.PersonId;
import no.samklang.organisation.OrganisationRoleService.RoleHolder;

/** The tables {@code organisation_admin} and {@code plan_creator}, which have the same columns. */
@CheckReturnValue
final class OrganisationRoleRepository {
  private static final int MAX_LIST = 500;

  private static final String LIST =
      """
      select p.id, p.first_name || ' ' || p.last_name as name, p.job_title, o.id as organisation_id, o.name as organisation_name,
             exists (select from account a where a.person_id = p.id and a.blocked_at is null) as can_log_in
        from organisation_ancestor above
        join %s named on named.organisation_id = above.ancestor_id
        join organisation o on o.id = above.ancestor_id
        join person p on p.id = named.person_id and p.deleted_at is null
       where above.organisation_id = $1
       order by above.distance, p.last_name collate "nb-NO-x-icu", p.first_name collate "nb-NO-x-icu", p.id limit $2""";
  private static final String FIND =
      """
      select p.id, p.first_name || ' ' || p.last_name as name, p.job_title, o.id as organisation_id, o.name as organisation_name,
             exists (select from account a where a.person_id = p.id and a.blocked_at is null) as can_log_in
        from person p join organisation o on o.id = $1 and o.municipality_id = p.municipality_id
       where p.id = $2 and p.deleted_at is null and exists (select from may_be_added($3, p.id))""";
  private static final String COUNT =
      "select count(*)::int as count from %s where organisation_id = $1";
  private static final String INSERT =
      """
      insert into %s (organisation_id, person_id) values ($1, $2) on conflict do nothing returning person_id""";
  private static final String DELETE =
      "delete from %s where organisation_id = $1 and person_id = $2 returning person_id";
  private static final String HAS_ADMINISTRATOR =
      """
      select exists (select from organisation_admin oa
                       join account a on a.person_id = oa.person_id and a.blocked_at is null
                      where oa.organisation_id = $1) as found""";

  private final String list;
  private final String count;
  private final String insert;
  private final String delete;

  OrganisationRoleRepository(OrganisationRole role) {
    String table = role == OrganisationRole.ADMINISTRATOR ? "organisation_admin" : "plan_creator";
    this.list = LIST.formatted(table);
    this.count = COUNT.formatted(table);
    this.insert = INSERT.formatted(table);
    this.delete = DELETE.formatted(table);
  }

  /** Those named in the organisation and in those above it, the nearest first. */
  Single<List<RoleHolder>> list(SqlReader sql, OrganisationId organisation) {
    return sql.query(list, organisation, MAX_LIST)
        .map(rows -> RowValues.stream(rows).map(row -> person(row, organisation)).toList());
  }

  /**
   * A person of the organisation's municipality. Fails with {@code person.unknown} for one whom the
   * caller may not name.
   */
  Single<RoleHolder> find(OrganisationTx tx, PersonId person) {
    return tx.tx()
        .query(FIND, tx.id(), person, tx.by())
        .map(
            rows ->
                RowValues.first(rows)
                    .map(row -> person(row, tx.id()))
                    .orElseThrow(() -> invalid("person.unknown")));
  }

  static Failure.Invalid invalid(String code) {
    return new Failure.Invalid("organisation.invalid", "personId", code);
  }

  Single<Integer> count(Tx tx, OrganisationId organisation) {
    return tx.query(count, organisation).map(rows -> rows.iterator().next().getInteger("count"));
  }

  /** Returns whether the person wasn't named before. */
  Single<Boolean> insert(OrganisationTx tx, PersonId person) {
    return tx.tx().execute(insert, tx.id(), person).map(rows -> rows.size() == 1);
  }

  /**
   * Fails with {@link Failure.NotFound} for a person who isn't named in the organisation itself.
   */
  Completable delete(OrganisationTx tx, PersonId person) {
    return tx.tx()
        .execute(delete, tx.id(), person)
        .flatMapCompletable(
            rows ->
                rows.size() == 1
                    ? Completable.complete()
                    : Completable.error(new Failure.NotFound()));
  }

  /** Whether the organisation has an administrator who can log in. */
  static Single<Boolean> hasAdministrator(Tx tx, OrganisationId organisation) {
    return tx.query(HAS_ADMINISTRATOR, organisation)
        .map(rows -> rows.iterator().next().getBoolean("found"));
  }

  private static RoleHolder person(Row row, OrganisationId organisation) {
    OrganisationId at = new OrganisationId(row.getUUID("organisation_id"));
    return new RoleHolder(
        new PersonId(row.getUUID("id")),
        row.getString("name"),
        row.getString("job_title"),
        row.getBoolean("can_log_in"),
        at.equals(organisation) ? null : row.getString("organisation_name"));
  }
}
