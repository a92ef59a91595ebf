package no.samklang.demo;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Flowable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import no.samklang.bus.Json;
import no.samklang.db.Tx;

/** Gathers {@link Rows} and inserts them, one statement for each table, in the order they came. */
@CheckReturnValue
final class Inserts {
  private static final SnakeCaseStrategy COLUMN = new SnakeCaseStrategy();
  private static final ObjectMapper COLUMNS =
      Json.mapper().copy().setPropertyNamingStrategy(COLUMN);
  private static final String INSERT =
      "insert into %1$s (%2$s) select %2$s from jsonb_populate_recordset(null::%1$s, $1::text::jsonb)";
  private static final String COUNT_UNREAD =
      """
      insert into mailbox (participant_id, unread)
      select participant_id, count(*) filter (where read_at is null)
        from message_recipient where sent_at is not null group by participant_id""";

  private static final String GIVE_RIGHTS =
      "update participant p set rights = r.rights from role_rights r where r.role = p.role";

  private final Map<Class<?>, List<Record>> tables = new LinkedHashMap<>();

  void add(Record row) {
    tables.computeIfAbsent(row.getClass(), type -> new ArrayList<>()).add(row);
  }

  Completable run(Tx tx) {
    return Flowable.fromIterable(tables.entrySet())
        .concatMapCompletable(table -> insert(tx, table.getKey(), table.getValue()))
        .andThen(Completable.defer(() -> tx.execute(GIVE_RIGHTS).ignoreElement()))
        .andThen(Completable.defer(() -> tx.execute(COUNT_UNREAD).ignoreElement()));
  }

  private static Completable insert(Tx tx, Class<?> type, List<Record> rows)
      throws JsonProcessingException {
    String columns =
        Stream.of(type.getRecordComponents())
            .map(component -> COLUMN.translate(component.getName()))
            .collect(Collectors.joining(", "));
    String insert = INSERT.formatted(COLUMN.translate(type.getSimpleName()), columns);
    return tx.query(insert, COLUMNS.writeValueAsString(rows)).ignoreElement();
  }
}
