package no.samklang.organisation;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Single;
import java.util.List;
import java.util.Optional;
import no.samklang.db.RowValues;
import no.samklang.db.SqlReader;
import no.samklang.error.Failure;
import no.samklang.id.OrganisationId;
import no.samklang.security.Caller;

/** The units in which a caller may create plans (LIST-4), within the caller's municipality only. */
@CheckReturnValue
public final class PlanCreationRights {
  private static final String FIND_UNITS =
      """
      select unit.id, unit.id in (select organisation_id from plan_creator where person_id = $1) as granted
        from organisation unit
       where unit.municipality_id = $2 and exists (select from may_create_plans($1, unit.id))
       order by unit.parent_id is not null, unit.name, unit.id""";

  private record CreationUnit(OrganisationId id, boolean granted) {}

  private PlanCreationRights() {}

  /**
   * The unit for the caller's new plan.
   *
   * @param requested empty for the only organisation in which the caller has been granted plan
   *     creation
   * @return fails with {@link Failure.Forbidden} {@code access.denied} for a unit in which the
   *     caller may not create plans, and with {@link Failure.Invalid} {@code plan.invalid} when
   *     several are possible
   */
  public static Single<OrganisationId> requireUnit(
      SqlReader sql, Caller caller, Optional<OrganisationId> requested) {
    return sql.query(FIND_UNITS, caller.person(), caller.municipality())
        .map(
            rows ->
                RowValues.stream(rows)
                    .map(
                        row ->
                            new CreationUnit(
                                new OrganisationId(row.getUUID("id")), row.getBoolean("granted")))
                    .toList())
        .map(units -> choose(units, requested));
  }

  private static OrganisationId choose(
      List<CreationUnit> units, Optional<OrganisationId> requested) {
    if (units.isEmpty()
        || !units.stream()
            .map(CreationUnit::id)
            .toList()
            .containsAll(requested.stream().toList())) {
      throw new Failure.Forbidden("access.denied");
    }
    return requested.orElseGet(
        () -> requireSingle(units.stream().filter(CreationUnit::granted).toList()));
  }

  private static OrganisationId requireSingle(List<CreationUnit> granted) {
    if (granted.size() > 1) {
      throw new Failure.Invalid("plan.invalid", "organisationId", "required");
    }
    return granted.get(0).id();
  }
}
