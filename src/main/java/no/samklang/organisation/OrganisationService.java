package no.samklang.organisation;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Single;
import java.util.List;
import no.samklang.bus.Failure;
import no.samklang.db.Database;
import no.samklang.db.Tx;
import no.samklang.id.OrganisationId;
import no.samklang.operation.Command;

/** Municipalities and their units. */
@CheckReturnValue
final class OrganisationService {
  private final Database db;
  private final OrganisationRepository repository = new OrganisationRepository();

  OrganisationService(Database db) {
    this.db = db;
  }

  record OrganisationList(List<OrganisationView> items, int total) {}

  /**
   * @param consentAge in years
   */
  record OrganisationChange(int consentAge) {}

  /** Those that the caller administers or may create plans in; often none. */
  Single<OrganisationList> list(Command<Void> command) {
    return repository
        .list(db, command.caller())
        .map(items -> new OrganisationList(items, items.size()));
  }

  /**
   * Changes the age from which young people in a municipality consent alone (PLAN-8). Fails with
   * {@code access.denied} for one who doesn't administer the municipality, {@code
   * organisation.notMunicipality} for a unit, and {@code version.stale}.
   */
  Single<OrganisationView> change(Command<OrganisationChange> command) {
    return db.inTransaction(tx -> change(tx, command));
  }

  private Single<OrganisationView> change(Tx tx, Command<OrganisationChange> command) {
    OrganisationId organisation = new OrganisationId(command.id("organisationId"));
    return repository
        .lock(tx, command.caller(), organisation)
        .switchIfEmpty(Single.error(new Failure.NotFound()))
        .doOnSuccess(found -> requireChangeable(found, command.ifMatch()))
        .flatMapCompletable(
            found -> repository.update(tx, organisation, command.body().consentAge()))
        .andThen(repository.find(tx, command.caller(), organisation).toSingle());
  }

  private static void requireChangeable(OrganisationView found, int version) {
    if (!found.mayAdminister()) {
      throw new Failure.Forbidden("access.denied");
    }
    if (found.parentId() != null) {
      throw new Failure.Invalid("organisation.notMunicipality", "organisationId", "invalid");
    }
    if (found.version() != version) {
      throw new Failure.Conflict("version.stale", found);
    }
  }
}
