package no.samklang.participant;

import io.reactivex.rxjava3.core.Completable;
import io.vertx.rxjava3.core.AbstractVerticle;
import no.samklang.access.Access;
import no.samklang.bus.Bus;
import no.samklang.db.Database;
import no.samklang.log.AccessLog;

/** Serves what can be asked about participants. */
public final class ParticipantVerticle extends AbstractVerticle {
  private final Bus bus;
  private final Database db;
  private final ParticipantStore store;

  public ParticipantVerticle(Bus bus, Database db, Access access, AccessLog seen) {
    this.bus = bus;
    this.db = db;
    this.store = new ParticipantStore(access, seen);
  }

  @Override
  public Completable rxStart() {
    return bus.serve(Participants.LIST, question -> store.group(db, question));
  }
}
