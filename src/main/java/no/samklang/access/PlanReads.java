package no.samklang.access;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Single;
import io.reactivex.rxjava3.functions.Function4;
import io.vertx.rxjava3.sqlclient.Row;
import io.vertx.rxjava3.sqlclient.RowSet;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import no.samklang.db.KeysetPagination;
import no.samklang.db.KeysetPagination.Page;
import no.samklang.db.SqlParams;
import no.samklang.db.SqlReader;
import no.samklang.error.Failure;
import no.samklang.operation.Command;

/**
 * Reads within a plan, each in one statement that also selects the caller's membership. Handles
 * access, "not found" and the access log (PART-6).
 *
 * <p>The statement begins with {@code with me as (select * from plan_member(#{plan}, #{person},
 * #{today}))} and selects {@code me.*}, left joined with the requested rows, whose key column is
 * {@code id}. The three parameters are bound here.
 *
 * <p>Each read fails as {@link AccessPolicy#require} does.
 */
@CheckReturnValue
public final class PlanReads {
  private final SqlReader sql;
  private final AccessPolicy access;
  private final AccessLog accessLog;

  public PlanReads(SqlReader sql, AccessPolicy access, AccessLog accessLog) {
    this.sql = sql;
    this.access = access;
    this.accessLog = accessLog;
  }

  /** A copy that records nothing, for partial reads of a page whose main read is recorded. */
  public PlanReads withoutAccessLog() {
    return new PlanReads(sql, access, null);
  }

  /**
   * Reads one row.
   *
   * @param mapper maps the first row
   * @return also fails with {@link Failure.NotFound} if the column {@code id} is null
   */
  public <T> Single<T> queryOne(
      Command<?> command,
      Right right,
      String statement,
      SqlParams params,
      BiFunction<Membership, Row, T> mapper) {
    return queryRows(
        command,
        right,
        statement,
        params,
        (member, rows) -> mapper.apply(member, requireFound(rows.iterator().next())));
  }

  static Row requireFound(Row row) {
    if (row.getValue("id") == null) {
      throw new Failure.NotFound();
    }
    return row;
  }

  /**
   * Reads a page of a list.
   *
   * @param statement built from the keyset; an empty list returns one row whose {@code id} is null
   * @param mapper maps a row to an item
   */
  public <T, P> Single<P> queryPage(
      Command<?> command,
      Right right,
      KeysetPagination keyset,
      String statement,
      SqlParams params,
      Function<Row, T> mapper,
      BiFunction<Row, Page<T>, P> page) {
    return queryRows(
        command,
        right,
        statement,
        params.and(keyset.params()),
        (member, rows) -> {
          Row first = rows.iterator().next();
          boolean isEmpty = first.getValue("id") == null;
          return page.apply(
              first, isEmpty ? new Page<>(List.of(), 0, null) : keyset.toPage(rows, mapper));
        });
  }

  /**
   * Maps all rows, of which there is at least one.
   *
   * @param mapper returns null for "not found"
   */
  public <T> Single<T> queryRows(
      Command<?> command,
      Right right,
      String statement,
      SqlParams params,
      BiFunction<Membership, RowSet<Row>, T> mapper) {
    return sql.query(statement, params.and(access.memberParams(command)))
        .map(rows -> mapIfGranted(command, right, rows, mapper));
  }

  /**
   * Reads the parts of a page in concurrent statements. The first decides on access: it alone
   * selects {@code me.*}, and no rows are mapped unless it grants the right. The others may begin
   * with {@code with me as (select * from plan_participant(#{plan}, #{person}))}, if they need no
   * more than who the caller is. Leaves no access-log entry.
   */
  public <A, B, C, T> Single<T> queryTogether(
      Command<?> command,
      Right right,
      PageStatement<A> first,
      PageStatement<B> second,
      PageStatement<C> third,
      Function4<Membership, A, B, C, T> page) {
    SqlParams member = access.memberParams(command);
    return Single.zip(
        sql.query(first.sql(), first.params().and(member)),
        sql.query(second.sql(), second.params().and(member)),
        sql.query(third.sql(), third.params().and(member)),
        (one, two, three) -> {
          Membership me = access.require(one, right);
          return page.apply(
              me,
              first.mapper().apply(me, one),
              second.mapper().apply(me, two),
              third.mapper().apply(me, three));
        });
  }

  private <T> T mapIfGranted(
      Command<?> command,
      Right right,
      RowSet<Row> rows,
      BiFunction<Membership, RowSet<Row>, T> mapper) {
    Membership member = access.require(rows, right);
    T result = mapper.apply(member, rows);
    if (result == null) {
      throw new Failure.NotFound();
    }
    if (accessLog != null) {
      accessLog.record(command, member);
    }
    return result;
  }
}
