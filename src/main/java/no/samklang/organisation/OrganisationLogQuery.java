package no.samklang.organisation;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Single;
import io.vertx.rxjava3.sqlclient.Row;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import no.samklang.db.Database;
import no.samklang.db.KeysetPagination;
import no.samklang.db.KeysetPagination.Page;
import no.samklang.db.KeysetPagination.SortKey;
import no.samklang.db.RowValues;
import no.samklang.db.SqlParams;
import no.samklang.operation.Command;

/** What administrators have done to an organisation and those below it (ORG-1). */
@CheckReturnValue
final class OrganisationLogQuery {
  private static final Map<String, SortKey> SORT_KEYS = Map.of("at", SortKey.time("l.at"));
  private static final KeysetPagination ANY = page(null, null);
  private static final String LIST =
      """
      with matching as (
        select l.id, l.at, l.event, l.detail, o.name as organisation, by.first_name || ' ' || by.last_name as by,
               subject.first_name || ' ' || subject.last_name as subject, %s
          from organisation_tree(#{organisation}) tree
          join organisation_log l on l.organisation_id = tree.organisation_id
          join organisation o on o.id = l.organisation_id
          join person by on by.id = l.person_id
          left join person subject on subject.id = l.subject_id
      ) %s"""
          .formatted(ANY.sortKeyColumn(), ANY.pageSql());

  private final Database db;
  private final OrganisationCommands commands;

  OrganisationLogQuery(Database db, OrganisationCommands commands) {
    this.db = db;
    this.commands = commands;
  }

  record LogPage(Integer limit, String after) {}

  /**
   * A line of the log.
   *
   * @param organisation the name of the one that it is about
   * @param by the name of the administrator
   * @param subject the name of who was named or removed, or null
   * @param detail a name of a unit or a template, or null
   */
  record LogEntry(
      UUID id,
      Instant at,
      OrganisationEvent event,
      String organisation,
      String by,
      String subject,
      String detail) {}

  /** The newest first. */
  Single<Page<LogEntry>> list(Command<LogPage> command) {
    KeysetPagination page = page(command.body().limit(), command.body().after());
    return commands
        .requireAdministered(command)
        .flatMap(
            organisation ->
                db.query(LIST, SqlParams.of("organisation", organisation.id()).and(page.params())))
        .map(rows -> page.toPage(rows, OrganisationLogQuery::entry));
  }

  private static KeysetPagination page(Integer limit, String after) {
    return KeysetPagination.of(SORT_KEYS, "-at", limit, after);
  }

  private static LogEntry entry(Row row) {
    return new LogEntry(
        row.getUUID("id"),
        RowValues.instant(row, "at"),
        OrganisationEvent.valueOf(row.getString("event")),
        row.getString("organisation"),
        row.getString("by"),
        row.getString("subject"),
        row.getString("detail"));
  }
}
