package no.samklang.practice;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Maybe;
import io.reactivex.rxjava3.core.Single;
import io.vertx.rxjava3.core.Vertx;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Set;
import no.samklang.access.AccessPolicy;
import no.samklang.concurrent.KeyedRateLimiter;
import no.samklang.db.Database;
import no.samklang.db.SqlReader;
import no.samklang.db.Tx;
import no.samklang.demo.PlanStory;
import no.samklang.demo.PlanStory.NewPracticePlan;
import no.samklang.event.AccessEnded;
import no.samklang.event.PlanChanged;
import no.samklang.id.NewId;
import no.samklang.id.PersonId;
import no.samklang.id.PlanId;
import no.samklang.operation.Command;
import no.samklang.operation.NoContent;
import no.samklang.operation.Platform;
import no.samklang.practice.PracticePlans.PracticePlan;
import no.samklang.retention.RetentionRule;

/** Creates practice plans and deletes them (PLAN-10). Thread-safe. */
@CheckReturnValue
public final class PracticePlanService {
  private static final ZoneId ZONE = ZoneId.of("Europe/Oslo");
  private static final int MAX_CREATED_PER_MINUTE = 10;
  private static final int MAX_DELETED = 100;

  private final Database db;
  private final AccessPolicy access;
  private final int days;
  private final PracticeStories stories;
  private final KeyedRateLimiter<PersonId> creations;
  private final PracticePlanRepository plans = new PracticePlanRepository();

  private PracticePlanService(Platform platform, Vertx vertx, Clock clock) {
    this.db = platform.db();
    this.access = new AccessPolicy(clock);
    this.days = Math.toIntExact(platform.settings().plans().practiceFor().toDays());
    this.stories = new PracticeStories(vertx);
    this.creations = new KeyedRateLimiter<>(clock, MAX_CREATED_PER_MINUTE);
  }

  /** One for the whole process, since it limits how often a person asks. */
  public static PracticePlanService open(Platform platform, Vertx vertx) {
    return new PracticePlanService(platform, vertx, platform.clock());
  }

  /**
   * The caller's practice plan; a new one, told in the language of the page, if there is none.
   * Fails with {@code practice.tooMany} if one was asked for too often.
   */
  Single<PracticePlan> open(Command<Void> command) {
    return plans
        .find(db, command.caller().person(), access.today())
        .switchIfEmpty(Single.defer(() -> create(command)));
  }

  private Single<PracticePlan> create(Command<Void> command) {
    PersonId person = command.caller().person();
    creations.require(person, "practice.tooMany");
    return stories
        .in(command.language())
        .flatMap(story -> db.inTransaction(tx -> createOnce(tx, person, story)));
  }

  private Single<PracticePlan> createOnce(Tx tx, PersonId person, PlanStory story) {
    LocalDate today = access.today();
    return plans
        .lockPerson(tx, person)
        .andThen(Maybe.defer(() -> plans.find(tx, person, today)))
        .switchIfEmpty(Single.defer(() -> replace(tx, person, story, today)));
  }

  /** In place of one that has ended, or that the person has left. */
  private Single<PracticePlan> replace(Tx tx, PersonId person, PlanStory story, LocalDate today) {
    return plans.delete(tx, person, null).flatMap(deleted -> insert(tx, person, story, today));
  }

  private Single<PracticePlan> insert(Tx tx, PersonId person, PlanStory story, LocalDate today) {
    PracticePlan plan = new PracticePlan(new PlanId(NewId.random()), today.plusDays(days));
    tx.publish(new PlanChanged(plan.id(), "plan", 1));
    return plans
        .organisation(tx)
        .map(
            organisation ->
                new NewPracticePlan(
                    plan.id().value(), organisation, person.value(), today, plan.until()))
        .flatMapCompletable(row -> story.insert(tx, row))
        .toSingleDefault(plan);
  }

  /** Deletes the caller's practice plan with the made-up persons in it. Idempotent. */
  Single<NoContent> delete(Command<Void> command) {
    return delete(command.caller().person(), null).toSingleDefault(NoContent.NO_CONTENT);
  }

  private Completable delete(PersonId person, LocalDate before) {
    return db.inTransaction(
            tx ->
                plans
                    .delete(tx, person, before)
                    .doOnSuccess(
                        deleted ->
                            deleted.ifPresent(
                                plan -> tx.publish(new AccessEnded(plan, Set.of(person))))))
        .ignoreElement();
  }

  /** Practice plans whose last day has passed are deleted (LAW-3). */
  public RetentionRule retentionRule() {
    return new RetentionRule("practice plans", Duration.ZERO, this::deleteEnded);
  }

  private Single<Integer> deleteEnded(SqlReader sql, Instant before, int limit) {
    LocalDate today = LocalDate.ofInstant(before, ZONE);
    return plans
        .findEnded(sql, today, Math.min(limit, MAX_DELETED))
        .concatMapSingle(person -> delete(person, today).toSingleDefault(1))
        .count()
        .map(Long::intValue);
  }
}
