package no.samklang.goal;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Single;
import io.vertx.rxjava3.sqlclient.Row;
import java.util.Arrays;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import no.samklang.access.PlanTx;
import no.samklang.db.SqlParams;
import no.samklang.error.Failure;
import no.samklang.goal.Comments.Comment;
import no.samklang.goal.Comments.CommentAuthor;
import no.samklang.goal.Comments.CommentInput;
import no.samklang.goal.Goals.ElementKind;
import no.samklang.id.ParticipantId;

/** Stores new comments in the table {@code goal_comment} (GOAL-4). */
@CheckReturnValue
final class NewCommentRepository {
  // the author's membership and name, and the state of the element, null if it isn't in the plan;
  // %1$s goal or activity
  private static final String CONTEXT =
      """
      select me.*, author.first_name || ' ' || author.last_name as author, e.in_history
        from plan_member(#{plan}, #{person}, #{today}) me
        join person author on author.id = me.member_person_id
        left join plan_%1$s e on e.id = #{element} and e.plan_id = me.member_plan_id""";
  // %2$s the element's area. Access and the element's state are as they are once the plan is locked
  private static final String CREATE =
      "with target as ("
          + CONTEXT
          + """
      ), allowed as (
        select member_id, member_plan_id from target
         where not in_history and comments_in(member_is_open, member_plan_state, member_role, member_rights, '%2$s')
      ), made as (
        select member_id, member_plan_id, reserve_key(#{person}, #{key}, #{hash}, #{id}, #{now}) as id from allowed
      ), stored as (
        insert into goal_comment (id, plan_id, %1$s_id, author_id, text, created_at)
        select id, member_plan_id, #{element}, member_id, #{text}, #{now} from made where id is not null
      ), raised as (
        update plan set comments_version = comments_version + 1, changed_at = greatest(changed_at, #{now}), changed_by = #{person}
          from made where plan.id = #{plan} and made.id is not null returning comments_version
      )
      select target.*, raised.comments_version is not null as created, raised.comments_version as version,
             case when raised.comments_version is not null
               then notify_readers('NEW_COMMENT', #{plan}, '%2$s', member_id, #{today}, #{now})
             end as notices
        from target left join raised on true""";
  private static final Map<ElementKind, String> CONTEXTS =
      ofKinds(kind -> CONTEXT.formatted(kind.column()));
  private static final Map<ElementKind, String> CREATIONS =
      ofKinds(kind -> CREATE.formatted(kind.column(), kind.area()));
  private static final String INSERT =
      """
      with stored as (
        insert into goal_comment (id, plan_id, goal_id, activity_id, author_id, text, status, progress, accepted, created_at)
        values (#{id}, #{plan}, #{goal}, #{activity}, #{author}, #{text}, #{status}, #{progress}::smallint, #{accepted}, #{now})
      )
      update plan set comments_version = comments_version + 1, changed_at = #{now}, changed_by = #{person}
       where id = #{plan} returning comments_version as version""";

  private NewCommentRepository() {}

  private static Map<ElementKind, String> ofKinds(Function<ElementKind, String> statement) {
    return Arrays.stream(ElementKind.values())
        .collect(Collectors.toUnmodifiableMap(Function.identity(), statement));
  }

  /**
   * Creates a comment that changes nothing of its element, with its notices, if the caller may and
   * the element is active (GOAL-4, NOTIF-4).
   */
  static String creation(ElementKind kind) {
    return CREATIONS.get(kind);
  }

  static SqlParams creationParams(UUID element, CommentInput input) {
    return contextParams(element).and("text", input.text().strip());
  }

  /** The raised version of the plan's comments, from the row of {@link #creation}. */
  static int raisedVersion(Row created) {
    return created.getInteger("version");
  }

  /** Whether notices were enqueued, from the row of {@link #creation}. */
  static boolean hasNotices(Row created) {
    return created.getInteger("notices") > 0;
  }

  /** Selects what a new status update of an element depends on, with the membership. */
  static String context(ElementKind kind) {
    return CONTEXTS.get(kind);
  }

  static SqlParams contextParams(UUID element) {
    return SqlParams.of("element", element);
  }

  /**
   * The author of a new comment, from the row of {@link #context} or {@link #creation}. Fails with
   * {@link Failure.NotFound} if the element isn't in the plan, and with {@code goal.inHistory} or
   * {@code activity.inHistory} if it is in history.
   */
  static CommentAuthor requireActive(ElementKind kind, Row context) {
    Boolean inHistory = context.getBoolean("in_history");
    if (inHistory == null) {
      throw new Failure.NotFound();
    }
    if (inHistory) {
      throw new Failure.Conflict(kind.column() + ".inHistory", null);
    }
    return new CommentAuthor(
        new ParticipantId(context.getUUID("member_id")),
        context.getUUID("member_person_id"),
        context.getString("author"));
  }

  /**
   * Inserts a comment and commits.
   *
   * @return the raised version of the plan's comments
   */
  static Single<Integer> insertAndCommit(PlanTx tx, Comment comment) {
    SqlParams params =
        SqlParams.of("id", comment.id())
            .and("text", comment.text())
            .and("status", comment.status())
            .and("progress", comment.progress())
            .and("accepted", comment.accepted())
            .and("now", comment.createdAt())
            .and("plan", tx.planId())
            .and("goal", comment.goalId())
            .and("activity", comment.activityId())
            .and("author", comment.author().participantId())
            .and("person", tx.caller().person());
    return tx.tx()
        .executeAndCommit(INSERT, params)
        .map(rows -> rows.iterator().next().getInteger("version"));
  }
}
