package no.samklang.export;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Single;
import io.reactivex.rxjava3.functions.Function;
import java.util.List;
import no.samklang.db.RowValues;
import no.samklang.db.SqlParams;
import no.samklang.db.Tx;

/** Reads the rows of a section by a cursor, some at a time, each as a JSON object. */
@CheckReturnValue
final class ExportReader {
  // the same column of the same type for each section, so that FETCH stays a prepared statement
  private static final String DECLARE =
      """
      declare export_rows no scroll cursor for
      select json_strip_nulls(row_to_json(item))::text as item from (%s) as item""";
  private static final String FETCH = "fetch 200 from export_rows";
  private static final String CLOSE = "close export_rows";

  private ExportReader() {}

  /**
   * @param consumer takes each batch of rows, before the next is read
   */
  static Completable read(
      Tx tx,
      ExportSection section,
      SqlParams params,
      Function<List<String>, Completable> consumer) {
    return tx.execute(DECLARE.formatted(section.sql()), params)
        .ignoreElement()
        .andThen(
            Single.defer(() -> tx.execute(FETCH))
                .map(rows -> RowValues.stream(rows).map(row -> row.getString("item")).toList())
                .repeat()
                .takeUntil((List<String> rows) -> rows.isEmpty())
                .concatMapCompletable(
                    rows -> rows.isEmpty() ? Completable.complete() : consumer.apply(rows), 1))
        .andThen(Completable.defer(() -> tx.execute(CLOSE).ignoreElement()));
  }
}
