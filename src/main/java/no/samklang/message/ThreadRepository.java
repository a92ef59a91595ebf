package no.samklang.message;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Single;
import io.vertx.rxjava3.sqlclient.Row;
import java.util.Map;
import java.util.UUID;
import no.samklang.access.PlanReads;
import no.samklang.access.Right;
import no.samklang.db.KeysetPagination;
import no.samklang.db.KeysetPagination.Page;
import no.samklang.db.KeysetPagination.SortKey;
import no.samklang.db.SqlParams;
import no.samklang.id.MessageId;
import no.samklang.message.Messages.MessageItem;
import no.samklang.message.Messages.ThreadPage;
import no.samklang.message.Messages.ThreadQuery;
import no.samklang.operation.Command;

/**
 * Pages of a conversation: a message, and the replies to it and to each other, as far as the caller
 * sent or received them (MSG-4). Reading it marks nothing as read (MSG-2).
 */
@CheckReturnValue
final class ThreadRepository {
  private static final String NEWEST_FIRST = "-sentAt";
  private static final Map<String, SortKey> SORT_KEYS = Map.of("sentAt", SortKey.time("m.sent_at"));

  // `opened` is empty unless the caller may read the message, and then so is everything after it
  private static final String THREAD =
      """
      with me as (select * from plan_member(#{plan}, #{person}, #{today}))
      %6$s
      , opened as (
        select coalesce(m.thread_id, m.id) as thread
          from me
          join message m on m.id = #{message} and m.plan_id = me.member_plan_id and m.deleted_at is null
         where m.sender_id = me.member_id
            or exists (select from message_recipient r
                        where r.message_id = m.id and r.participant_id = me.member_id and r.sent_at is not null)
      ), linked as (
        select m.id from opened join message m on m.id = opened.thread
        union all
        select m.id from opened join message m on m.thread_id = opened.thread
      ), matching as (
        select m.id, r.read_at, %1$s
          from linked
          cross join me
          join message m on m.id = linked.id and m.sent_at is not null
          left join message_recipient r on r.message_id = m.id and r.participant_id = me.member_id and r.sent_at is not null
         where m.sender_id = me.member_id or r.message_id is not null
      ), page as (
        %2$s
      )
      select me.*, opened.thread, page.total, page.cursor_key, page.read_at, %3$s,
             (select d.id from message d
               where d.thread_id = opened.thread and d.sender_id = me.member_id and d.sent_at is null and d.deleted_at is null
               order by d.updated_at desc limit 1) as draft_id
        from me
        left join opened on true
        left join page on true
        left join message m on m.id = page.id
        %4$s
       %5$s""";

  private final PlanReads planReads;

  ThreadRepository(PlanReads planReads) {
    this.planReads = planReads;
  }

  /**
   * A page of the conversation that the message of the path belongs to, newest first. Fails with
   * {@link no.samklang.error.Failure.NotFound} unless the caller sent or received that message.
   */
  Single<ThreadPage> findPage(Command<ThreadQuery> command) {
    ThreadQuery query = command.body();
    KeysetPagination keyset =
        KeysetPagination.of(SORT_KEYS, NEWEST_FIRST, query.limit(), query.after());
    return planReads.queryPage(
        command,
        Right.READ,
        keyset,
        statement(keyset),
        SqlParams.of("message", command.messageId()),
        MessageRowMapper::item,
        ThreadRepository::page);
  }

  private static String statement(KeysetPagination keyset) {
    return THREAD.formatted(
        keyset.sortKeyColumn(),
        keyset.pageSql(),
        MessageRowMapper.ITEM,
        MessageRowMapper.GROUP,
        keyset.orderBy("page"),
        MessageRowMapper.WITH_GROUP);
  }

  private static ThreadPage page(Row first, Page<MessageItem> page) {
    if (first.getUUID("thread") == null) {
      return null;
    }
    UUID draft = first.getUUID("draft_id");
    return new ThreadPage(
        page.items(), page.total(), draft == null ? null : new MessageId(draft), page.next());
  }
}
