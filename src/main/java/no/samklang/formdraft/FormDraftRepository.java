package no.samklang.formdraft;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Single;
import io.vertx.core.json.JsonObject;
import io.vertx.rxjava3.sqlclient.Row;
import io.vertx.rxjava3.sqlclient.RowSet;
import java.time.Instant;
import java.util.Optional;
import no.samklang.db.RowValues;
import no.samklang.db.SqlParams;
import no.samklang.db.SqlReader;
import no.samklang.db.SqlWriter;
import no.samklang.formdraft.FormDraftService.Bounds;
import no.samklang.formdraft.FormDraftService.FormDraft;
import no.samklang.id.PersonId;

/** The table {@code form_draft}. */
@CheckReturnValue
final class FormDraftRepository {
  private static final String FIND =
      "select content, updated_at from form_draft where person_id = $1 and key = $2";
  private static final String PUT =
      """
      insert into form_draft (person_id, key, content, updated_at)
      select #{person}, #{key}, #{content}, #{now}
       where (select count(*) < #{maxDrafts} and coalesce(sum(pg_column_size(content)), 0) < #{maxBytes}
                from form_draft where person_id = #{person} and key <> #{key})
      on conflict (person_id, key) do update set content = excluded.content, updated_at = excluded.updated_at
      returning key""";
  private static final String DELETE = "delete from form_draft where person_id = $1 and key = $2";
  private static final String DELETE_BEFORE =
      """
      delete from form_draft where (person_id, key) in (
        select person_id, key from form_draft where updated_at < $1 order by updated_at limit $2 for update skip locked)""";

  Single<Optional<FormDraft>> find(SqlReader sql, PersonId person, String key) {
    return sql.query(FIND, person, key)
        .map(rows -> RowValues.first(rows).map(FormDraftRepository::draft));
  }

  private static FormDraft draft(Row row) {
    return new FormDraft(
        row.get(JsonObject.class, "content").getMap(), RowValues.instant(row, "updated_at"));
  }

  /** Inserts or updates; false, without a change, when the person's others reach the bounds. */
  Single<Boolean> put(
      SqlWriter sql, PersonId person, String key, JsonObject content, Instant now, Bounds bounds) {
    SqlParams params =
        SqlParams.of("person", person)
            .and("key", key)
            .and("content", content)
            .and("now", now)
            .and("maxDrafts", bounds.drafts())
            .and("maxBytes", bounds.bytes());
    return sql.execute(PUT, params).map(rows -> rows.size() > 0);
  }

  Completable delete(SqlWriter sql, PersonId person, String key) {
    return sql.execute(DELETE, person, key).ignoreElement();
  }

  /**
   * Deletes at most {@code limit} drafts last updated before the time; gives the number deleted.
   */
  Single<Integer> deleteBefore(SqlWriter sql, Instant before, int limit) {
    return sql.execute(DELETE_BEFORE, before, limit).map(RowSet::rowCount);
  }
}
