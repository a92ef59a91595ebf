package no.samklang.person;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Single;
import io.vertx.core.buffer.Buffer;
import io.vertx.rxjava3.sqlclient.Row;
import java.time.Instant;
import java.time.LocalDate;
import no.samklang.db.RowValues;
import no.samklang.db.SqlParams;
import no.samklang.db.SqlReader;
import no.samklang.db.Tx;
import no.samklang.error.Failure;
import no.samklang.id.PersonId;
import no.samklang.operation.Result.FileContent;
import no.samklang.security.Caller;

/** The table {@code person_picture}. */
@CheckReturnValue
final class PictureRepository {
  private static final String GET =
      """
      select pp.content, pp.content_type
        from person_picture pp join person p on p.id = pp.person_id
       where pp.person_id = #{person} and p.deleted_at is null
         and (p.id = #{caller} or exists (select from administers_person(#{caller}, p.id)) or exists (
               select from participant other
                cross join lateral plan_member(other.plan_id, #{caller}, #{today}) me
                where other.person_id = #{person} and other.removed_at is null and me.member_is_open))""";
  // the key share lock waits for a concurrent deletion; versions start from the time, so that they
  // exceed those of a removed picture that browsers may have cached
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
   * The picture, for the person, callers with access to a common plan, and administrators of the
   * municipality. Fails with {@link Failure.NotFound} for other callers, and if there is none.
   */
  Single<FileContent> get(SqlReader sql, Caller caller, PersonId person, LocalDate today) {
    SqlParams params =
        SqlParams.of("person", person).and("caller", caller.person()).and("today", today);
    return sql.query(GET, params)
        .map(rows -> RowValues.first(rows).orElseThrow(Failure.NotFound::new))
        .map(PictureRepository::file);
  }

  private static FileContent file(Row row) {
    return new FileContent(row.getString("content_type"), row.get(Buffer.class, "content"), null);
  }

  /**
   * Inserts or replaces; returns the picture's version. Fails with {@link Failure.NotFound} for a
   * deleted person.
   */
  Single<Integer> put(Tx tx, PersonId person, Buffer jpeg, Instant now) {
    SqlParams params = SqlParams.of("person", person).and("content", jpeg).and("now", now);
    return tx.execute(PUT, params)
        .map(rows -> RowValues.first(rows).orElseThrow(Failure.NotFound::new))
        .map(row -> row.getInteger("version"));
  }

  /** Returns whether there was a picture. */
  Single<Boolean> delete(Tx tx, PersonId person) {
    return tx.execute(DELETE, person).map(rows -> rows.rowCount() > 0);
  }
}
