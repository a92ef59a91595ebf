package no.samklang.access;

import io.vertx.rxjava3.sqlclient.Row;
import io.vertx.rxjava3.sqlclient.RowSet;
import java.util.function.BiFunction;
import no.samklang.db.SqlParams;

/**
 * One of the statements of a page, see {@link PlanReads#queryTogether}.
 *
 * @param sql finds nothing for one who isn't a member: it begins as {@link PlanReads} says
 * @param mapper maps the rows for a member who has the right
 */
public record PageStatement<T>(
    String sql, SqlParams params, BiFunction<Membership, RowSet<Row>, T> mapper) {}
