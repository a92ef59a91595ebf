package no.samklang.person;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Single;
import io.vertx.core.buffer.Buffer;
import io.vertx.rxjava3.sqlclient.Row;
import java.time.Instant;
import java.time.LocalDate;
import no.samklang.bus.Caller;
import no.samklang.bus.Failure;
import no.samklang.db.Params;
import no.samklang.db.Rows;
import no.samklang.db.SqlReader;
import no.samklang.db.Tx;
import no.samklang.id.PersonId;
import no.samklang.operation.Result.FileContent;

/** The table {@code person_picture}. */
@CheckReturnValue
final class PictureRepository {
  private static final String PICTURE =
      """
      select pp.content, pp.content_type
        from person_picture pp join person p on p.id = pp.person_id
       where pp.person_id = #{person} and p.deleted_at is null
         and (p.id = #{caller} or exists (select from administers_person(#{caller}, p.id)) or exists (
               select from participant them
                cross join lateral plan_member(them.plan_id, #{caller}, #{today}) me
                where them.person_id = #{person} and them.removed_at is null and me.member_is_open))""";
  // one who is being deleted is waited for; its version goes on from a picture that was removed,
  // which browsers may have kept
  private static final String PUT =
      """
      insert into person_picture as pp (person_id, content, content_type, version, updated_at)
      select id, #{content}, 'image/jpeg', extract(epoch from #{now}::timestamptz)::int, #{now}
        from person where id = #{person} and deleted_at is null for key share
      on conflict (person_id) do update
         set content = excluded.content, content_type = excluded.content_type,
             version = greatest(pp.version + 1, excluded.version), updated_at = excluded.updated_at
      returning version""";
  private static final String DELETE = "delete from person_picture where person_id = $1";

  /**
   * For the person, those who share a plan that is open to them, and who administers the
   * municipality. Fails with {@link Failure.NotFound} for others, and where there is none.
   */
  Single<FileContent> get(SqlReader sql, Caller caller, PersonId person, LocalDate today) {
    Params params = Params.of("person", person).and("caller", caller.person()).and("today", today);
    return sql.query(PICTURE, params)
        .map(rows -> Rows.first(rows).orElseThrow(Failure.NotFound::new))
        .map(PictureRepository::file);
  }

  private static FileContent file(Row row) {
    return new FileContent(row.getString("content_type"), row.get(Buffer.class, "content"), null);
  }

  /** Gives the picture's version. Fails with {@link Failure.NotFound} for one who is deleted. */
  Single<Integer> put(Tx tx, PersonId person, byte[] jpeg, Instant now) {
    Params params = Params.of("person", person).and("content", Buffer.buffer(jpeg)).and("now", now);
    return tx.execute(PUT, params)
        .map(rows -> Rows.first(rows).orElseThrow(Failure.NotFound::new))
        .map(row -> row.getInteger("version"));
  }

  /** Gives whether there was one. */
  Single<Boolean> delete(Tx tx, PersonId person) {
    return tx.execute(DELETE, person).map(rows -> rows.rowCount() > 0);
  }
}
