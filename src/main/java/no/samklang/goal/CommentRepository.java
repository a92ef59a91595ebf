package no.samklang.goal;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Single;
import io.vertx.rxjava3.sqlclient.Row;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import no.samklang.access.PlanReads;
import no.samklang.access.PlanTx;
import no.samklang.access.Right;
import no.samklang.db.KeysetPagination;
import no.samklang.db.KeysetPagination.SortKey;
import no.samklang.db.RowValues;
import no.samklang.db.SqlParams;
import no.samklang.error.Failure;
import no.samklang.goal.Comments.Comment;
import no.samklang.goal.Comments.CommentAuthor;
import no.samklang.goal.Comments.CommentInput;
import no.samklang.goal.Comments.CommentPage;
import no.samklang.goal.Comments.CommentQuery;
import no.samklang.goal.Goals.ActivityStatus;
import no.samklang.goal.Goals.ElementKind;
import no.samklang.id.ParticipantId;
import no.samklang.operation.Command;

/** Reads and changes the table {@code goal_comment} (GOAL-4). */
@CheckReturnValue
final class CommentRepository {
  private static final Map<String, SortKey> SORT_KEYS =
      Map.of("createdAt", SortKey.time("c.created_at"));
  private static final String COLUMNS =
      """
      c.id, c.version, c.goal_id, c.activity_id, c.author_id, author.person_id as author_person_id,
             by.first_name || ' ' || by.last_name as author, c.text, c.status, c.progress, c.accepted, c.created_at, c.edited_at""";
  private static final String AUTHOR =
      """
      left join participant author on author.id = c.author_id
        left join person by on by.id = author.person_id""";
  // %1$s goal or activity
  private static final String PAGE =
      """
      with me as (select * from plan_member(#{plan}, #{person}, #{today}))
      , matching as (
        select c.id, %2$s
          from me join goal_comment c on c.%1$s_id = #{element} and c.plan_id = me.member_plan_id and c.bin_id is null
      ), page as (
        %3$s
      )
      select me.*, page.total, page.cursor_key, %4$s,
             exists (select from plan_%1$s e where e.id = #{element} and e.plan_id = me.member_plan_id) as element_exists
        from me
        left join page on true
        left join goal_comment c on c.id = page.id
        %5$s
       %6$s""";
  // leaves out what belongs to an area that the caller can't read
  private static final String GET =
      """
      with me as (select * from plan_member(#{plan}, #{person}, #{today}))
      select me.*, %s
        from me
        left join goal_comment c on c.id = #{id} and c.plan_id = me.member_plan_id and c.bin_id is null
         and reads_area(me.member_role, me.member_rights, case when c.goal_id is null then 'ACTIVITIES' else 'GOALS' end)
        %s\
      """
          .formatted(COLUMNS, AUTHOR);
  private static final String ALL =
      """
      with me as (select * from plan_member(#{plan}, #{person}, #{today}))
      select me.*, %s
        from me
        left join goal_comment c on c.plan_id = me.member_plan_id and c.bin_id is null
         and reads_area(me.member_role, me.member_rights, case when c.goal_id is null then 'ACTIVITIES' else 'GOALS' end)
        %s
       order by c.created_at, c.id\
      """
          .formatted(COLUMNS, AUTHOR);
  private static final String UPDATE =
      """
      update goal_comment
         set text = #{text}, status = #{status}, progress = #{progress}::smallint, accepted = #{accepted}, edited_at = #{now},
             version = version + 1
       where id = #{id}""";
  private static final String ACCEPT =
      "update goal_comment set accepted = true, version = version + 1 where id = $1";

  private CommentRepository() {}

  /** Newest first. Fails with {@link Failure.NotFound} if the element isn't in the plan. */
  static Single<CommentPage> findPage(
      PlanReads reads, Command<CommentQuery> command, ElementKind kind, UUID element) {
    CommentQuery query = command.body();
    KeysetPagination keyset =
        KeysetPagination.of(SORT_KEYS, "-createdAt", query.limit(), query.after());
    String statement =
        PAGE.formatted(
            kind.column(),
            keyset.sortKeyColumn(),
            keyset.pageSql(),
            COLUMNS,
            AUTHOR,
            keyset.orderBy("page"));
    return reads.queryPage(
        command,
        Right.readArea(kind.area()),
        keyset,
        statement,
        SqlParams.of("element", element),
        CommentRepository::comment,
        (first, page) ->
            first.getBoolean("element_exists")
                ? new CommentPage(page.items(), page.total(), page.next())
                : null);
  }

  /** All comments that the caller may read, oldest first. */
  static Single<List<Comment>> findAll(PlanReads reads, Command<?> command) {
    return reads.queryRows(
        command,
        GoalQuery.READ_TREE,
        ALL,
        SqlParams.none(),
        (member, rows) ->
            RowValues.stream(rows)
                .filter(row -> row.getUUID("id") != null)
                .map(CommentRepository::comment)
                .toList());
  }

  /** Fails with {@link Failure.NotFound} also for one that the caller may not read. */
  static Single<Comment> get(PlanReads reads, Command<?> command, UUID id) {
    return reads.queryOne(
        command, Right.READ, GET, SqlParams.of("id", id), (member, row) -> comment(row));
  }

  static Completable update(PlanTx tx, UUID id, CommentInput input, Boolean accepted) {
    return tx.execute(UPDATE, content(tx, id, input, accepted)).ignoreElement();
  }

  /** Marks a proposal as in force. */
  static Completable accept(PlanTx tx, UUID id) {
    return tx.execute(ACCEPT, id).ignoreElement();
  }

  private static SqlParams content(PlanTx tx, UUID id, CommentInput input, Boolean accepted) {
    return SqlParams.of("id", id)
        .and("text", input.text().strip())
        .and("status", input.status())
        .and("progress", input.progress())
        .and("accepted", accepted)
        .and("now", tx.now());
  }

  private static Comment comment(Row row) {
    return new Comment(
        row.getUUID("id"),
        row.getInteger("version"),
        row.getUUID("goal_id"),
        row.getUUID("activity_id"),
        new CommentAuthor(
            new ParticipantId(row.getUUID("author_id")),
            row.getUUID("author_person_id"),
            row.getString("author")),
        row.getString("text"),
        Optional.ofNullable(row.getString("status")).map(ActivityStatus::valueOf).orElse(null),
        row.getInteger("progress"),
        row.getBoolean("accepted"),
        RowValues.instant(row, "created_at"),
        RowValues.instant(row, "edited_at"));
  }
}
