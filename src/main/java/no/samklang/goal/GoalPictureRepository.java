package no.samklang.goal;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Single;
import io.vertx.core.buffer.Buffer;
import io.vertx.rxjava3.sqlclient.Row;
import io.vertx.rxjava3.sqlclient.RowSet;
import java.util.UUID;
import no.samklang.access.Area;
import no.samklang.access.PlanReads;
import no.samklang.access.PlanTx;
import no.samklang.access.Right;
import no.samklang.db.SqlParams;
import no.samklang.error.Failure;
import no.samklang.operation.Command;
import no.samklang.operation.Result.FileContent;
import no.samklang.picture.PictureEncoder;

/** The table {@code goal_picture}; each change raises the goal's version. */
@CheckReturnValue
final class GoalPictureRepository {
  private static final String GET =
      """
      with me as (select * from plan_member(#{plan}, #{person}, #{today}))
      select me.*, p.goal_id as id, p.content
        from me
        left join plan_goal g on g.id = #{id} and g.plan_id = me.member_plan_id
        left join goal_picture p on p.goal_id = g.id""";
  private static final String PUT =
      """
      with changed as (
        update goal set updated_at = $3, version = version + 1 where id = $1 returning id, version
      )
      insert into goal_picture (goal_id, content, version, updated_at) select id, $2, version, $3 from changed
      on conflict (goal_id) do update
         set content = excluded.content, version = excluded.version, updated_at = excluded.updated_at""";
  private static final String SET_TEXT =
      """
      with changed as (
        update goal_picture set alternative_text = $2 where goal_id = $1 returning goal_id
      )
      update goal set updated_at = $3, version = version + 1 from changed where id = changed.goal_id""";
  private static final String DELETE =
      """
      with deleted as (
        delete from goal_picture where goal_id = $1 returning goal_id
      )
      update goal set updated_at = $2, version = version + 1 from deleted where id = deleted.goal_id""";

  private GoalPictureRepository() {}

  /** Fails with {@link Failure.NotFound} if there is none, or if the goal is in the bin. */
  static Single<FileContent> get(PlanReads reads, Command<?> command, UUID id) {
    return reads.queryOne(
        command,
        Right.readArea(Area.GOALS),
        GET,
        SqlParams.of("id", id),
        (member, row) ->
            new FileContent(PictureEncoder.CONTENT_TYPE, row.get(Buffer.class, "content"), null));
  }

  /** Inserts a picture, or replaces it and keeps its alternative text. */
  static Completable put(PlanTx tx, UUID id, Buffer jpeg) {
    return tx.execute(PUT, id, jpeg, tx.now()).ignoreElement();
  }

  /** Fails with {@link Failure.NotFound} if there is no picture. */
  static Completable setText(PlanTx tx, UUID id, String text) {
    return tx.execute(SET_TEXT, id, text, tx.now())
        .flatMapCompletable(GoalPictureRepository::requireChanged);
  }

  /** Fails with {@link Failure.NotFound} if there is no picture. */
  static Completable delete(PlanTx tx, UUID id) {
    return tx.execute(DELETE, id, tx.now())
        .flatMapCompletable(GoalPictureRepository::requireChanged);
  }

  private static Completable requireChanged(RowSet<Row> rows) {
    return rows.rowCount() > 0 ? Completable.complete() : Completable.error(new Failure.NotFound());
  }
}
