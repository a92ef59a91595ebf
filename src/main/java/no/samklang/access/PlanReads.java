package no.samklang.access;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Single;
import io.vertx.rxjava3.sqlclient.Row;
import io.vertx.rxjava3.sqlclient.RowSet;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import no.samklang.bus.Failure;
import no.samklang.db.Keyset;
import no.samklang.db.Keyset.Page;
import no.samklang.db.Params;
import no.samklang.db.SqlReader;
import no.samklang.operation.Command;

/**
 * Reads within a plan, each in one statement that asks for the caller's membership too. Access,
 * "not found" and the access log (PART-6) are decided here.
 *
 * <p>The statement begins with {@code with me as (select * from plan_member(#{plan}, #{person},
 * #{today}))} and selects {@code me.*}, left joined with what is asked for, whose column is {@code
 * id}. The three parameters are given here.
 *
 * <p>Each read fails as {@link Access#require} does.
 */
@CheckReturnValue
public final class PlanReads {
  private final SqlReader sql;
  private final Access access;
  private final AccessLog accessLog;

  public PlanReads(SqlReader sql, Access access, AccessLog accessLog) {
    this.sql = sql;
    this.access = access;
    this.accessLog = accessLog;
  }

  /** The same for parts of a page, whose main read goes into the access log. */
  public PlanReads unrecorded() {
    return new PlanReads(sql, access, null);
  }

  /**
   * Reads one thing.
   *
   * @param mapper makes it of the first row
   * @return fails with {@link Failure.NotFound} too, when the column {@code id} of the row is null
   */
  public <T> Single<T> one(
      Command<?> command,
      Right right,
      String statement,
      Params params,
      BiFunction<Membership, Row, T> mapper) {
    return rows(
        command,
        right,
        statement,
        params,
        (member, rows) -> mapper.apply(member, first(rows.iterator().next())));
  }

  private static Row first(Row row) {
    if (row.getValue("id") == null) {
      throw new Failure.NotFound();
    }
    return row;
  }

  /**
   * Reads a page of a list.
   *
   * @param statement made of the keyset; an empty list gives one row whose {@code id} is null
   * @param mapper makes an item of a row
   */
  public <T, P> Single<P> page(
      Command<?> command,
      Right right,
      Keyset keyset,
      String statement,
      Params params,
      Function<Row, T> mapper,
      BiFunction<Row, Page<T>, P> page) {
    return rows(
        command,
        right,
        statement,
        params.and(keyset.params()),
        (member, rows) -> {
          Row first = rows.iterator().next();
          boolean isEmpty = first.getValue("id") == null;
          return page.apply(
              first, isEmpty ? new Page<>(List.of(), 0, null) : keyset.of(rows, mapper));
        });
  }

  /**
   * Reads what the mapper makes of all rows, of which there is at least one.
   *
   * @param mapper null stands for what isn't found
   */
  public <T> Single<T> rows(
      Command<?> command,
      Right right,
      String statement,
      Params params,
      BiFunction<Membership, RowSet<Row>, T> mapper) {
    return sql.query(statement, params.and(access.caller(command)))
        .map(rows -> granted(command, right, rows, mapper));
  }

  private <T> T granted(
      Command<?> command,
      Right right,
      RowSet<Row> rows,
      BiFunction<Membership, RowSet<Row>, T> mapper) {
    Membership member = access.decide(rows, right);
    T found = mapper.apply(member, rows);
    if (found == null) {
      throw new Failure.NotFound();
    }
    if (accessLog != null) {
      accessLog.record(command, member);
    }
    return found;
  }
}
