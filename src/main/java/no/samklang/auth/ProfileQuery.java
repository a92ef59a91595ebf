package no.samklang.auth;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Single;
import io.vertx.rxjava3.sqlclient.Row;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import no.samklang.access.AccessPolicy;
import no.samklang.auth.AuthMessages.Next;
import no.samklang.auth.AuthMessages.OrganisationRef;
import no.samklang.auth.AuthMessages.Profile;
import no.samklang.config.Settings;
import no.samklang.db.SqlReader;
import no.samklang.id.OrganisationId;
import no.samklang.notification.Notices.NoticeChannel;
import no.samklang.security.Caller;

/** Queries the caller's own profile. */
@CheckReturnValue
final class ProfileQuery {
  /** The statement; used by the query-plan test too. */
  static final String GET =
      """
      select p.first_name, p.last_name, p.email, p.mobile, p.language, a.username, a.code_channel, a.password_state,
             a.previous_login_at, a.version as account_version, exists (select from shares_address(p.id)) as shares_address,
             o.id as organisation_id, o.name as organisation_name,
             s.next, s.last_seen_at,
             exists (select from organisation_admin oa where oa.person_id = p.id) as is_admin,
             exists (select from plan_creator pc join organisation o on o.id = pc.organisation_id
                      where pc.person_id = p.id and o.closed_at is null) as may_create,
             exists (select from may_search_register(p.id, p.municipality_id, $2)) as may_search,
             (select coalesce(sum(m.unread), 0)::int from plan_members($2) me join mailbox m on m.participant_id = me.member_id
               where me.member_person_id = p.id and me.member_is_open) as unread,
             (select count(*) > 1 from participant pt join plan pl on pl.id = pt.plan_id
               where pl.state = 'ACTIVE' and pl.practice_until is null and pt.person_id = p.id and takes_part(pt, $2)) as has_overview
        from session s
        join person p on p.id = s.person_id
        join account a on a.person_id = p.id
        join organisation o on o.id = p.municipality_id
       where s.id = $1""";

  private final AccessPolicy access;
  private final Settings settings;
  private final SessionCache sessions;

  ProfileQuery(AccessPolicy access, Settings settings, SessionCache sessions) {
    this.access = access;
    this.settings = settings;
    this.sessions = sessions;
  }

  Single<Profile> get(SqlReader sql, Caller caller) {
    return sql.query(GET, caller.session().value(), access.today())
        .map(rows -> get(rows.iterator().next(), caller));
  }

  private static List<String> permissions(Row row) {
    List<String> permissions = new ArrayList<>();
    if (row.getBoolean("is_admin")) {
      permissions.add("ADMINISTER_ORGANISATION");
    }
    if (row.getBoolean("may_create")) {
      permissions.add("CREATE_PLANS");
    }
    if (row.getBoolean("may_search")) {
      permissions.add("SEARCH_PERSONS");
    }
    if (row.getBoolean("has_overview")) {
      permissions.add("SEE_OVERVIEW");
    }
    return permissions;
  }

  private Profile get(Row row, Caller caller) {
    Next required = Next.valueOf(row.getString("next"));
    boolean shouldChange = !"CHOSEN".equals(row.getString("password_state"));
    OffsetDateTime previous = row.getOffsetDateTime("previous_login_at");
    Instant lastSeen = row.getOffsetDateTime("last_seen_at").toInstant();
    return new Profile(
        caller.person(),
        row.getString("first_name"),
        row.getString("last_name"),
        row.getString("username"),
        row.getString("email"),
        row.getString("mobile"),
        NoticeChannel.valueOf(row.getString("code_channel")),
        row.getInteger("account_version"),
        row.getBoolean("shares_address"),
        row.getString("language"),
        new OrganisationRef(
            new OrganisationId(row.getUUID("organisation_id")), row.getString("organisation_name")),
        permissions(row),
        required == Next.DONE && shouldChange ? Next.PASSWORD : required,
        required == Next.PASSWORD,
        previous == null ? null : previous.toInstant(),
        settings.password().minLength(),
        row.getInteger("unread"),
        sessions.lifetime(caller.session(), lastSeen));
  }
}
