package no.samklang.goal;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Flowable;
import io.reactivex.rxjava3.core.Single;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import no.samklang.access.AccessPolicy;
import no.samklang.access.Area;
import no.samklang.access.PlanLog.PlanLogEvent;
import no.samklang.access.PlanTx;
import no.samklang.access.Right;
import no.samklang.db.RowValues;
import no.samklang.error.Failure;
import no.samklang.goal.Goals.ActivityInput;
import no.samklang.goal.Goals.GoalInput;
import no.samklang.id.NewId;
import no.samklang.id.ParticipantId;
import no.samklang.notification.Notices.NoticeType;
import no.samklang.notification.Outbox;

/** Activities that were decided elsewhere in the plan, as in a meeting (MEET-1, GOAL-3). */
@CheckReturnValue
public final class DecidedActivities {
  private static final String FIRST_GOAL =
      """
      select id from plan_goal where plan_id = $1 and not in_history and parent_id is null order by position, id limit 1""";

  private final ReaderNotices notices;

  public DecidedActivities(Outbox outbox) {
    this.notices = new ReaderNotices(outbox);
  }

  /**
   * @param goalId null for the plan's first goal
   * @param due the last day; null for none
   */
  public record DecidedActivity(
      UUID id, UUID goalId, String title, List<ParticipantId> responsible, LocalDate due) {
    @Override
    public String toString() {
      return "DecidedActivity " + id;
    }
  }

  /**
   * Inserts planned activities, in a transaction that locks the plan, and tells those who may read
   * them. Fails as {@link AccessPolicy#require} does for who may not write activities, with {@link
   * Failure.Invalid} {@code goal.unknown}, and with {@code activities.full}.
   *
   * @param goalTitle of the goal that is made if the plan has none
   */
  public Completable insert(PlanTx tx, String goalTitle, List<DecidedActivity> activities) {
    if (activities.isEmpty()) {
      return Completable.complete();
    }
    AccessPolicy.require(tx.member(), Right.writeArea(Area.ACTIVITIES));
    return firstGoal(tx, goalTitle, activities)
        .flatMapCompletable(
            first ->
                Flowable.fromIterable(activities)
                    .concatMapCompletable(activity -> insert(tx, activity, first.orElse(null))))
        .andThen(notices.enqueue(tx, Area.ACTIVITIES, NoticeType.NEW_GOAL))
        .andThen(
            Single.defer(() -> TreeVersion.raise(tx, Area.ACTIVITIES, PlanLogEvent.ACTIVITY_ADDED)))
        .ignoreElement();
  }

  /** Empty if no activity needs it. */
  private static Single<Optional<UUID>> firstGoal(
      PlanTx tx, String title, List<DecidedActivity> activities) {
    if (activities.stream().noneMatch(activity -> activity.goalId() == null)) {
      return Single.just(Optional.empty());
    }
    return tx.query(FIRST_GOAL, tx.planId())
        .map(rows -> RowValues.first(rows).map(row -> row.getUUID("id")))
        .flatMap(found -> found.isPresent() ? Single.just(found) : insertGoal(tx, title));
  }

  private static Single<Optional<UUID>> insertGoal(PlanTx tx, String title) {
    AccessPolicy.require(tx.member(), Right.writeArea(Area.GOALS));
    UUID id = NewId.random();
    return GoalRepository.insert(tx, id, new GoalInput(title, null, 0, "", null))
        .andThen(Single.defer(() -> TreeVersion.raise(tx, Area.GOALS, PlanLogEvent.GOAL_ADDED)))
        .map(version -> Optional.of(id));
  }

  private static Completable insert(PlanTx tx, DecidedActivity activity, UUID first) {
    ActivityInput input =
        new ActivityInput(
            activity.title(),
            null,
            null,
            null,
            activity.due(),
            null,
            null,
            null,
            activity.responsible(),
            null);
    GoalPolicy.validate(input);
    UUID goal = activity.goalId() == null ? first : activity.goalId();
    return ActivityRepository.insert(tx, activity.id(), goal, input)
        .onErrorResumeNext(
            error ->
                Completable.error(
                    error instanceof Failure.NotFound
                        ? new Failure.Invalid("request.invalid", "goalId", "goal.unknown")
                        : error));
  }
}
