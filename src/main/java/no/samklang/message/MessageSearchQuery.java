package no.samklang.message;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Single;
import io.vertx.rxjava3.sqlclient.Row;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import no.samklang.access.PlanReads;
import no.samklang.access.Right;
import no.samklang.db.KeysetPagination;
import no.samklang.db.KeysetPagination.SortKey;
import no.samklang.db.SqlParams;
import no.samklang.error.Failure;
import no.samklang.message.Messages.ExcerptPart;
import no.samklang.message.Messages.MessageHit;
import no.samklang.message.Messages.MessageHits;
import no.samklang.message.Messages.MessageSearch;
import no.samklang.operation.Command;

/**
 * Full-text search in the messages that the caller sent, received or drafts, by the stems of words
 * in Bokmål and Nynorsk, and by their beginnings, since words are compounded (MSG-6). A hit isn't
 * read by it (MSG-2).
 */
@CheckReturnValue
final class MessageSearchQuery {
  private static final Map<String, SortKey> SORT_KEYS =
      Map.of("sentAt", SortKey.time("coalesce(m.sent_at, m.updated_at)"));

  // control characters, which no text holds
  private static final char HIT_START = '\u0001';
  private static final char HIT_END = '\u0002';
  private static final String EXCERPT =
      "StartSel=%s, StopSel=%s, MaxFragments=2, MinWords=8, MaxWords=20, FragmentDelimiter=\" … \""
          .formatted(HIT_START, HIT_END);

  private static final String SEARCH =
      """
      with me as (select * from plan_member(#{plan}, #{person}, #{today}))
      %6$s
      , wanted as (
        select member_id, member_plan_id, message_query(#{q}) as query from me
      ), matching as (
        select m.id, r.read_at, %1$s
          from wanted me
          join message m on m.plan_id = me.member_plan_id and message_words(m.subject, m.body) @@ me.query and m.deleted_at is null
          left join message_recipient r on r.message_id = m.id and r.participant_id = me.member_id and r.sent_at is not null
         where m.sender_id = me.member_id or r.message_id is not null
      ), page as (
        %2$s
      )
      select me.*, page.total, page.cursor_key, page.read_at, %3$s,
             case when starts_with(ltrim(m.body, E' \\t\\r\\n'), split_part(plain.text, ' … ', 1)) then '' else '… ' end || headline.marked
               || case when right(rtrim(m.body, E'.!? \\t\\r\\n'), length(plain.last)) = plain.last then '' else ' …' end as excerpt
        from me
       cross join wanted
        left join page on true
        left join message m on m.id = page.id
        %4$s
        left join lateral (
          select ts_headline('pg_catalog.norwegian', m.body, wanted.query, #{excerpt}) as marked offset 0) headline on true
       cross join lateral (
          select translate(headline.marked, chr(1) || chr(2), '') as text,
                 rtrim(split_part(translate(headline.marked, chr(1) || chr(2), ''), ' … ', -1), E'.!? \\t\\r\\n') as last offset 0) plain
       %5$s""";

  private final PlanReads planReads;

  MessageSearchQuery(PlanReads planReads) {
    this.planReads = planReads;
  }

  Single<MessageHits> find(Command<MessageSearch> command) {
    MessageSearch search = command.body();
    if (search.q().isBlank()) {
      return Single.error(new Failure.Invalid("request.invalid", "q", "required"));
    }
    KeysetPagination keyset =
        KeysetPagination.of(SORT_KEYS, search.sort(), search.limit(), search.after());
    return planReads.queryPage(
        command,
        Right.READ,
        keyset,
        statement(keyset),
        SqlParams.of("q", search.q()).and("excerpt", EXCERPT),
        row -> new MessageHit(MessageRowMapper.item(row), excerpt(row)),
        (first, page) -> new MessageHits(page.items(), page.total(), page.next()));
  }

  private static String statement(KeysetPagination keyset) {
    return SEARCH.formatted(
        keyset.sortKeyColumn(),
        keyset.pageSql(),
        MessageRowMapper.ITEM,
        MessageRowMapper.GROUP,
        keyset.orderBy("page"),
        MessageRowMapper.WITH_GROUP);
  }

  private static List<ExcerptPart> excerpt(Row row) {
    String marked = row.getString("excerpt");
    List<ExcerptPart> parts = new ArrayList<>();
    int from = 0;
    while (from < marked.length()) {
      boolean hit = marked.charAt(from) == HIT_START;
      int end = marked.indexOf(hit ? HIT_END : HIT_START, from);
      end = end < 0 ? marked.length() : end;
      parts.add(new ExcerptPart(marked.substring(hit ? from + 1 : from, end), hit));
      from = hit ? end + 1 : end;
    }
    return parts;
  }
}
