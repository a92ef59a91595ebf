package no.samklang.organisation;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Single;
import java.util.Map;
import no.samklang.access.Rights;
import no.samklang.access.Role;
import no.samklang.db.Database;
import no.samklang.db.SqlReader;
import no.samklang.db.Tx;
import no.samklang.error.Failure;
import no.samklang.id.OrganisationId;
import no.samklang.operation.Command;

/**
 * What a role may do in a municipality's plans unless something else is decided for a participant
 * (PART-2, ORG-1). Applies to participants added later; existing ones keep their rights.
 */
@CheckReturnValue
final class RoleRightsService {
  private final Database db;
  private final OrganisationRepository organisations = new OrganisationRepository();
  private final RoleRightsRepository repository = new RoleRightsRepository();

  RoleRightsService(Database db) {
    this.db = db;
  }

  /**
   * @param version of the municipality, for {@code If-Match}
   * @param rights of each role in the municipality
   * @param standard of each role where a municipality has decided nothing else
   */
  record RoleRightsView(int version, Map<Role, Rights> rights, Map<Role, Rights> standard) {}

  /**
   * @param rights of the roles to be changed; those that equal the standard follow it
   */
  record RoleRightsChange(Map<Role, Rights> rights) {}

  /**
   * Fails with {@code access.denied} unless the caller administers the municipality, and with
   * {@code organisation.notMunicipality} for a unit.
   */
  Single<RoleRightsView> get(Command<Void> command) {
    return organisations
        .find(db, command.caller(), id(command))
        .switchIfEmpty(Single.error(new Failure.NotFound()))
        .doOnSuccess(RoleRightsService::requireAdministered)
        .flatMap(municipality -> view(db, municipality));
  }

  /** As {@link #get}; fails with {@code version.stale} and the current rights, too. */
  Single<RoleRightsView> change(Command<RoleRightsChange> command) {
    return db.inTransaction(
        tx ->
            organisations
                .lock(tx, command.caller(), id(command))
                .switchIfEmpty(Single.error(new Failure.NotFound()))
                .doOnSuccess(RoleRightsService::requireAdministered)
                .flatMap(municipality -> change(tx, command, municipality)));
  }

  private Single<RoleRightsView> change(
      Tx tx, Command<RoleRightsChange> command, OrganisationView municipality) {
    return view(tx, municipality)
        .doOnSuccess(current -> requireCurrent(command, current))
        .flatMapCompletable(
            current ->
                repository.update(
                    tx, municipality.id(), command.body().rights(), current.standard()))
        .andThen(organisations.find(tx, command.caller(), municipality.id()).toSingle())
        .flatMap(changed -> view(tx, changed));
  }

  private Single<RoleRightsView> view(SqlReader sql, OrganisationView municipality) {
    return repository.find(sql, municipality);
  }

  private static void requireCurrent(Command<?> command, RoleRightsView current) {
    if (current.version() != command.ifMatch()) {
      throw new Failure.Conflict("version.stale", current);
    }
  }

  private static void requireAdministered(OrganisationView organisation) {
    if (!organisation.mayAdminister()) {
      throw new Failure.Forbidden("access.denied");
    }
    if (organisation.parentId() != null) {
      throw new Failure.Invalid("organisation.notMunicipality", "organisationId", "invalid");
    }
  }

  private static OrganisationId id(Command<?> command) {
    return new OrganisationId(command.id("organisationId"));
  }
}
