package no.samklang.audit;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Flowable;
import io.reactivex.rxjava3.core.Single;
import io.vertx.core.json.JsonObject;
import io.vertx.rxjava3.sqlclient.Row;
import java.util.List;
import no.samklang.access.PlanReads;
import no.samklang.access.Right;
import no.samklang.db.RowValues;
import no.samklang.db.SqlParams;
import no.samklang.operation.Command;

/**
 * The log of a plan with its chain, for who verifies it outside (LOG-2): every entry's hash, and
 * the text of those that the caller may read (LOG-1).
 */
@CheckReturnValue
public final class ChainedLog {
  private static final int PAGE = 500;
  private static final String ENTRIES =
      """
      with me as (select * from plan_member(#{plan}, #{person}, #{today}))
      select me.*, l.id, l.seq, encode(l.hash, 'hex') as hash, %1$s as readable,
             case when %1$s then plan_log_text(l) end as text, l.at, l.event, l.area, l.detail, l.marked,
             by.first_name || ' ' || by.last_name as by, about.first_name || ' ' || about.last_name as about
        from me
        left join plan_log l on l.plan_id = me.member_plan_id and l.seq > #{after} and l.seq <= #{end}
        left join person by on by.id = l.person_id
        left join participant pt on pt.id = l.participant_id
        left join person about on about.id = pt.person_id
       order by l.seq limit %2$d"""
          .formatted("(" + AuditLogRepository.READABLE + ")", PAGE);

  private ChainedLog() {}

  /**
   * An entry.
   *
   * @param hash in hexadecimal
   * @param text what is hashed after the hash before and a line feed; null for an entry that the
   *     caller may not read
   * @param entry the same to read; null for an entry that the caller may not read
   */
  public record ChainedLine(int seq, String hash, String text, JsonObject entry) {
    static ChainedLine of(Row row) {
      boolean readable = row.getBoolean("readable");
      return new ChainedLine(
          row.getInteger("seq"),
          row.getString("hash"),
          row.getString("text"),
          readable ? entry(row) : null);
    }

    private static JsonObject entry(Row row) {
      return new JsonObject()
          .put("at", RowValues.instant(row, "at").toString())
          .put("by", row.getString("by"))
          .put("event", row.getString("event"))
          .put("about", row.getString("about"))
          .put("area", row.getString("area"))
          .put("detail", row.get(JsonObject.class, "detail"))
          .put("marked", row.getBoolean("marked"));
    }

    @Override
    public String toString() {
      return "ChainedLine " + seq;
    }
  }

  /**
   * The entries in their order, read page by page: what is in the log isn't changed any more.
   *
   * @param end the place of the last entry
   */
  public static Flowable<ChainedLine> read(PlanReads reads, Command<?> command, int end) {
    return pages(reads, command, 0, end);
  }

  private static Flowable<ChainedLine> pages(
      PlanReads reads, Command<?> command, int after, int end) {
    return page(reads, command, after, end)
        .flatMapPublisher(
            lines -> {
              Flowable<ChainedLine> found = Flowable.fromIterable(lines);
              return lines.size() < PAGE
                  ? found
                  : found.concatWith(
                      Flowable.defer(() -> pages(reads, command, lines.get(PAGE - 1).seq(), end)));
            });
  }

  private static Single<List<ChainedLine>> page(
      PlanReads reads, Command<?> command, int after, int end) {
    SqlParams params = AuditLogRepository.kinds(null).and("after", after).and("end", end);
    return reads.queryRows(
        command,
        Right.SEE_LOG,
        ENTRIES,
        params,
        (member, rows) ->
            RowValues.stream(rows)
                .filter(row -> row.getValue("id") != null)
                .map(ChainedLine::of)
                .toList());
  }
}
