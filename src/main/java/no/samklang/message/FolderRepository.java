package no.samklang.message;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Single;
import io.vertx.rxjava3.sqlclient.Row;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import no.samklang.access.PlanReads;
import no.samklang.access.Right;
import no.samklang.db.KeysetPagination;
import no.samklang.db.KeysetPagination.Page;
import no.samklang.db.KeysetPagination.SortKey;
import no.samklang.db.SqlParams;
import no.samklang.message.Messages.FolderQuery;
import no.samklang.message.Messages.MessageFolder;
import no.samklang.message.Messages.MessageItem;
import no.samklang.message.Messages.MessagePage;
import no.samklang.operation.Command;

/** Pages of the three folders (MSG-2), each in one statement. */
@CheckReturnValue
final class FolderRepository {
  private static final String FIRST_RECIPIENT =
      """
      (select lower(tp.last_name || ', ' || tp.first_name) from message_recipient tr
         join participant tpt on tpt.id = tr.participant_id join person tp on tp.id = tpt.person_id
        where tr.message_id = m.id order by tr.position limit 1)""";
  private static final Map<String, SortKey> SORT_KEYS =
      Map.of(
          "sentAt", SortKey.time("coalesce(m.sent_at, m.updated_at)"),
          "subject", SortKey.text("lower(m.subject)"),
          "from", SortKey.text("lower(sp.last_name || ', ' || sp.first_name)"),
          "to", SortKey.text(FIRST_RECIPIENT),
          "kind", SortKey.text("m.kind"),
          "category", SortKey.text("lower(m.category)"),
          "readAt", SortKey.time("r.read_at"));

  // the messages of each folder; r is the caller's own receipt
  private static final Map<MessageFolder, String> CANDIDATES =
      Map.of(
          MessageFolder.RECEIVED,
          """
          from me join message_recipient r on r.participant_id = me.member_id and r.sent_at is not null
          join message m on m.id = r.message_id""",
          MessageFolder.SENT,
          """
          from me join message m on m.sender_id = me.member_id and m.sent_at is not null
          left join message_recipient r on false""",
          MessageFolder.DRAFTS,
          """
          from me join message m on m.sender_id = me.member_id and m.sent_at is null and m.deleted_at is null
          left join message_recipient r on false""");

  private static final String FOLDER =
      """
      with me as (select * from plan_member(#{plan}, #{person}, #{today}))
      %7$s
      , matching as (
        select m.id, r.read_at, %1$s
          %2$s
          join participant spt on spt.id = m.sender_id join person sp on sp.id = spt.person_id
         where #{kind}::text is null or m.kind = #{kind}
      ), page as (
        %3$s
      )
      select me.*, page.total, page.cursor_key, page.read_at, %4$s,
             coalesce((select unread from mailbox where participant_id = me.member_id), 0) as unread
        from me
        left join page on true
        left join message m on m.id = page.id
        %5$s
       %6$s""";

  private final PlanReads planReads;
  private final Map<String, String> statements = new ConcurrentHashMap<>();

  FolderRepository(PlanReads planReads) {
    this.planReads = planReads;
  }

  Single<MessagePage> findPage(Command<FolderQuery> command) {
    FolderQuery query = command.body();
    KeysetPagination keyset =
        KeysetPagination.of(SORT_KEYS, query.sort(), query.limit(), query.after());
    String statement =
        statements.computeIfAbsent(
            query.folder() + " " + keyset.statementKey(),
            unused -> statement(query.folder(), keyset));
    return planReads.queryPage(
        command,
        Right.READ,
        keyset,
        statement,
        SqlParams.of("kind", query.kind()),
        MessageRowMapper::item,
        FolderRepository::page);
  }

  private static String statement(MessageFolder folder, KeysetPagination keyset) {
    return FOLDER.formatted(
        keyset.sortKeyColumn(),
        CANDIDATES.get(folder),
        keyset.pageSql(),
        MessageRowMapper.ITEM,
        MessageRowMapper.GROUP,
        keyset.orderBy("page"),
        MessageRowMapper.WITH_GROUP);
  }

  private static MessagePage page(Row first, Page<MessageItem> page) {
    return new MessagePage(page.items(), page.total(), first.getInteger("unread"), page.next());
  }
}
