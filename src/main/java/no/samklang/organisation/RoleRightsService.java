package no.samklang.organisation;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Single;
import java.util.Map;
import no.samklang.access.Rights;
import no.samklang.access.Role;
import no.samklang.db.Database;
import no.samklang.db.SqlReader;
import no.samklang.error.Failure;
import no.samklang.operation.Command;

/**
 * What a role may do in a municipality's plans unless something else is decided for a participant
 * (PART-2, ORG-1). Applies to participants added later; existing ones keep their rights.
 */
@CheckReturnValue
final class RoleRightsService {
  private final Database db;
  private final OrganisationCommands commands;
  private final OrganisationRepository organisations = new OrganisationRepository();
  private final RoleRightsRepository repository = new RoleRightsRepository();

  RoleRightsService(Database db, OrganisationCommands commands) {
    this.db = db;
    this.commands = commands;
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
    return commands
        .requireAdministered(command)
        .doOnSuccess(organisation -> organisation.requireMunicipality("organisationId"))
        .flatMap(municipality -> view(db, municipality));
  }

  /** As {@link #get}; fails with {@code version.stale} and the current rights, too. */
  Single<RoleRightsView> change(Command<RoleRightsChange> command) {
    return commands.run(command, tx -> change(tx, command));
  }

  private Single<RoleRightsView> change(OrganisationTx tx, Command<RoleRightsChange> command) {
    tx.organisation().requireMunicipality("organisationId");
    return view(tx.tx(), tx.organisation())
        .doOnSuccess(current -> requireCurrent(command, current))
        .flatMapCompletable(
            current ->
                repository.update(tx.tx(), tx.id(), command.body().rights(), current.standard()))
        .doOnComplete(() -> tx.log(OrganisationEvent.ROLE_RIGHTS_CHANGED))
        .andThen(organisations.find(tx.tx(), command.caller(), tx.id()).toSingle())
        .flatMap(changed -> view(tx.tx(), changed));
  }

  private Single<RoleRightsView> view(SqlReader sql, OrganisationView municipality) {
    return repository.find(sql, municipality);
  }

  private static void requireCurrent(Command<?> command, RoleRightsView current) {
    if (current.version() != command.ifMatch()) {
      throw new Failure.Conflict("version.stale", current);
    }
  }
}
