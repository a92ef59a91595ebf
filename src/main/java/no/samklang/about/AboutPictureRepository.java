package no.samklang.about;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Single;
import io.vertx.core.buffer.Buffer;
import no.samklang.access.PlanReads;
import no.samklang.access.PlanTx;
import no.samklang.access.Right;
import no.samklang.db.SqlParams;
import no.samklang.error.Failure;
import no.samklang.operation.Command;
import no.samklang.operation.Result.FileContent;
import no.samklang.picture.PictureEncoder;

/** The table {@code about_picture}; each change raises the version of the page. */
@CheckReturnValue
final class AboutPictureRepository {
  private static final String GET =
      """
      with me as (select * from plan_member(#{plan}, #{person}, #{today}))
      select me.*, p.plan_id as id, p.content
        from me
        left join about_picture p on p.plan_id = me.member_plan_id""";
  private static final String RAISE =
      """
      insert into about as a (plan_id, updated_at, updated_by) values ($1, $2, $3)
      on conflict (plan_id) do update
         set version = a.version + 1, updated_at = excluded.updated_at, updated_by = excluded.updated_by""";
  private static final String PUT =
      """
      insert into about_picture (plan_id, content, version, updated_at)
      select plan_id, $2, version, $3 from about where plan_id = $1
      on conflict (plan_id) do update
         set content = excluded.content, version = excluded.version, updated_at = excluded.updated_at""";
  private static final String DELETE = "delete from about_picture where plan_id = $1";

  private AboutPictureRepository() {}

  /** Fails with {@link Failure.NotFound} if there is none. */
  static Single<FileContent> get(PlanReads reads, Command<?> command) {
    return reads.queryOne(
        command,
        Right.READ,
        GET,
        SqlParams.none(),
        (member, row) ->
            new FileContent(PictureEncoder.CONTENT_TYPE, row.get(Buffer.class, "content"), null));
  }

  /** Inserts a picture, or replaces it. */
  static Completable put(PlanTx tx, Buffer jpeg) {
    return raise(tx)
        .andThen(Single.defer(() -> tx.execute(PUT, tx.planId(), jpeg, tx.now())))
        .ignoreElement();
  }

  /** Fails with {@link Failure.NotFound} if there is no picture. */
  static Completable delete(PlanTx tx) {
    return tx.execute(DELETE, tx.planId())
        .flatMapCompletable(
            rows -> rows.rowCount() > 0 ? raise(tx) : Completable.error(new Failure.NotFound()));
  }

  private static Completable raise(PlanTx tx) {
    return tx.execute(RAISE, tx.planId(), tx.now(), tx.member().participant()).ignoreElement();
  }
}
