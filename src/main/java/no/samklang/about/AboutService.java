package no.samklang.about;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Single;
import java.time.Duration;
import java.util.function.Function;
import no.samklang.about.Abouts.About;
import no.samklang.about.Abouts.AboutInput;
import no.samklang.about.Abouts.AboutPictureQuery;
import no.samklang.access.PlanCommands;
import no.samklang.access.PlanLog.PlanLogEvent;
import no.samklang.access.PlanReads;
import no.samklang.access.PlanTx;
import no.samklang.access.Right;
import no.samklang.operation.Command;
import no.samklang.operation.Result.FileContent;
import no.samklang.operation.UploadedFile;
import no.samklang.picture.PictureEncoder;

/**
 * The owner's presentation of themselves, with its picture by the rules of PERSON-7 (HOME-2). Each
 * change fails with {@code version.stale}.
 */
@CheckReturnValue
final class AboutService {
  private static final Duration VERSION_MAX_AGE = Duration.ofDays(1);

  private final PlanReads planReads;
  private final PlanCommands planCommands;
  private final PictureEncoder encoder;

  AboutService(PlanReads planReads, PlanCommands planCommands, PictureEncoder encoder) {
    this.planReads = planReads;
    this.planCommands = planCommands;
    this.encoder = encoder;
  }

  Single<About> get(Command<Void> command) {
    return AboutRepository.get(planReads, command, Right.READ);
  }

  /** Fails as {@link AboutPolicy#validate} does. */
  Single<About> update(Command<AboutInput> command) {
    AboutPolicy.validate(command.body());
    return change(command, tx -> AboutRepository.put(tx, command.body()));
  }

  /** Fails with "not found" if there is no picture. */
  Single<FileContent> picture(Command<AboutPictureQuery> command) {
    Duration maxAge = command.body().v() == null ? Duration.ZERO : VERSION_MAX_AGE;
    return AboutPictureRepository.get(planReads, command)
        .map(picture -> picture.withMaxAge(maxAge));
  }

  /**
   * Checks access before decoding too, so that unauthorised uploads cost no decoding. Fails as
   * {@link PictureEncoder#encode} does.
   */
  Single<About> putPicture(Command<UploadedFile> command) {
    return AboutRepository.get(planReads.withoutAccessLog(), command, Right.EDIT_ABOUT)
        .flatMap(page -> encoder.encode(command.body()))
        .flatMap(jpeg -> change(command, tx -> AboutPictureRepository.put(tx, jpeg)));
  }

  /** Fails with "not found" if there is no picture. */
  Single<About> deletePicture(Command<Void> command) {
    return change(command, AboutPictureRepository::delete);
  }

  private Single<About> change(Command<?> command, Function<PlanTx, Completable> change) {
    return planCommands.run(
        command,
        Right.EDIT_ABOUT,
        tx ->
            AboutRepository.get(tx.reads(), command, Right.READ)
                .flatMapCompletable(
                    current -> tx.requireCurrent(current.version(), Single.just(current)))
                .andThen(Completable.defer(() -> change.apply(tx)))
                .andThen(Single.defer(() -> AboutRepository.get(tx.reads(), command, Right.READ)))
                .doOnSuccess(
                    page -> {
                      tx.log(PlanLogEvent.ABOUT_CHANGED);
                      tx.markChanged("about", page.version());
                    }));
  }
}
