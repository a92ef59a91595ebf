package no.samklang.person;

import io.reactivex.rxjava3.core.Completable;
import io.vertx.rxjava3.core.AbstractVerticle;
import java.time.Clock;
import no.samklang.access.Access;
import no.samklang.auth.AccountRegister;
import no.samklang.bus.Bus;
import no.samklang.db.Database;
import no.samklang.notify.Outbox;
import no.samklang.work.WorkerPool;

/** Serves the register of persons and their pictures. */
public final class PersonVerticle extends AbstractVerticle {
  private final Bus bus;
  private final SearchStore search;
  private final Database db;
  private final PersonService persons;
  private final PictureService pictures;

  /**
   * @param painters where pictures are decoded
   */
  public PersonVerticle(
      Bus bus,
      Database db,
      Clock clock,
      Access access,
      Outbox outbox,
      PersonRegister register,
      AccountRegister accounts,
      WorkerPool painters) {
    this.bus = bus;
    this.db = db;
    this.search = new SearchStore(access);
    this.persons = new PersonService(db, bus, clock, outbox, register, accounts);
    this.pictures = new PictureService(db, bus, clock, access, painters);
  }

  @Override
  public Completable rxStart() {
    return bus.serve(Persons.SEARCH, question -> search.search(db, question))
        .andThen(bus.serve(Persons.READ, persons::read))
        .andThen(bus.serve(Persons.CHANGE, persons::change))
        .andThen(bus.serve(Persons.DELETE, persons::delete))
        .andThen(bus.serve(Persons.PICTURE, pictures::picture))
        .andThen(bus.serve(Persons.PUT_OWN_PICTURE, pictures::putOwn))
        .andThen(bus.serve(Persons.REMOVE_OWN_PICTURE, pictures::removeOwn))
        .andThen(bus.serve(Persons.PUT_PICTURE, pictures::putOf))
        .andThen(bus.serve(Persons.REMOVE_PICTURE, pictures::removeOf));
  }
}
