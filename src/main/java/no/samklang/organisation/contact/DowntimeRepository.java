package no.samklang.organisation.contact;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Single;
import io.vertx.rxjava3.sqlclient.Row;
import io.vertx.rxjava3.sqlclient.RowSet;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import no.samklang.db.RowValues;
import no.samklang.db.SqlReader;
import no.samklang.db.SqlWriter;
import no.samklang.error.Failure;
import no.samklang.id.OrganisationId;
import no.samklang.organisation.OrganisationTx;
import no.samklang.organisation.contact.DowntimeService.Downtime;
import no.samklang.organisation.contact.DowntimeService.NewDowntime;
import no.samklang.security.Caller;

/** The table {@code announced_downtime}. */
@CheckReturnValue
final class DowntimeRepository {
  private static final int MAX_LIST = 20;

  private static final String GENERAL =
      """
      select d.id, o.name as organisation, d.starts_at, d.ends_at, d.text
        from announced_downtime d left join organisation o on o.id = d.organisation_id
       where d.ends_at > $1 and d.starts_at <= $2 and o.parent_id is null
       order by d.starts_at, d.id limit $3""";
  private static final String CONCERNED =
      """
      select d.id, o.name as organisation, d.starts_at, d.ends_at, d.text
        from announced_downtime d left join organisation o on o.id = d.organisation_id
       where d.ends_at > $4 and d.starts_at <= $5
         and (d.organisation_id is null or d.organisation_id in (select mine.organisation_id from concerned_organisations($1, $2, $3) mine))
       order by d.starts_at, d.id limit $6""";
  private static final String LIST =
      """
      select d.id, o.name as organisation, d.starts_at, d.ends_at, d.text
        from announced_downtime d join organisation o on o.id = d.organisation_id
       where d.organisation_id = $1 and d.ends_at > $2
       order by d.starts_at, d.id limit $3""";
  private static final String INSERT =
      """
      insert into announced_downtime (id, organisation_id, starts_at, ends_at, text) values ($1, $2, $3, $4, $5)""";
  private static final String DELETE =
      "delete from announced_downtime where organisation_id = $1 and id = $2 returning id";
  private static final String DELETE_ENDED =
      """
      delete from announced_downtime
       where id in (select id from announced_downtime where ends_at < $1 limit $2)""";

  /** Those that aren't over and start before a time. */
  Single<List<Downtime>> general(SqlReader sql, Instant now, Instant before) {
    return sql.query(GENERAL, now, before, MAX_LIST).map(DowntimeRepository::downtimes);
  }

  /** As {@link #general}, of the organisations that concern the caller. */
  Single<List<Downtime>> concerned(
      SqlReader sql, Caller caller, LocalDate today, Instant now, Instant before) {
    return sql.query(
            CONCERNED, caller.person(), caller.municipality(), today, now, before, MAX_LIST)
        .map(DowntimeRepository::downtimes);
  }

  Single<List<Downtime>> list(SqlReader sql, OrganisationId organisation, Instant now) {
    return sql.query(LIST, organisation, now, MAX_LIST).map(DowntimeRepository::downtimes);
  }

  Completable insert(OrganisationTx tx, UUID id, NewDowntime downtime) {
    return tx.tx()
        .execute(
            INSERT, id, tx.id(), downtime.startsAt(), downtime.endsAt(), downtime.text().strip())
        .ignoreElement();
  }

  /** Fails with {@link Failure.NotFound} for one of another organisation. */
  Completable delete(OrganisationTx tx, UUID id) {
    return tx.tx()
        .execute(DELETE, tx.id(), id)
        .flatMapCompletable(
            rows ->
                rows.size() == 1
                    ? Completable.complete()
                    : Completable.error(new Failure.NotFound()));
  }

  static Single<Integer> deleteEnded(SqlWriter sql, Instant before, int limit) {
    return sql.execute(DELETE_ENDED, before, limit).map(RowSet::rowCount);
  }

  private static List<Downtime> downtimes(RowSet<Row> rows) {
    return RowValues.stream(rows)
        .map(
            row ->
                new Downtime(
                    row.getUUID("id"),
                    row.getString("organisation"),
                    RowValues.instant(row, "starts_at"),
                    RowValues.instant(row, "ends_at"),
                    row.getString("text")))
        .toList();
  }
}
