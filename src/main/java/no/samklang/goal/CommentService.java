package no.samklang.goal;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Single;
import io.vertx.rxjava3.sqlclient.Row;
import java.util.Objects;
import java.util.UUID;
import no.samklang.access.AccessPolicy;
import no.samklang.access.Area;
import no.samklang.access.Membership;
import no.samklang.access.PlanCommands;
import no.samklang.access.PlanCommands.IdempotentChange;
import no.samklang.access.PlanCommands.Locking;
import no.samklang.access.PlanReads;
import no.samklang.access.PlanTx;
import no.samklang.access.Right;
import no.samklang.error.Failure;
import no.samklang.goal.Comments.Comment;
import no.samklang.goal.Comments.CommentAuthor;
import no.samklang.goal.Comments.CommentInput;
import no.samklang.goal.Comments.CommentPage;
import no.samklang.goal.Comments.CommentQuery;
import no.samklang.goal.Goals.ActivityStatus;
import no.samklang.goal.Goals.ElementKind;
import no.samklang.notification.Notices;
import no.samklang.notification.Notices.NoticeType;
import no.samklang.operation.Command;
import no.samklang.operation.Result.Created;

/**
 * Comments and status updates (GOAL-4). An update by one who may write the element is in force at
 * once; by others it is a proposal, which one who may write accepts.
 */
@CheckReturnValue
final class CommentService {
  private final PlanReads planReads;
  private final PlanCommands planCommands;
  private final ReaderNotices notices;

  CommentService(PlanReads planReads, PlanCommands planCommands, ReaderNotices notices) {
    this.planReads = planReads;
    this.planCommands = planCommands;
    this.notices = notices;
  }

  Single<CommentPage> listOfGoal(Command<CommentQuery> command) {
    return CommentRepository.findPage(planReads, command, ElementKind.GOAL, command.id("goalId"));
  }

  Single<CommentPage> listOfActivity(Command<CommentQuery> command) {
    return CommentRepository.findPage(
        planReads, command, ElementKind.ACTIVITY, command.id("activityId"));
  }

  Single<Created> createOnGoal(Command<CommentInput> command) {
    return create(command, ElementKind.GOAL, command.id("goalId"));
  }

  Single<Created> createOnActivity(Command<CommentInput> command) {
    return create(command, ElementKind.ACTIVITY, command.id("activityId"));
  }

  /**
   * Once for each idempotency key. Fails as {@link NewCommentRepository#requireActive} does. One
   * round trip, or two for a status update.
   */
  private Single<Created> create(Command<CommentInput> command, ElementKind kind, UUID element) {
    CommentInput input = command.body();
    GoalPolicy.validate(input, kind);
    return (input.isUpdate()
            ? createUpdate(command, kind, element)
            : createComment(command, kind, element))
        .map(comment -> new Created(comment.id(), comment, "/comments"));
  }

  private Single<Comment> createComment(
      Command<CommentInput> command, ElementKind kind, UUID element) {
    return planCommands.createAtOnce(
        command,
        Right.commentIn(kind.area()),
        Locking.PLAN,
        NewCommentRepository.creation(kind),
        NewCommentRepository.creationParams(element, command.body()),
        once(command, kind, element, CommentService::publish));
  }

  private static Single<Comment> publish(PlanTx tx, Comment comment, Row created) {
    TreeVersion.publishComments(
        tx, comment.kind().area(), NewCommentRepository.raisedVersion(created));
    if (NewCommentRepository.hasNotices(created)) {
      tx.publish(new Notices.OutboxChanged());
    }
    return Single.just(comment);
  }

  private Single<Comment> createUpdate(
      Command<CommentInput> command, ElementKind kind, UUID element) {
    return planCommands.create(
        command,
        Right.commentIn(kind.area()),
        NewCommentRepository.context(kind),
        NewCommentRepository.contextParams(element),
        once(command, kind, element, (tx, comment, context) -> insert(tx, comment)));
  }

  /** What is done with a new comment, from the row that it depends on. */
  @FunctionalInterface
  private interface NewComment {
    Single<Comment> store(PlanTx tx, Comment comment, Row row);
  }

  /** Stores a new comment, or reads the one that the same request created before. */
  private static IdempotentChange<Comment> once(
      Command<CommentInput> command, ElementKind kind, UUID element, NewComment creation) {
    return (tx, rows, request) -> {
      if (!request.isNew()) {
        return CommentRepository.get(tx.reads(), command, request.id());
      }
      Row row = rows.iterator().next();
      return creation.store(
          tx, newComment(tx, request.id(), kind, element, command.body(), row), row);
    };
  }

  private static Comment newComment(
      PlanTx tx, UUID id, ElementKind kind, UUID element, CommentInput input, Row context) {
    CommentAuthor author = NewCommentRepository.requireActive(kind, context);
    return Comment.ofNew(
        id, kind, element, author, input, acceptance(tx.member(), kind, input), tx.now());
  }

  private Single<Comment> insert(PlanTx tx, Comment comment) {
    Area area = comment.kind().area();
    return notices
        .enqueue(tx, area, NoticeType.NEW_COMMENT)
        .andThen(applyIfInForce(tx, comment))
        .andThen(Single.defer(() -> NewCommentRepository.insertAndCommit(tx, comment)))
        .doOnSuccess(version -> TreeVersion.publishComments(tx, area, version))
        .map(version -> comment);
  }

  /**
   * Changes the caller's own comment. Fails with {@code version.stale}, with {@code access.denied}
   * for another author's, and with {@code comment.accepted} if an update that is in force would
   * become another.
   */
  Single<Comment> update(Command<CommentInput> command) {
    CommentInput input = command.body();
    UUID id = command.id("commentId");
    return planCommands.run(
        command,
        Right.CHANGE_OWN,
        tx ->
            requireOwn(tx, command, id)
                .flatMap(
                    comment -> {
                      ElementKind kind = comment.kind();
                      GoalPolicy.validate(input, kind);
                      requireSameUpdate(comment, input);
                      return CommentRepository.update(tx, id, input, keptAcceptance(comment, input))
                          .andThen(changed(tx, command, id, kind));
                    }));
  }

  /**
   * Puts a proposed update in force, as the caller has seen it. Without effect if it is already.
   * Fails with {@code version.stale}.
   */
  Single<Comment> accept(Command<Void> command) {
    UUID id = command.id("commentId");
    return planCommands.run(
        command,
        Right.CHANGE_OWN,
        tx ->
            CommentRepository.get(tx.reads(), command, id)
                .flatMap(
                    comment -> {
                      ElementKind kind = comment.kind();
                      AccessPolicy.require(tx.member(), Right.writeArea(kind.area()));
                      return Boolean.FALSE.equals(comment.accepted())
                          ? tx.requireCurrent(comment.version(), Single.just(comment))
                              .andThen(Single.defer(() -> accept(tx, command, comment, kind)))
                          : Single.just(comment);
                    }));
  }

  private static Single<Comment> accept(
      PlanTx tx, Command<?> command, Comment comment, ElementKind kind) {
    return CommentRepository.accept(tx, comment.id())
        .andThen(
            apply(tx, kind, comment.element(), comment.status(), comment.progress())
                .andThen(changed(tx, command, comment.id(), kind)));
  }

  /** The caller's own comment, as they have seen it. */
  private static Single<Comment> requireOwn(PlanTx tx, Command<?> command, UUID id) {
    return CommentRepository.get(tx.reads(), command, id)
        .flatMap(
            comment -> {
              requireAuthor(tx.member(), comment);
              return tx.requireCurrent(comment.version(), Single.just(comment))
                  .toSingleDefault(comment);
            });
  }

  static void requireAuthor(Membership member, Comment comment) {
    if (!comment.author().participantId().equals(member.participant())) {
      throw new Failure.Forbidden("access.denied");
    }
  }

  private static void requireSameUpdate(Comment comment, CommentInput input) {
    boolean same =
        comment.status() == input.status() && Objects.equals(comment.progress(), input.progress());
    if (Boolean.TRUE.equals(comment.accepted()) && !same) {
      throw new Failure.Conflict("comment.accepted", comment);
    }
  }

  private static Boolean keptAcceptance(Comment comment, CommentInput input) {
    if (!input.isUpdate()) {
      return null;
    }
    return Boolean.TRUE.equals(comment.accepted());
  }

  private static Boolean acceptance(Membership member, ElementKind kind, CommentInput input) {
    return input.isUpdate() ? maySet(member, kind) : null;
  }

  private static boolean maySet(Membership member, ElementKind kind) {
    return AccessPolicy.isGranted(member, Right.writeArea(kind.area()));
  }

  private static Completable applyIfInForce(PlanTx tx, Comment comment) {
    return Boolean.TRUE.equals(comment.accepted())
        ? apply(tx, comment.kind(), comment.element(), comment.status(), comment.progress())
        : Completable.complete();
  }

  private static Completable apply(
      PlanTx tx, ElementKind kind, UUID element, ActivityStatus status, Integer progress) {
    Completable set =
        kind == ElementKind.GOAL
            ? GoalRepository.setProgress(tx, element, progress)
            : ActivityRepository.setStatus(tx, element, status);
    return Completable.mergeArray(set, TreeVersion.raise(tx, kind.area()).ignoreElement());
  }

  private static Single<Comment> changed(PlanTx tx, Command<?> command, UUID id, ElementKind kind) {
    return Single.zip(
        TreeVersion.raiseComments(tx, kind.area()),
        CommentRepository.get(tx.reads(), command, id),
        (version, comment) -> comment);
  }
}
