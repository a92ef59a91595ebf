package no.samklang.organisation;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Single;
import java.util.List;
import java.util.Optional;
import no.samklang.bus.Caller;
import no.samklang.bus.Failure;
import no.samklang.db.Rows;
import no.samklang.db.SqlReader;
import no.samklang.id.OrganisationId;

/** Who may create plans, and in which unit (LIST-4): never in another municipality. */
@CheckReturnValue
public final class PlanCreation {
  private static final String UNITS =
      """
      select unit.id, unit.id in (select organisation_id from plan_creator where person_id = $1) as named
        from organisation unit
       where unit.municipality_id = $2 and exists (select from may_create_plans($1, unit.id))
       order by unit.parent_id is not null, unit.name, unit.id""";

  private record Unit(OrganisationId id, boolean named) {}

  private PlanCreation() {}

  /**
   * Where the caller's new plan is to be.
   *
   * @param wanted empty for the organisation that the caller was allowed to create plans in, where
   *     that is one
   * @return fails with {@link Failure.Forbidden} {@code access.denied} when it is none of those
   *     that the caller may create plans in, and with {@link Failure.Invalid} {@code plan.invalid}
   *     when one must be chosen
   */
  public static Single<OrganisationId> unit(
      SqlReader sql, Caller caller, Optional<OrganisationId> wanted) {
    return sql.query(UNITS, caller.person(), caller.municipality())
        .map(
            rows ->
                Rows.stream(rows)
                    .map(
                        row ->
                            new Unit(
                                new OrganisationId(row.getUUID("id")), row.getBoolean("named")))
                    .toList())
        .map(units -> choose(units, wanted));
  }

  private static OrganisationId choose(List<Unit> units, Optional<OrganisationId> wanted) {
    if (units.isEmpty()
        || !units.stream().map(Unit::id).toList().containsAll(wanted.stream().toList())) {
      throw new Failure.Forbidden("access.denied");
    }
    return wanted.orElseGet(() -> only(units.stream().filter(Unit::named).toList()));
  }

  private static OrganisationId only(List<Unit> named) {
    if (named.size() > 1) {
      throw new Failure.Invalid("plan.invalid", "organisationId", "required");
    }
    return named.get(0).id();
  }
}
