package no.samklang.message;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Single;
import io.vertx.rxjava3.sqlclient.Row;
import io.vertx.rxjava3.sqlclient.RowSet;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import no.samklang.access.Access;
import no.samklang.access.AccessLog;
import no.samklang.access.PlanSection;
import no.samklang.access.Right;
import no.samklang.bus.Caller;
import no.samklang.db.Keyset;
import no.samklang.db.Keyset.Page;
import no.samklang.db.Keyset.SortKey;
import no.samklang.db.Rows;
import no.samklang.db.SqlReader;
import no.samklang.message.Messages.Folder;
import no.samklang.message.Messages.Latest;
import no.samklang.message.Messages.ListFolder;
import no.samklang.message.Messages.MessageItem;
import no.samklang.message.Messages.MessageList;
import no.samklang.message.Messages.MessagePage;

/** The three folders (MSG-2), each a page in one statement. */
@CheckReturnValue
final class FolderStore {
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

  // what each folder holds; r is the caller's own receipt
  private static final Map<Folder, String> CANDIDATES =
      Map.of(
          Folder.RECEIVED,
          """
          from me join message_recipient r on r.participant_id = me.member_id and r.sent_at is not null
          join message m on m.id = r.message_id""",
          Folder.SENT,
          """
          from me join message m on m.sender_id = me.member_id and m.sent_at is not null
          left join message_recipient r on false""",
          Folder.DRAFTS,
          """
          from me join message m on m.sender_id = me.member_id and m.sent_at is null and m.deleted_at is null
          left join message_recipient r on false""");

  private static final String FOLDER =
      """
      with me as (select * from plan_member($1, $2, $3))
      , matching as (
        select m.id, r.read_at, %1$s
          %2$s
          join participant spt on spt.id = m.sender_id join person sp on sp.id = spt.person_id
      ), page as (
        %3$s
      )
      select me.*, page.total, page.cursor_key, page.read_at, %4$s,
             coalesce((select unread from mailbox where participant_id = me.member_id), 0) as unread
        from me
        left join page on true
        left join message m on m.id = page.id
        left join participant sender on sender.id = m.sender_id
        left join person sender_person on sender_person.id = sender.person_id
       %5$s""";

  private static final String LATEST =
      """
      with me as (select * from plan_member($1, $2, $3))
      select me.*, r.read_at, %s
        from me
        left join lateral (select message_id, read_at from message_recipient
                            where participant_id = me.member_id and sent_at is not null
                            order by sent_at desc, message_id desc limit $4) r on true
        left join message m on m.id = r.message_id
        left join participant sender on sender.id = m.sender_id
        left join person sender_person on sender_person.id = sender.person_id
       order by m.sent_at desc, m.id desc"""
          .formatted(MessageRows.ITEM);

  private final Access access;
  private final AccessLog seen;
  private final Map<String, String> statements = new ConcurrentHashMap<>();

  FolderStore(Access access, AccessLog seen) {
    this.access = access;
    this.seen = seen;
  }

  Single<MessagePage> folder(SqlReader sql, ListFolder question) {
    Keyset keyset = Keyset.of(SORT_KEYS, question.page());
    String order = question.folder() + " " + keyset.order();
    String statement =
        statements.computeIfAbsent(order, unused -> statement(question.folder(), keyset));
    return sql.query(
            statement, keyset.parameters(caller(question.caller(), question.plan().value())))
        .map(rows -> page(question.caller(), keyset, rows));
  }

  private static String statement(Folder folder, Keyset keyset) {
    return FOLDER.formatted(
        keyset.sortKey(),
        CANDIDATES.get(folder),
        keyset.page(4),
        MessageRows.ITEM,
        keyset.orderOf("page"));
  }

  private Object[] caller(Caller caller, java.util.UUID plan) {
    return new Object[] {plan, caller.person().value(), access.today()};
  }

  private MessagePage page(Caller caller, Keyset keyset, RowSet<Row> rows) {
    seen.saw(caller, access.decide(rows, Right.READ), PlanSection.MESSAGES);
    Row first = rows.iterator().next();
    int unread = first.getInteger("unread");
    if (first.getUUID("id") == null) {
      return new MessagePage(java.util.List.of(), 0, unread, null);
    }
    Page<MessageItem> page = keyset.of(rows, MessageRows::item);
    return new MessagePage(page.items(), page.total(), unread, page.next());
  }

  Single<MessageList> latest(SqlReader sql, Latest question) {
    return sql.query(
            LATEST,
            question.plan().value(),
            question.caller().person().value(),
            access.today(),
            question.most())
        .map(this::latest);
  }

  private MessageList latest(RowSet<Row> rows) {
    access.decide(rows, Right.READ);
    return new MessageList(
        Rows.stream(rows).filter(row -> row.getUUID("id") != null).map(MessageRows::item).toList());
  }
}
