package no.samklang.survey;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Single;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import no.samklang.access.Area;
import no.samklang.access.PlanCommands;
import no.samklang.access.PlanLog.PlanLogEvent;
import no.samklang.access.PlanReads;
import no.samklang.access.PlanTx;
import no.samklang.access.Right;
import no.samklang.access.VersionedSection;
import no.samklang.bin.Bin;
import no.samklang.bin.Bin.Deletion;
import no.samklang.bin.BinKind;
import no.samklang.error.Failure;
import no.samklang.operation.Command;
import no.samklang.survey.Surveys.LifeArea;
import no.samklang.survey.Surveys.LifeAreaHistory;
import no.samklang.survey.Surveys.LifeAreaInput;
import no.samklang.survey.Surveys.LifeAreaQuery;
import no.samklang.survey.Surveys.Survey;

/**
 * How it is in each life area: every change adds a dated status, and the earlier ones are kept
 * (SURV-1). Each change fails with {@code version.stale}.
 */
@CheckReturnValue
final class SurveyService {
  static final List<LifeArea> AREAS = List.of(LifeArea.values());

  /** Reading any life area opens the page; the statement leaves out what can't be read. */
  static final Right READ_ANY =
      Right.readAnyOf(AREAS.stream().map(LifeArea::area).toArray(Area[]::new));

  private static final LifeAreaQuery FIRST_PAGE = new LifeAreaQuery(null, null);

  private final PlanReads planReads;
  private final PlanCommands planCommands;

  SurveyService(PlanReads planReads, PlanCommands planCommands) {
    this.planReads = planReads;
    this.planCommands = planCommands;
  }

  /** The life areas that the caller may read, as they are now. */
  Single<Survey> list(Command<Void> command) {
    return SurveyRepository.get(planReads, command);
  }

  Single<LifeAreaHistory> get(Command<LifeAreaQuery> command) {
    return SurveyRepository.get(planReads, command, lifeArea(command), command.body());
  }

  /** Adds a status. Fails with {@link Failure.Invalid} for a blank text. */
  Single<LifeAreaHistory> update(Command<LifeAreaInput> command) {
    String text = command.body().text().strip();
    if (text.isEmpty()) {
      throw new Failure.Invalid("request.invalid", "text", "required");
    }
    LifeArea area = lifeArea(command);
    return change(
        command,
        PlanLogEvent.CONTENT_CHANGED,
        tx ->
            SurveyRepository.insert(tx, area, text)
                .andThen(Completable.defer(() -> SurveyRepository.raise(tx, area)))
                .andThen(
                    Single.defer(
                        () -> SurveyRepository.get(tx.reads(), command, area, FIRST_PAGE))));
  }

  /** Moves a status to the bin; the one before it is the latest then (GOAL-7). */
  Single<Deletion> delete(Command<Void> command) {
    UUID id = command.id("statusId");
    LifeArea area = lifeArea(command);
    return change(
        command,
        PlanLogEvent.CONTENT_DELETED,
        tx ->
            SurveyRepository.requireStatus(tx, area, id)
                .andThen(Completable.defer(() -> SurveyRepository.raise(tx, area)))
                .andThen(
                    Single.defer(
                        () -> Bin.delete(tx, BinKind.SURVEY_STATUS, id, SurveyRepository.DELETE))));
  }

  private <T> Single<T> change(
      Command<?> command, PlanLogEvent event, Function<PlanTx, Single<T>> change) {
    LifeArea area = lifeArea(command);
    return planCommands.run(
        command,
        Right.writeArea(area.area()),
        tx ->
            SurveyRepository.get(tx.reads(), command, area, FIRST_PAGE)
                .flatMapCompletable(
                    current -> tx.requireCurrent(current.version(), Single.just(current)))
                .andThen(Single.defer(() -> change.apply(tx)))
                .flatMap(changed -> tell(tx, area, event).toSingleDefault(changed)));
  }

  /** A status is put back from the bin. */
  static Completable restored(PlanTx tx, Area area) {
    LifeArea lifeArea = LifeArea.valueOf(area.name());
    return SurveyRepository.raise(tx, lifeArea)
        .andThen(Completable.defer(() -> tell(tx, lifeArea, PlanLogEvent.CONTENT_RESTORED)));
  }

  private static Completable tell(PlanTx tx, LifeArea area, PlanLogEvent event) {
    tx.log(event, area.area());
    return tx.raiseVersion(VersionedSection.SURVEY, area.area()).ignoreElement();
  }

  private static LifeArea lifeArea(Command<?> command) {
    return LifeArea.valueOf(command.path("lifeArea"));
  }
}
