package no.samklang.auth;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Single;
import io.vertx.rxjava3.sqlclient.Row;
import java.time.Clock;
import java.util.Map;
import no.samklang.access.AccessPolicy;
import no.samklang.auth.AccountMessages.AccountConcernFilter;
import no.samklang.auth.AccountMessages.AccountPage;
import no.samklang.auth.AccountMessages.ListedAccount;
import no.samklang.db.Database;
import no.samklang.db.KeysetPagination;
import no.samklang.db.KeysetPagination.Page;
import no.samklang.db.KeysetPagination.SortKey;
import no.samklang.db.RowValues;
import no.samklang.db.SqlParams;
import no.samklang.id.PersonId;
import no.samklang.notification.Notices.NoticeChannel;
import no.samklang.operation.Command;
import no.samklang.organisation.OrganisationAccess;

/**
 * Accounts that an administrator of the municipality should look at: those that get their codes at
 * the same number or address (PERSON-10), those never used (PERSON-12) and those blocked
 * (PERSON-9). Fails with {@code access.denied} for others.
 */
@CheckReturnValue
final class AccountListQuery {
  // those with the same address stand together, by the smallest id of them: the sort key is in the
  // cursor, that is in URLs, where no address may be
  private static final Map<String, SortKey> SORT_KEYS =
      Map.of(
          "SHARED_ADDRESS",
              SortKey.text(
                  "least(p.id, (select sharing_person_id from shares_address(p.id) order by 1 limit 1))::text"),
          "NEVER_USED", SortKey.time("a.invited_at"),
          "BLOCKED", SortKey.time("a.blocked_at"));
  private static final Map<String, String> CONDITIONS =
      Map.of(
          "SHARED_ADDRESS", "exists (select from shares_address(p.id))",
          "NEVER_USED", "a.last_login_at is null and a.invited_at < #{invitedBefore}",
          "BLOCKED", "a.blocked_at is not null");
  private static final String LIST =
      """
      with matching as (
        select p.id, p.first_name || ' ' || p.last_name as name, a.username, a.code_channel, a.invited_at, a.blocked_at,
               case when shown.address then codes.address end as address,
               codes.address is not null and not shown.address as address_hidden, %s
          from account a
          join person p on p.id = a.person_id and p.deleted_at is null
         cross join lateral (select case a.code_channel when 'SMS' then p.mobile else p.email end as address) codes
         cross join lateral (select exists (select from sees_address(#{caller}, p.id, #{today})) as address) shown
         where exists (select from administers_person(#{caller}, p.id)) and #{invitedBefore}::timestamptz is not null and %s
      ) %s""";

  private final Database db;
  private final Clock clock;
  private final AccessPolicy access;

  AccountListQuery(Database db, Clock clock) {
    this.db = db;
    this.clock = clock;
    this.access = new AccessPolicy(clock);
  }

  Single<AccountPage> list(Command<AccountConcernFilter> command) {
    return OrganisationAccess.require(db, command.caller())
        .andThen(Single.defer(() -> query(command)));
  }

  private Single<AccountPage> query(Command<AccountConcernFilter> command) {
    AccountConcernFilter wanted = command.body();
    KeysetPagination keyset =
        KeysetPagination.of(SORT_KEYS, wanted.state().name(), wanted.limit(), wanted.after());
    return db.query(
            LIST.formatted(
                keyset.sortKeyColumn(), CONDITIONS.get(wanted.state().name()), keyset.pageSql()),
            SqlParams.of("caller", command.caller().person())
                .and("today", access.today())
                .and("invitedBefore", clock.instant().minus(ParticipantAccountQuery.OVERDUE))
                .and(keyset.params()))
        .map(rows -> page(keyset.toPage(rows, AccountListQuery::account)));
  }

  private static AccountPage page(Page<ListedAccount> page) {
    return new AccountPage(page.items(), page.total(), page.next());
  }

  private static ListedAccount account(Row row) {
    NoticeChannel channel = NoticeChannel.valueOf(row.getString("code_channel"));
    String address = row.getString("address");
    return new ListedAccount(
        new PersonId(row.getUUID("id")),
        row.getString("name"),
        row.getString("username"),
        channel,
        address == null ? null : MaskedAddress.of(channel, address),
        row.getBoolean("address_hidden"),
        RowValues.instant(row, "invited_at"),
        RowValues.instant(row, "blocked_at"));
  }
}
