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
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import no.samklang.db.Tx;
import no.samklang.json.Json;

/**
 * Collects {@link DemoRows} and inserts them with one statement per table, in the order of their
 * first row. What follows from them is set for these rows only.
 */
@CheckReturnValue
final class DemoInserter {
  private static final SnakeCaseStrategy COLUMN = new SnakeCaseStrategy();
  private static final ObjectMapper COLUMNS =
      Json.mapper().copy().setPropertyNamingStrategy(COLUMN);
  private static final String INSERT =
      "insert into %1$s (%2$s) select %2$s from jsonb_populate_recordset(null::%1$s, $1::text::jsonb)";
  private static final String INSERT_MAILBOXES =
      """
      insert into mailbox (participant_id, unread)
      select participant_id, count(*) filter (where read_at is null)
        from message_recipient where sent_at is not null and participant_id = any ($1) group by participant_id""";

  // the role's defaults, and over them the areas that the story opens
  private static final String SET_RIGHTS =
      """
      update participant p
         set rights = jsonb_set(r.rights, '{areas}', (r.rights -> 'areas') || (p.rights -> 'areas'))
        from role_rights r where r.role = p.role and p.id = any ($1)""";

  private static final String CONFIRM_ADDRESSES =
      """
      update person p
         set email_confirmed_at = case a.code_channel when 'EMAIL' then a.last_login_at end,
             mobile_confirmed_at = case a.code_channel when 'SMS' then a.last_login_at end
        from account a where a.person_id = p.id and a.last_login_at is not null and p.id = any ($1)""";
  private static final String CONFIRM_GUARDIANS =
      """
      update participant set authority_confirmed_at = since, authority_basis = 'EARLIER' where role = 'GUARDIAN' and id = any ($1)""";

  private final Map<Class<?>, List<Record>> tables = new LinkedHashMap<>();

  void add(Record row) {
    tables.computeIfAbsent(row.getClass(), type -> new ArrayList<>()).add(row);
  }

  Completable insertAll(Tx tx) {
    UUID[] participants = ids(DemoRows.ParticipantRow.class, DemoRows.ParticipantRow::id);
    UUID[] persons = ids(DemoRows.PersonRow.class, DemoRows.PersonRow::id);
    return Flowable.fromIterable(tables.entrySet())
        .concatMapCompletable(table -> insert(tx, table.getKey(), table.getValue()))
        .andThen(update(tx, SET_RIGHTS, participants))
        .andThen(update(tx, CONFIRM_ADDRESSES, persons))
        .andThen(update(tx, CONFIRM_GUARDIANS, participants))
        .andThen(update(tx, INSERT_MAILBOXES, participants));
  }

  private <R extends Record> UUID[] ids(Class<R> table, Function<R, UUID> id) {
    return tables.getOrDefault(table, List.of()).stream()
        .map(table::cast)
        .map(id)
        .toArray(UUID[]::new);
  }

  private static Completable update(Tx tx, String statement, UUID[] ids) {
    return Completable.defer(() -> tx.execute(statement, (Object) ids).ignoreElement());
  }

  private static Completable insert(Tx tx, Class<?> type, List<Record> rows)
      throws JsonProcessingException {
    String columns =
        Stream.of(type.getRecordComponents())
            .map(component -> COLUMN.translate(component.getName()))
            .collect(Collectors.joining(", "));
    String insert = INSERT.formatted(COLUMN.translate(tableName(type)), columns);
    return tx.query(insert, COLUMNS.writeValueAsString(rows)).ignoreElement();
  }

  private static String tableName(Class<?> row) {
    return row.getSimpleName().replaceFirst("Row$", "");
  }
}
