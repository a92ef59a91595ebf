package no.samklang.organisation;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Single;
import java.util.List;
import java.util.Map;
import no.samklang.access.Rights;
import no.samklang.access.Role;
import no.samklang.db.Database;
import no.samklang.error.Failure;
import no.samklang.operation.Command;

/**
 * What a role may do in an organisation's plans unless something else is decided for a participant
 * (PART-2, ORG-1). An organisation that has decided nothing for a role has what the nearest one
 * above it has. Applies to participants added later; existing ones keep their rights.
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
   * @param version of the organisation, for {@code If-Match}
   * @param rights of each role in the organisation
   * @param standard of each role where the organisation has decided nothing itself
   * @param inheritedFrom the name of the organisation above that the standard of each role comes
   *     from; null where none has decided anything
   * @param own the roles for which the organisation has decided something itself
   */
  record RoleRightsView(
      int version,
      Map<Role, Rights> rights,
      Map<Role, Rights> standard,
      Map<Role, String> inheritedFrom,
      List<Role> own) {}

  /**
   * @param rights of the roles to be changed; null for the standard. Those that equal the standard
   *     follow it too
   */
  record RoleRightsChange(Map<Role, Rights> rights) {}

  /** Fails with {@code access.denied} unless the caller administers the organisation. */
  Single<RoleRightsView> get(Command<Void> command) {
    return commands
        .requireAdministered(command)
        .flatMap(organisation -> repository.find(db, organisation));
  }

  /** As {@link #get}; fails with {@code version.stale} and the current rights, too. */
  Single<RoleRightsView> change(Command<RoleRightsChange> command) {
    return commands.run(command, tx -> change(tx, command));
  }

  private Single<RoleRightsView> change(OrganisationTx tx, Command<RoleRightsChange> command) {
    return repository
        .find(tx.tx(), tx.organisation())
        .doOnSuccess(current -> requireCurrent(command, current))
        .flatMapCompletable(
            current ->
                repository.update(tx.tx(), tx.id(), command.body().rights(), current.standard()))
        .doOnComplete(() -> tx.log(OrganisationEvent.ROLE_RIGHTS_CHANGED))
        .andThen(organisations.find(tx.tx(), command.caller(), tx.id()).toSingle())
        .flatMap(changed -> repository.find(tx.tx(), changed));
  }

  private static void requireCurrent(Command<?> command, RoleRightsView current) {
    if (current.version() != command.ifMatch()) {
      throw new Failure.Conflict("version.stale", current);
    }
  }
}
