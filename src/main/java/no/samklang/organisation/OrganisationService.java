package no.samklang.organisation;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Single;
import java.time.Clock;
import java.util.List;
import no.samklang.access.AccessPolicy;
import no.samklang.db.Database;
import no.samklang.db.Tx;
import no.samklang.error.Failure;
import no.samklang.id.OrganisationId;
import no.samklang.id.PersonId;
import no.samklang.operation.Command;

/** Municipalities and their units. */
@CheckReturnValue
final class OrganisationService {
  private static final int MAX_ADMINISTRATORS = 5;

  private final Database db;
  private final AccessPolicy access;
  private final ConsentAgeListener ageListener;
  private final OrganisationRepository repository = new OrganisationRepository();

  OrganisationService(Database db, Clock clock, ConsentAgeListener ageListener) {
    this.db = db;
    this.ageListener = ageListener;
    this.access = new AccessPolicy(clock);
  }

  record OrganisationList(List<OrganisationView> items, int total) {}

  record AdministratorList(List<AdministratorView> items, int total) {}

  /**
   * @param consentAge in years
   * @param registerSearch null for no change
   */
  record OrganisationChange(int consentAge, RegisterSearch registerSearch) {}

  /** The organisations that the caller administers or may create plans in; may be empty. */
  Single<OrganisationList> list(Command<Void> command) {
    return repository
        .list(db, command.caller())
        .map(items -> new OrganisationList(items, items.size()));
  }

  /** Whom to ask when a coordinator can't help; the caller isn't among them. */
  Single<AdministratorList> administrators(Command<Void> command) {
    return repository
        .administrators(db, command.caller(), MAX_ADMINISTRATORS, access.today())
        .map(items -> new AdministratorList(items, items.size()));
  }

  /**
   * Changes the age from which young people in a municipality consent alone (PLAN-8), and who may
   * search its register (PERSON-3). A change of the age is recorded in the plans that it touches,
   * and told to who decided. Fails with {@code access.denied} unless the caller administers the
   * municipality, {@code organisation.notMunicipality} for a unit, and {@code version.stale}.
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
        .flatMapCompletable(found -> change(tx, command, found))
        .andThen(repository.find(tx, command.caller(), organisation).toSingle());
  }

  private Completable change(Tx tx, Command<OrganisationChange> command, OrganisationView before) {
    PersonId by = command.caller().person();
    return ageListener
        .changing(tx, by, before.id(), before.consentAge(), command.body().consentAge())
        .andThen(repository.update(tx, before.id(), command.body()));
  }

  private static void requireChangeable(OrganisationView organisation, int version) {
    if (!organisation.mayAdminister()) {
      throw new Failure.Forbidden("access.denied");
    }
    if (organisation.parentId() != null) {
      throw new Failure.Invalid("organisation.notMunicipality", "organisationId", "invalid");
    }
    if (organisation.version() != version) {
      throw new Failure.Conflict("version.stale", organisation);
    }
  }
}
