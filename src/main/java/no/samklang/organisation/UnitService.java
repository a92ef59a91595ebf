package no.samklang.organisation;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Single;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import no.samklang.error.Failure;
import no.samklang.id.NewId;
import no.samklang.id.OrganisationId;
import no.samklang.operation.Command;
import no.samklang.operation.IdempotentRequest;
import no.samklang.operation.Result;
import no.samklang.organisation.OrganisationService.OrganisationChange;
import no.samklang.organisation.UnitRepository.Place;

/** The tree of a municipality's units (ORG-1). */
@CheckReturnValue
final class UnitService {
  /** Maximum organisations of a municipality, itself and closed ones included. */
  static final int MAX_UNITS = 500;

  /** Maximum levels, with the municipality. */
  static final int MAX_LEVELS = 10;

  private final OrganisationCommands commands;
  private final Clock clock;
  private final UnitRepository units = new UnitRepository();
  private final OrganisationRepository organisations = new OrganisationRepository();

  UnitService(OrganisationCommands commands, Clock clock) {
    this.commands = commands;
    this.clock = clock;
  }

  record NewUnit(String name) {}

  /**
   * Adds a unit under an organisation, once for each idempotency key. Fails as {@link
   * OrganisationCommands} does, and with {@code organisation.closed}, {@code organisation.full},
   * {@code organisation.tooDeep} or {@code organisation.nameTaken}.
   */
  Single<Result> create(Command<NewUnit> command) {
    return commands.run(
        command,
        tx ->
            IdempotentRequest.of(command)
                .reserve(tx.tx(), clock.instant(), NewId.random())
                .flatMap(
                    reserved ->
                        (reserved.isNew()
                                ? insert(tx, new OrganisationId(reserved.id()), command)
                                : Completable.complete())
                            .andThen(created(tx, command, reserved.id()))));
  }

  private Single<Result> created(OrganisationTx tx, Command<NewUnit> command, UUID id) {
    return organisations
        .find(tx.tx(), command.caller(), new OrganisationId(id))
        .toSingle()
        .map(unit -> new Result.Created(unit.id(), unit));
  }

  private Completable insert(OrganisationTx tx, OrganisationId id, Command<NewUnit> command) {
    String name = requireName(command.body().name());
    tx.organisation().requireOpen();
    return units
        .place(tx.tx(), id, tx.id(), name)
        .doOnSuccess(
            place -> {
              requireRoom(place);
              requireFree(place);
            })
        .flatMapCompletable(place -> units.insert(tx, id, name))
        .doOnComplete(() -> tx.logOther(id, OrganisationEvent.UNIT_ADDED, name));
  }

  /**
   * Renames, moves, closes or reopens. A move requires that the caller administers where the unit
   * comes from and where it goes; a unit is closed once all under it are, and reopened once the one
   * above is open. Fails with {@code organisation.isMunicipality}, {@code
   * organisation.underItself}, {@code organisation.unitsOpen}, {@code organisation.closed}, {@code
   * organisation.tooDeep} or {@code organisation.nameTaken}.
   */
  Completable change(OrganisationTx tx, Command<OrganisationChange> command) {
    OrganisationChange change = command.body();
    OrganisationView before = tx.organisation();
    String name = change.name() == null ? before.name() : requireName(change.name());
    OrganisationId parent = change.parentId() == null ? before.parentId() : change.parentId();
    boolean moves = !Objects.equals(parent, before.parentId());
    boolean closes = change.closed() != null && change.closed() != before.closed();
    if ((moves || closes) && before.parentId() == null) {
      throw new Failure.Conflict("organisation.isMunicipality", null);
    }
    if (!moves && !closes && name.equals(before.name())) {
      return Completable.complete();
    }
    return units
        .place(tx.tx(), before.id(), parent, name)
        .flatMapCompletable(
            place ->
                (moves ? requireMovable(tx, command, place, parent) : Completable.complete())
                    .doOnComplete(() -> requireClosable(change, closes, place))
                    .doOnComplete(() -> requireFree(place)))
        .andThen(
            Completable.defer(
                () -> units.update(tx, name, parent, closes ? change.closed() : before.closed())))
        .doOnComplete(() -> log(tx, name, moves, closes));
  }

  private Completable requireMovable(
      OrganisationTx tx,
      Command<OrganisationChange> command,
      Place place,
      OrganisationId newParent) {
    if (place.isUnderItself()) {
      throw new Failure.Invalid("organisation.underItself", "parentId", "organisation.underItself");
    }
    if (place.levels() > MAX_LEVELS) {
      throw new Failure.Conflict("organisation.tooDeep", null);
    }
    return Single.zip(
            List.of(
                administered(tx, command, tx.organisation().parentId()),
                administered(tx, command, newParent)),
            found -> (OrganisationView) found[1])
        .doOnSuccess(OrganisationView::requireOpen)
        .ignoreElement();
  }

  private Single<OrganisationView> administered(
      OrganisationTx tx, Command<OrganisationChange> command, OrganisationId id) {
    return organisations
        .find(tx.tx(), command.caller(), id)
        .switchIfEmpty(Single.error(new Failure.NotFound()))
        .doOnSuccess(
            found -> {
              if (!found.mayAdminister()) {
                throw new Failure.Forbidden("access.denied");
              }
            });
  }

  private static void requireClosable(OrganisationChange change, boolean closes, Place place) {
    if (closes && change.closed() && place.hasOpenUnits()) {
      throw new Failure.Conflict("organisation.unitsOpen", null);
    }
    if (closes && !change.closed() && place.parentIsClosed()) {
      throw new Failure.Conflict("organisation.closed", null);
    }
  }

  private static void requireRoom(Place place) {
    if (place.organisations() >= MAX_UNITS) {
      throw new Failure.Conflict("organisation.full", null);
    }
    if (place.levels() > MAX_LEVELS) {
      throw new Failure.Conflict("organisation.tooDeep", null);
    }
  }

  private static void requireFree(Place place) {
    if (place.nameIsTaken()) {
      throw new Failure.Invalid("organisation.nameTaken", "name", "organisation.nameTaken");
    }
  }

  private static String requireName(String name) {
    String stripped = name.strip();
    if (stripped.isEmpty()) {
      throw new Failure.Invalid("organisation.invalid", "name", "required");
    }
    return stripped;
  }

  private static void log(OrganisationTx tx, String name, boolean moved, boolean closedOrOpened) {
    OrganisationView before = tx.organisation();
    if (!name.equals(before.name())) {
      tx.log(OrganisationEvent.RENAMED, before.name());
    }
    if (moved) {
      tx.log(OrganisationEvent.MOVED);
    }
    if (closedOrOpened) {
      tx.log(before.closed() ? OrganisationEvent.REOPENED : OrganisationEvent.CLOSED);
    }
  }
}
