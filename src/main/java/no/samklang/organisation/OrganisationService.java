package no.samklang.organisation;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Single;
import java.time.Clock;
import java.util.List;
import no.samklang.access.AccessPolicy;
import no.samklang.db.Database;
import no.samklang.error.Failure;
import no.samklang.id.OrganisationId;
import no.samklang.operation.Command;

/** Municipalities and their units: lists, settings, and which of them one works in (ORG-1). */
@CheckReturnValue
final class OrganisationService {
  private static final int MAX_ADMINISTRATORS = 5;

  private final Database db;
  private final AccessPolicy access;
  private final OrganisationCommands commands;
  private final ConsentAgeListener ageListener;
  private final UnitService units;
  private final OrganisationRepository repository = new OrganisationRepository();

  OrganisationService(
      Database db, Clock clock, OrganisationCommands commands, ConsentAgeListener ageListener) {
    this.db = db;
    this.commands = commands;
    this.ageListener = ageListener;
    this.units = new UnitService(commands, clock);
    this.access = new AccessPolicy(clock);
  }

  record OrganisationList(List<OrganisationView> items, int total) {
    static OrganisationList of(List<OrganisationView> items) {
      return new OrganisationList(items, items.size());
    }
  }

  record AdministratorList(List<AdministratorView> items, int total) {}

  /**
   * What is null isn't changed.
   *
   * @param consentAge in years, of a municipality; as {@code registerSearch}
   * @param parentId where a unit is moved to
   */
  record OrganisationChange(
      String name,
      OrganisationId parentId,
      Boolean closed,
      Integer consentAge,
      RegisterSearch registerSearch) {
    boolean hasSettings() {
      return consentAge != null || registerSearch != null;
    }
  }

  record ChosenOrganisation(OrganisationId organisationId) {}

  /** The organisations that the caller administers or may create plans in; may be empty. */
  Single<OrganisationList> list(Command<Void> command) {
    return repository.list(db, command.caller()).map(OrganisationList::of);
  }

  /** Whom to ask when a coordinator can't help; the caller isn't among them. */
  Single<AdministratorList> administrators(Command<Void> command) {
    return repository
        .administrators(db, command.caller(), MAX_ADMINISTRATORS, access.today())
        .map(items -> new AdministratorList(items, items.size()));
  }

  /**
   * Chooses which of several organisations the caller works in, until another is chosen. Fails with
   * {@link Failure.NotFound} for one that the caller neither administers nor may create plans in.
   */
  Single<OrganisationList> choose(Command<ChosenOrganisation> command) {
    return db.inTransaction(
        tx ->
            repository
                .choose(tx, command.caller(), command.body().organisationId())
                .andThen(
                    Single.defer(
                        () -> repository.list(tx, command.caller()).map(OrganisationList::of))));
  }

  /**
   * Changes a municipality or a unit: its name, place in the tree and whether it is open, as {@link
   * UnitService} says, and of a municipality the age from which young people consent alone (PLAN-8)
   * and who may search its register (PERSON-3). A change of the age is recorded in the plans that
   * it touches, and told to who decided. Fails as {@link OrganisationCommands} does, with {@code
   * organisation.notMunicipality} for settings of a unit, and with {@code version.stale}.
   */
  Single<OrganisationView> change(Command<OrganisationChange> command) {
    return commands.runCurrent(
        command,
        tx ->
            units
                .change(tx, command)
                .andThen(Completable.defer(() -> changeSettings(tx, command.body())))
                .andThen(Completable.defer(() -> repository.raiseVersion(tx.tx(), tx.id())))
                .andThen(repository.find(tx.tx(), command.caller(), tx.id()).toSingle()));
  }

  private Completable changeSettings(OrganisationTx tx, OrganisationChange change) {
    if (!change.hasSettings()) {
      return Completable.complete();
    }
    OrganisationView before = tx.organisation();
    before.requireMunicipality("organisationId");
    tx.log(OrganisationEvent.SETTINGS_CHANGED);
    int age = change.consentAge() == null ? before.consentAge() : change.consentAge();
    return ageListener
        .changing(tx.tx(), tx.by(), before.id(), before.consentAge(), age)
        .andThen(repository.updateSettings(tx.tx(), before.id(), age, change.registerSearch()));
  }
}
