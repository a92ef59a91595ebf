package no.samklang.auth;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Single;
import io.vertx.rxjava3.sqlclient.Row;
import io.vertx.rxjava3.sqlclient.RowSet;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import no.samklang.access.AccessPolicy;
import no.samklang.access.Membership;
import no.samklang.access.PlanReads;
import no.samklang.access.Right;
import no.samklang.auth.AccountMessages.AccountPermissions;
import no.samklang.auth.AccountMessages.AdministeredAccount;
import no.samklang.auth.AccountMessages.PlanAccount;
import no.samklang.auth.AccountMessages.PlanAccounts;
import no.samklang.db.RowValues;
import no.samklang.db.SqlParams;
import no.samklang.id.ParticipantId;
import no.samklang.id.PersonId;
import no.samklang.operation.Command;

/** Why participants of a plan may not get in, for its coordinators (PERSON-12). */
@CheckReturnValue
final class ParticipantAccountQuery {
  /** Time after which an invited person who hasn't logged in is asked about. */
  static final Duration OVERDUE = Duration.ofDays(14);

  private static final String ONE =
      """
      with me as (select * from plan_member(#{plan}, #{person}, #{today}))
      select me.*, p.id, p.id = me.member_id as is_me, state.*, standing.*
        from me
        left join participant p on p.plan_id = me.member_plan_id and p.id = #{participant} and p.removed_at is null
        left join lateral account_state(p.person_id, p.plan_id, #{now}) state on true
        left join lateral account_standing(p.person_id, #{person}, #{today}) standing on true""";
  private static final String ALL =
      """
      with me as (select * from plan_member(#{plan}, #{person}, #{today}))
      select me.*, p.id, person.first_name || ' ' || person.last_name as name, state.*
        from me
        left join participant p on p.plan_id = me.member_plan_id and takes_part(p, #{today})
        left join person on person.id = p.person_id
        left join lateral account_state(p.person_id, p.plan_id, #{now}) state on true
       order by person.last_name collate "nb-NO-x-icu", person.first_name collate "nb-NO-x-icu", p.id""";

  private final PlanReads reads;
  private final Clock clock;

  ParticipantAccountQuery(PlanReads reads, Clock clock) {
    this.clock = clock;
    this.reads = reads;
  }

  /**
   * A participant's account, for the participant and coordinators. Of one that a coordinator may
   * not manage, only what keeps the person out is told (PERSON-5).
   */
  Single<AdministeredAccount> get(Command<Void> command) {
    Instant now = clock.instant();
    return reads.queryOne(
        command,
        Right.READ,
        ONE,
        SqlParams.of("participant", command.participantId()).and("now", now),
        (me, row) -> account(me, row, command.caller().person(), now));
  }

  private static AdministeredAccount account(Membership me, Row row, PersonId reader, Instant now) {
    boolean isOwn = row.getBoolean("is_me");
    if (!isOwn) {
      AccessPolicy.require(me, Right.ADMINISTER);
    }
    TakeoverProtectionPolicy policy = TakeoverProtectionPolicy.of(row);
    boolean detailed = isOwn || !policy.hasLoggedIn() || policy.mayGivePassword();
    boolean helps = !isOwn && AccessPolicy.isGranted(me, Right.GIVE_ACCOUNTS);
    return new AccountState(row, reader)
        .inPlan(
            now,
            detailed,
            new AccountPermissions(
                helps,
                false,
                isOwn || (helps && policy.mayStopPhone()),
                isOwn || (helps && policy.mayChangeAddresses()),
                helps));
  }

  /** The participants who may not get in, by name. */
  Single<PlanAccounts> list(Command<Void> command) {
    Instant now = clock.instant();
    return reads.queryRows(
        command,
        Right.ADMINISTER,
        ALL,
        SqlParams.of("now", now),
        (me, rows) -> list(rows, command.caller().person(), now));
  }

  private static PlanAccounts list(RowSet<Row> rows, PersonId reader, Instant now) {
    List<PlanAccount> items =
        RowValues.stream(rows)
            .map(row -> planAccount(row, reader, now))
            .filter(Objects::nonNull)
            .toList();
    return new PlanAccounts(items, items.size());
  }

  private static PlanAccount planAccount(Row row, PersonId reader, Instant now) {
    AccountState state = new AccountState(row, reader);
    if (state.obstacles().isEmpty()) {
      return null;
    }
    Instant since = state.waitingSince();
    return new PlanAccount(
        new ParticipantId(row.getUUID("id")),
        row.getString("name"),
        state.obstacles(),
        since,
        since != null && since.plus(OVERDUE).isBefore(now));
  }
}
