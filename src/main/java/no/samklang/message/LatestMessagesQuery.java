package no.samklang.message;

import io.vertx.rxjava3.sqlclient.Row;
import io.vertx.rxjava3.sqlclient.RowSet;
import java.util.List;
import no.samklang.access.PageStatement;
import no.samklang.db.RowValues;
import no.samklang.db.SqlParams;
import no.samklang.message.Messages.LatestMessages;
import no.samklang.message.Messages.MessageItem;

/**
 * The latest received messages of a participant, and those that await their answer, for a plan's
 * start page (HOME-1, MSG-8).
 */
public final class LatestMessagesQuery {
  private static final int MAX_WAITING = 20;
  // the newest received, and again those whose senders wait for an answer
  private static final String LATEST =
      """
      with me as (select * from plan_participant(#{plan}, #{person}))
      %s
      select r.read_at, r.waits, %s
        from me
        left join lateral (
          (select message_id, read_at, false as waits from message_recipient
            where participant_id = me.member_id and sent_at is not null order by sent_at desc, message_id desc limit #{limit})
          union all
          (select message_id, read_at, true from message_recipient
            where participant_id = me.member_id and sent_at is not null and answer_asked and answered_at is null
            order by sent_at desc, message_id desc limit #{maxWaiting})) r on true
        left join message m on m.id = r.message_id
        %s
       order by m.sent_at desc, m.id desc\
      """
          .formatted(MessageRowMapper.WITH_GROUP, MessageRowMapper.ITEM, MessageRowMapper.GROUP);

  private LatestMessagesQuery() {}

  /**
   * @param limit of the latest; of those that await an answer there are {@value #MAX_WAITING} at
   *     most
   */
  public static PageStatement<LatestMessages> statement(int limit) {
    return new PageStatement<>(
        LATEST,
        SqlParams.of("limit", limit).and("maxWaiting", MAX_WAITING),
        (member, rows) -> new LatestMessages(items(rows, false), items(rows, true)));
  }

  private static List<MessageItem> items(RowSet<Row> rows, boolean waiting) {
    return RowValues.stream(rows)
        .filter(row -> row.getUUID("id") != null && row.getBoolean("waits") == waiting)
        .map(MessageRowMapper::item)
        .toList();
  }
}
