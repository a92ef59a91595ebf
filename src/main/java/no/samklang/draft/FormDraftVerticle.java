package no.samklang.draft;

import io.reactivex.rxjava3.core.Completable;
import io.vertx.rxjava3.core.AbstractVerticle;
import java.time.Clock;
import no.samklang.bus.Bus;
import no.samklang.db.Database;

/** Serves form drafts. */
public final class FormDraftVerticle extends AbstractVerticle {
  private final Bus bus;
  private final FormDraftStore store;

  public FormDraftVerticle(Bus bus, Database db, Clock clock) {
    this.bus = bus;
    this.store = new FormDraftStore(db, clock);
  }

  @Override
  public Completable rxStart() {
    return bus.serve(FormDrafts.GET, store::get)
        .andThen(bus.serve(FormDrafts.KEEP, store::keep))
        .andThen(bus.serve(FormDrafts.DROP, store::drop));
  }
}
