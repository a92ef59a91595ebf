package no.samklang.person;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Single;
import java.time.Clock;
import java.util.List;
import no.samklang.access.Access;
import no.samklang.access.Membership;
import no.samklang.access.PlanChanged;
import no.samklang.access.PlanLog.Entry;
import no.samklang.access.PlanLog.Event;
import no.samklang.access.PlanLog;
import no.samklang.access.Right;
import no.samklang.bus.Bus;
import no.samklang.bus.Caller;
import no.samklang.bus.Done;
import no.samklang.bus.Failure;
import no.samklang.db.Database;
import no.samklang.db.SqlReader;
import no.samklang.db.Tx;
import no.samklang.id.ParticipantId;
import no.samklang.id.PersonId;
import no.samklang.id.PlanId;
import no.samklang.person.Persons.Picture;
import no.samklang.person.Persons.PictureVersion;
import no.samklang.person.Persons.PutOwnPicture;
import no.samklang.person.Persons.PutPicture;
import no.samklang.person.Persons.RemovePicture;
import no.samklang.person.Persons.Upload;
import no.samklang.person.Persons.Who;
import no.samklang.work.WorkerPool;

/** Pictures of persons (PERSON-7): never kept as they come. */
@CheckReturnValue
final class PictureService {
  private final Database db;
  private final Bus bus;
  private final Clock clock;
  private final Access access;
  private final WorkerPool painters;
  private final PlanLog log;
  private final PictureStore store = new PictureStore();
  private final CardStore cards = new CardStore();

  PictureService(Database db, Bus bus, Clock clock, Access access, WorkerPool painters) {
    this.db = db;
    this.bus = bus;
    this.clock = clock;
    this.access = access;
    this.painters = painters;
    this.log = new PlanLog(clock);
  }

  Single<Picture> picture(Who question) {
    return store.picture(db, question.caller(), question.person(), access.today());
  }

  private record Changed(int version, List<PlanId> plans) {}

  Single<PictureVersion> putOwn(PutOwnPicture command) {
    return portrait(command.upload())
        .flatMap(jpeg -> db.inTransaction(tx -> put(tx, command.caller().person(), jpeg)))
        .map(this::announce);
  }

  Single<Done> removeOwn(Caller caller) {
    return db.inTransaction(tx -> remove(tx, caller.person()))
        .map(this::announce)
        .map(gone -> Done.DONE);
  }

  /** Asks before the work of decoding, too, so that only who may has it done. */
  Single<PictureVersion> putOf(PutPicture command) {
    return admit(db, command.caller(), command.plan(), command.participant())
        .flatMap(person -> portrait(command.upload()))
        .flatMap(jpeg -> db.inTransaction(tx -> putOf(tx, command, jpeg)))
        .map(this::announce);
  }

  private Single<Changed> putOf(Tx tx, PutPicture command, byte[] jpeg) {
    return admit(tx, command.caller(), command.plan(), command.participant())
        .flatMap(
            person ->
                note(tx, command.caller(), command.plan(), command.participant())
                    .andThen(Single.defer(() -> put(tx, person, jpeg))));
  }

  Single<Done> removeOf(RemovePicture command) {
    return db.inTransaction(
            tx ->
                admit(tx, command.caller(), command.plan(), command.participant())
                    .flatMap(
                        person ->
                            note(tx, command.caller(), command.plan(), command.participant())
                                .andThen(Single.defer(() -> remove(tx, person)))))
        .map(this::announce)
        .map(gone -> Done.DONE);
  }

  /** Gives whose picture it is: the caller's own, or that of one whom the caller may edit. */
  private Single<PersonId> admit(
      SqlReader sql, Caller caller, PlanId plan, ParticipantId participant) {
    return access
        .require(sql, caller, plan, Right.READ)
        .flatMap(
            me ->
                store
                    .participant(sql, plan, participant)
                    .map(found -> found.orElseThrow(Failure.NotFound::new))
                    .doOnSuccess(person -> requireOwnOrEditor(caller, person, me)));
  }

  private Completable note(Tx tx, Caller caller, PlanId plan, ParticipantId participant) {
    return log.add(tx, new Entry(plan, caller.person(), Event.PARTICIPANT_CHANGED, participant));
  }

  private static void requireOwnOrEditor(Caller caller, PersonId person, Membership me) {
    if (!person.equals(caller.person())) {
      Access.demand(me, Right.EDIT_PERSONS);
    }
  }

  private Single<byte[]> portrait(Upload upload) {
    return painters.run(() -> Portrait.of(upload.contentType(), upload.content().getBytes()));
  }

  private Single<Changed> put(Tx tx, PersonId person, byte[] jpeg) {
    return store
        .put(tx, person, jpeg, clock.instant())
        .flatMap(version -> cards.plans(tx, person).map(plans -> new Changed(version, plans)));
  }

  private Single<Changed> remove(Tx tx, PersonId person) {
    Completable removed = store.remove(tx, person);
    return removed
        .andThen(Single.defer(() -> cards.plans(tx, person)))
        .map(plans -> new Changed(0, plans));
  }

  private PictureVersion announce(Changed changed) {
    int version = changed.version();
    changed.plans().forEach(plan -> bus.publish(new PlanChanged(plan, "participants", version)));
    return new PictureVersion(version);
  }
}
