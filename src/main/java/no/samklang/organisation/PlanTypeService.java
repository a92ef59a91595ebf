package no.samklang.organisation;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Single;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import no.samklang.access.PlanPart;
import no.samklang.db.Database;
import no.samklang.error.Failure;
import no.samklang.operation.Command;

/**
 * What plans of a type contain in an organisation (ORG-1). An organisation that has decided nothing
 * for a type has what the nearest one above it has. A part that is left out isn't shown in plans
 * that have nothing in it; what is in a plan is never hidden by it.
 */
@CheckReturnValue
final class PlanTypeService {
  private final Database db;
  private final OrganisationCommands commands;
  private final OrganisationRepository organisations = new OrganisationRepository();
  private final PlanTypeRepository repository = new PlanTypeRepository();

  PlanTypeService(Database db, OrganisationCommands commands) {
    this.db = db;
    this.commands = commands;
  }

  /**
   * @param version of the organisation, for {@code If-Match}
   * @param partsOff what is left out, by plan type
   * @param standard what is left out where the organisation has decided nothing itself
   * @param inheritedFrom the name of the organisation above that the standard of each type comes
   *     from; null where none has decided anything
   * @param own the types for which the organisation has decided something itself
   */
  record PlanTypesView(
      int version,
      Map<String, Set<PlanPart>> partsOff,
      Map<String, Set<PlanPart>> standard,
      Map<String, String> inheritedFrom,
      List<String> own) {}

  /**
   * @param partsOff of the types to be changed; null for the standard. Those that equal the
   *     standard follow it too
   */
  record PlanTypesChange(Map<String, Set<PlanPart>> partsOff) {
    /** As activities belong to goals, they are left out with them. */
    PlanTypesChange {
      Map<String, Set<PlanPart>> complete = new HashMap<>();
      partsOff.forEach((type, parts) -> complete.put(type, withActivities(parts)));
      partsOff = complete;
    }

    private static Set<PlanPart> withActivities(Set<PlanPart> parts) {
      if (parts == null || !parts.contains(PlanPart.GOALS)) {
        return parts;
      }
      Set<PlanPart> complete = new TreeSet<>(parts);
      complete.add(PlanPart.ACTIVITIES);
      return complete;
    }
  }

  /** Fails with {@code access.denied} unless the caller administers the organisation. */
  Single<PlanTypesView> get(Command<Void> command) {
    return commands
        .requireAdministered(command)
        .flatMap(organisation -> repository.find(db, organisation));
  }

  /** As {@link #get}; fails with {@code version.stale} and the current content, too. */
  Single<PlanTypesView> change(Command<PlanTypesChange> command) {
    return commands.run(
        command,
        tx ->
            repository
                .find(tx.tx(), tx.organisation())
                .doOnSuccess(current -> requireCurrent(command, current))
                .flatMapCompletable(
                    current ->
                        repository.update(
                            tx.tx(), tx.id(), command.body().partsOff(), current.standard()))
                .andThen(Completable.defer(() -> organisations.raiseVersion(tx.tx(), tx.id())))
                .doOnComplete(() -> tx.log(OrganisationEvent.PLAN_TYPES_CHANGED))
                .andThen(
                    Single.defer(
                        () -> organisations.find(tx.tx(), command.caller(), tx.id()).toSingle()))
                .flatMap(changed -> repository.find(tx.tx(), changed)));
  }

  private static void requireCurrent(Command<?> command, PlanTypesView current) {
    if (current.version() != command.ifMatch()) {
      throw new Failure.Conflict("version.stale", current);
    }
  }
}
