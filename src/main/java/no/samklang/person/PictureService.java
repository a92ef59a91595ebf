package no.samklang.person;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Single;
import io.vertx.core.buffer.Buffer;
import java.time.Clock;
import java.time.Duration;
import no.samklang.access.AccessPolicy;
import no.samklang.access.PlanCommands;
import no.samklang.access.PlanLog.PlanLogEvent;
import no.samklang.access.PlanTx;
import no.samklang.access.Right;
import no.samklang.db.Database;
import no.samklang.db.Tx;
import no.samklang.id.PersonId;
import no.samklang.operation.Command;
import no.samklang.operation.NoContent;
import no.samklang.operation.Result.FileContent;
import no.samklang.operation.UploadedFile;
import no.samklang.picture.PictureEncoder;
import no.samklang.security.Caller;

/**
 * Pictures of persons (PERSON-7), always re-encoded. Uploads fail as {@link PictureEncoder#encode}
 * does.
 */
@CheckReturnValue
final class PictureService {
  private static final int NO_VERSION = 0;
  private static final Duration VERSION_MAX_AGE = Duration.ofDays(1);

  private final Database db;
  private final Clock clock;
  private final AccessPolicy access;
  private final PlanCommands planCommands;
  private final PictureEncoder encoder;
  private final PictureOwnerQuery owners;
  private final PersonPlans plans;
  private final PictureRepository repository = new PictureRepository();

  PictureService(
      Database db,
      Clock clock,
      PictureOwnerQuery owners,
      PlanCommands planCommands,
      PictureEncoder encoder) {
    this.db = db;
    this.clock = clock;
    this.access = new AccessPolicy(clock);
    this.owners = owners;
    this.planCommands = planCommands;
    this.encoder = encoder;
    this.plans = new PersonPlans(clock);
  }

  record PictureVersion(int pictureVersion) {}

  /**
   * @param v the picture's version, if the client knows it
   */
  record PictureQuery(Integer v) {}

  Single<FileContent> get(Command<PictureQuery> command) {
    Duration maxAge = command.body().v() == null ? Duration.ZERO : VERSION_MAX_AGE;
    return repository
        .get(db, command.caller(), command.personId(), access.today())
        .map(picture -> picture.withMaxAge(maxAge));
  }

  Single<PictureVersion> putOwn(Command<UploadedFile> command) {
    Caller caller = command.caller();
    return encoder
        .encode(command.body())
        .flatMap(jpeg -> db.inTransaction(tx -> put(tx, caller, caller.person(), jpeg)));
  }

  Single<NoContent> deleteOwn(Command<Void> command) {
    Caller caller = command.caller();
    return db.inTransaction(tx -> delete(tx, caller, caller.person()));
  }

  /** Checks access before decoding too, so that unauthorised uploads cost no decoding. */
  Single<PictureVersion> putOfParticipant(Command<UploadedFile> command) {
    return owners
        .get(command)
        .flatMap(person -> encoder.encode(command.body()))
        .flatMap(
            jpeg ->
                planCommands.runUnlocked(
                    command, Right.READ, tx -> putOfParticipant(tx, command, jpeg)));
  }

  private Single<PictureVersion> putOfParticipant(
      PlanTx tx, Command<UploadedFile> command, Buffer jpeg) {
    return owners
        .get(tx, command.participantId())
        .doOnSuccess(person -> tx.log(PlanLogEvent.PARTICIPANT_CHANGED, command.participantId()))
        .flatMap(person -> put(tx.tx(), tx.caller(), person, jpeg));
  }

  Single<NoContent> deleteOfParticipant(Command<Void> command) {
    return planCommands.runUnlocked(
        command,
        Right.READ,
        tx ->
            owners
                .get(tx, command.participantId())
                .doOnSuccess(
                    person -> tx.log(PlanLogEvent.PARTICIPANT_CHANGED, command.participantId()))
                .flatMap(person -> delete(tx.tx(), tx.caller(), person)));
  }

  private Single<PictureVersion> put(Tx tx, Caller caller, PersonId person, Buffer jpeg) {
    return repository
        .put(tx, person, jpeg, clock.instant())
        .flatMap(
            version ->
                plans
                    .markChanged(tx, caller.person(), person, version)
                    .toSingleDefault(new PictureVersion(version)));
  }

  private Single<NoContent> delete(Tx tx, Caller caller, PersonId person) {
    return repository
        .delete(tx, person)
        .flatMapCompletable(
            existed ->
                existed
                    ? plans.markChanged(tx, caller.person(), person, NO_VERSION)
                    : Completable.complete())
        .toSingleDefault(NoContent.NO_CONTENT);
  }
}
