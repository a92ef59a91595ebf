package no.samklang.draft;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Single;
import io.vertx.core.json.JsonObject;
import io.vertx.rxjava3.sqlclient.Row;
import io.vertx.rxjava3.sqlclient.RowSet;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Iterator;
import no.samklang.bus.Done;
import no.samklang.bus.Failure;
import no.samklang.db.Database;
import no.samklang.draft.FormDrafts.FormDraft;
import no.samklang.draft.FormDrafts.Keep;
import no.samklang.draft.FormDrafts.Key;

/** The table {@code form_draft}. */
@CheckReturnValue
final class FormDraftStore {
  private static final int LARGEST_BYTES = 32 * 1024;
  private static final int MOST = 200;
  private static final String GET =
      "select content, updated_at from form_draft where person_id = $1 and key = $2";
  private static final String KEEP =
      """
      insert into form_draft (person_id, key, content, updated_at)
      select $1, $2, $3, $4
       where (select count(*) from form_draft where person_id = $1 and key <> $2) < $5
      on conflict (person_id, key) do update set content = excluded.content, updated_at = excluded.updated_at
      returning key""";
  private static final String DROP = "delete from form_draft where person_id = $1 and key = $2";

  private final Database db;
  private final Clock clock;

  FormDraftStore(Database db, Clock clock) {
    this.db = db;
    this.clock = clock;
  }

  Single<FormDraft> get(Key key) {
    return db.query(GET, key.caller().person().value(), key.key()).map(FormDraftStore::first);
  }

  Single<Done> keep(Keep draft) {
    if (draft.content().encode().getBytes(StandardCharsets.UTF_8).length > LARGEST_BYTES) {
      return Single.error(new Failure.Invalid("draft.tooLarge", "content", "tooLong"));
    }
    return db.execute(
            KEEP,
            draft.caller().person().value(),
            draft.key(),
            draft.content(),
            clock.instant(),
            MOST)
        .map(FormDraftStore::requireKept);
  }

  Single<Done> drop(Key key) {
    return db.execute(DROP, key.caller().person().value(), key.key()).map(rows -> Done.DONE);
  }

  private static Done requireKept(RowSet<Row> rows) {
    if (rows.size() == 0) {
      throw new Failure.Invalid("draft.tooMany", "key", "tooMany");
    }
    return Done.DONE;
  }

  private static FormDraft first(RowSet<Row> rows) {
    Iterator<Row> found = rows.iterator();
    if (!found.hasNext()) {
      return new FormDraft(null, null);
    }
    Row row = found.next();
    return new FormDraft(
        row.get(JsonObject.class, "content").getMap(),
        row.getOffsetDateTime("updated_at").toInstant());
  }
}
