package no.samklang.person;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Single;
import java.time.Clock;
import no.samklang.access.Access;
import no.samklang.access.PlanCommands;
import no.samklang.access.PlanLog.Event;
import no.samklang.access.PlanTx;
import no.samklang.access.Right;
import no.samklang.bus.Caller;
import no.samklang.bus.Done;
import no.samklang.bus.Failure;
import no.samklang.db.Database;
import no.samklang.db.Tx;
import no.samklang.id.PersonId;
import no.samklang.operation.Command;
import no.samklang.operation.Result.FileContent;
import no.samklang.operation.UploadedFile;
import no.samklang.work.WorkerPool;

/**
 * Pictures of persons (PERSON-7), never kept as they come. What is put fails with {@link
 * Failure.Invalid} {@code picture.invalid} for what isn't a picture of the type it says, and {@code
 * picture.tooManyPixels}.
 */
@CheckReturnValue
final class PictureService {
  private static final int NO_VERSION = 0;

  private final Database db;
  private final Clock clock;
  private final Access access;
  private final PlanCommands planCommands;
  private final WorkerPool imageWorkers;
  private final PicturedParticipant participants;
  private final PersonPlans plans;
  private final PictureRepository repository = new PictureRepository();

  PictureService(
      Database db,
      Clock clock,
      PicturedParticipant participants,
      PlanCommands planCommands,
      WorkerPool imageWorkers) {
    this.db = db;
    this.clock = clock;
    this.access = new Access(clock);
    this.participants = participants;
    this.planCommands = planCommands;
    this.imageWorkers = imageWorkers;
    this.plans = new PersonPlans(clock);
  }

  record PictureVersion(int pictureVersion) {}

  Single<FileContent> get(Command<Void> command) {
    return repository.get(db, command.caller(), command.personId(), access.today());
  }

  Single<PictureVersion> putOwn(Command<UploadedFile> command) {
    Caller caller = command.caller();
    return encode(command.body())
        .flatMap(jpeg -> db.inTransaction(tx -> put(tx, caller, caller.person(), jpeg)));
  }

  Single<Done> deleteOwn(Command<Void> command) {
    Caller caller = command.caller();
    return db.inTransaction(tx -> delete(tx, caller, caller.person()));
  }

  /** Asks before the work of decoding, too, so that only who may has it done. */
  Single<PictureVersion> putOfParticipant(Command<UploadedFile> command) {
    return participants
        .find(command)
        .flatMap(person -> encode(command.body()))
        .flatMap(
            jpeg ->
                planCommands.runUnlocked(
                    command, Right.READ, tx -> putOfParticipant(tx, command, jpeg)));
  }

  private Single<PictureVersion> putOfParticipant(
      PlanTx tx, Command<UploadedFile> command, byte[] jpeg) {
    return participants
        .find(tx, command.participantId())
        .doOnSuccess(person -> tx.log(Event.PARTICIPANT_CHANGED, command.participantId()))
        .flatMap(person -> put(tx.tx(), tx.caller(), person, jpeg));
  }

  Single<Done> deleteOfParticipant(Command<Void> command) {
    return planCommands.runUnlocked(
        command,
        Right.READ,
        tx ->
            participants
                .find(tx, command.participantId())
                .doOnSuccess(person -> tx.log(Event.PARTICIPANT_CHANGED, command.participantId()))
                .flatMap(person -> delete(tx.tx(), tx.caller(), person)));
  }

  private Single<byte[]> encode(UploadedFile file) {
    return imageWorkers.run(
        () -> ProfilePictureEncoder.encode(file.contentType(), file.content().getBytes()));
  }

  private Single<PictureVersion> put(Tx tx, Caller caller, PersonId person, byte[] jpeg) {
    return repository
        .put(tx, person, jpeg, clock.instant())
        .flatMap(
            version ->
                plans
                    .changed(tx, caller, person, version)
                    .toSingleDefault(new PictureVersion(version)));
  }

  private Single<Done> delete(Tx tx, Caller caller, PersonId person) {
    return repository
        .delete(tx, person)
        .flatMapCompletable(
            was -> was ? plans.changed(tx, caller, person, NO_VERSION) : Completable.complete())
        .toSingleDefault(Done.DONE);
  }
}
