package no.samklang.organisation;

import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Single;
import io.vertx.rxjava3.core.AbstractVerticle;
import no.samklang.bus.Bus;
import no.samklang.bus.Failure;
import no.samklang.db.Database;
import no.samklang.db.Tx;
import no.samklang.organisation.Organisations.Change;
import no.samklang.organisation.Organisations.Organisation;

/** Serves municipalities and their units. */
public final class OrganisationVerticle extends AbstractVerticle {
  private final Bus bus;
  private final Database db;
  private final OrganisationStore store = new OrganisationStore();

  public OrganisationVerticle(Bus bus, Database db) {
    this.bus = bus;
    this.db = db;
  }

  @Override
  public Completable rxStart() {
    return bus.serve(Organisations.LIST, caller -> store.list(db, caller))
        .andThen(
            bus.serve(Organisations.CHANGE, change -> db.inTransaction(tx -> change(tx, change))));
  }

  private Single<Organisation> change(Tx tx, Change change) {
    return find(tx, change)
        .doOnSuccess(OrganisationVerticle::require)
        .flatMap(found -> write(tx, change, found));
  }

  private Single<Organisation> find(Tx tx, Change change) {
    return store
        .hold(tx, change.caller(), change.organisation())
        .switchIfEmpty(Single.error(new Failure.NotFound()));
  }

  private static void require(Organisation found) {
    if (!found.mayAdminister()) {
      throw new Failure.Forbidden("access.denied");
    }
    if (found.parentId() != null) {
      throw new Failure.Invalid("organisation.notMunicipality", "organisationId", "invalid");
    }
  }

  private Single<Organisation> write(Tx tx, Change change, Organisation found) {
    return store
        .change(tx, change)
        .flatMap(
            done ->
                done
                    ? find(tx, change)
                    : Single.error(new Failure.Conflict("version.stale", found)));
  }
}
