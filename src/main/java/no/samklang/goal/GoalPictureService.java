package no.samklang.goal;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Single;
import java.time.Duration;
import no.samklang.access.Area;
import no.samklang.access.PlanReads;
import no.samklang.access.Right;
import no.samklang.goal.Goals.Goal;
import no.samklang.goal.Goals.GoalPictureQuery;
import no.samklang.goal.Goals.PictureTextInput;
import no.samklang.operation.Command;
import no.samklang.operation.Result.FileContent;
import no.samklang.operation.UploadedFile;
import no.samklang.picture.PictureEncoder;

/**
 * The pictures that symbolise goals (GOAL-2), by the rules of PERSON-7. Each change fails with
 * {@code version.stale}. A picture is no part of what the owner agrees to (GOAL-11).
 */
@CheckReturnValue
final class GoalPictureService {
  private static final Duration VERSION_MAX_AGE = Duration.ofDays(1);

  private final PlanReads planReads;
  private final TreeCommands<Goal> commands;
  private final PictureEncoder encoder;

  GoalPictureService(PlanReads planReads, TreeCommands<Goal> commands, PictureEncoder encoder) {
    this.planReads = planReads;
    this.commands = commands;
    this.encoder = encoder;
  }

  Single<FileContent> get(Command<GoalPictureQuery> command) {
    Duration maxAge = command.body().v() == null ? Duration.ZERO : VERSION_MAX_AGE;
    return GoalPictureRepository.get(planReads, command, command.id("goalId"))
        .map(picture -> picture.withMaxAge(maxAge));
  }

  /**
   * Replaces the picture, and keeps its alternative text. Checks access before decoding too, so
   * that unauthorised uploads cost no decoding. Fails as {@link PictureEncoder#encode} does.
   */
  Single<Goal> put(Command<UploadedFile> command) {
    return requireWritable(command)
        .andThen(Single.defer(() -> encoder.encode(command.body())))
        .flatMap(
            jpeg ->
                commands.update(
                    command, (tx, goal) -> GoalPictureRepository.put(tx, goal.id(), jpeg)));
  }

  private Completable requireWritable(Command<?> command) {
    return GoalQuery.goal(
            planReads.withoutAccessLog(),
            command,
            Right.writeArea(Area.GOALS),
            command.id("goalId"))
        .ignoreElement();
  }

  /** Fails with "not found" if there is no picture. */
  Single<Goal> setText(Command<PictureTextInput> command) {
    String text = command.body().text().strip();
    return commands.update(
        command, (tx, goal) -> GoalPictureRepository.setText(tx, goal.id(), text));
  }

  /** Fails with "not found" if there is no picture. */
  Single<Goal> delete(Command<Void> command) {
    return commands.update(command, (tx, goal) -> GoalPictureRepository.delete(tx, goal.id()));
  }
}
