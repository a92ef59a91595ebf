package no.samklang.organisation;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Single;
import java.time.Clock;
import java.util.function.Function;
import no.samklang.db.Database;
import no.samklang.error.Failure;
import no.samklang.id.OrganisationId;
import no.samklang.operation.Command;

/**
 * What is read and changed by an administrator of the organisation in the path (ORG-1). Fails with
 * {@link Failure.NotFound} for an organisation of another municipality, and with {@code
 * access.denied} for one that the caller doesn't administer, such as a sister unit.
 */
@CheckReturnValue
public final class OrganisationCommands {
  private final Database db;
  private final Clock clock;
  private final OrganisationRepository organisations = new OrganisationRepository();

  public OrganisationCommands(Database db, Clock clock) {
    this.db = db;
    this.clock = clock;
  }

  /** The organisation, for a read by its administrator. */
  public Single<OrganisationView> requireAdministered(Command<?> command) {
    return organisations
        .find(db, command.caller(), id(command))
        .switchIfEmpty(Single.error(new Failure.NotFound()))
        .doOnSuccess(OrganisationCommands::requireAdministered);
  }

  /** Runs a change in a transaction that locks the municipality. */
  public <T> Single<T> run(Command<?> command, Function<OrganisationTx, Single<T>> change) {
    return db.inTransaction(
        tx ->
            organisations
                .lock(tx, command.caller(), id(command))
                .switchIfEmpty(Single.error(new Failure.NotFound()))
                .doOnSuccess(OrganisationCommands::requireAdministered)
                .map(
                    found ->
                        new OrganisationTx(tx, found, command.caller().person(), clock.instant()))
                .flatMap(change::apply));
  }

  /** As {@link #run}, and fails with {@code version.stale} and the current organisation. */
  public <T> Single<T> runCurrent(Command<?> command, Function<OrganisationTx, Single<T>> change) {
    return run(
        command,
        tx -> {
          if (tx.organisation().version() != command.ifMatch()) {
            throw new Failure.Conflict("version.stale", tx.organisation());
          }
          return change.apply(tx);
        });
  }

  private static void requireAdministered(OrganisationView organisation) {
    if (!organisation.mayAdminister()) {
      throw new Failure.Forbidden("access.denied");
    }
  }

  private static OrganisationId id(Command<?> command) {
    return new OrganisationId(command.id("organisationId"));
  }
}
