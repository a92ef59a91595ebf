package no.samklang.auth;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Maybe;
import io.reactivex.rxjava3.core.Single;
import io.vertx.rxjava3.sqlclient.Row;
import io.vertx.rxjava3.sqlclient.RowSet;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Iterator;
import java.util.Optional;
import no.samklang.auth.AuthMessages.Next;
import no.samklang.auth.PasswordRepository.TemporaryPassword;
import no.samklang.db.RowValues;
import no.samklang.db.SqlReader;
import no.samklang.db.Tx;
import no.samklang.error.Failure;
import no.samklang.id.ParticipantId;
import no.samklang.id.PersonId;
import no.samklang.id.PlanId;
import no.samklang.notification.Notices.NoticeChannel;

/** The table {@code account}. */
@CheckReturnValue
final class AccountRepository {
  private static final String SELECT =
      """
      select a.person_id, a.username, a.password_state, a.password_hash, a.mailed_hash, a.mailed_until,
             a.temporary_until, a.code_channel, a.blocked_at, p.first_name, p.last_name, p.email, p.mobile
        from account a join person p on p.id = a.person_id""";
  private static final String FIND_BY_USERNAME = SELECT + " where a.username_key = $1";
  private static final String FIND_BY_PERSON = SELECT + " where a.person_id = $1";
  private static final String RECORD_LOGIN =
      """
      update account
         set previous_login_at = last_login_at, last_login_at = $2,
             password_hash = coalesce($3::text, password_hash),
             password_state = case when $3::text is null then password_state else 'USED' end,
             mailed_hash = case when $3::text is null then mailed_hash end,
             mailed_until = case when $3::text is null then mailed_until end,
             marked_until = case when password_state = 'TEMPORARY' or ($3::text is not null and code_channel = 'EMAIL')
                                 then greatest(marked_until, $5) else marked_until end
       where person_id = $1 and blocked_at is null and ($3::text is null or (mailed_hash = $3 and mailed_until > $2))
      returning case when terms_version is distinct from $4 then 'TERMS'
                     when password_state = 'CHOSEN' then 'DONE' else 'PASSWORD' end as next""";
  private static final String CONFIRM_ADDRESSES =
      """
      update person p
         set mobile_confirmed_at = case when a.code_channel = 'SMS' then coalesce(mobile_confirmed_at, $2) else mobile_confirmed_at end,
             email_confirmed_at = case when a.code_channel = 'EMAIL' or $3 then coalesce(email_confirmed_at, $2) else email_confirmed_at end
        from account a
       where p.id = $1 and a.person_id = p.id
         and ((a.code_channel = 'SMS' and mobile_confirmed_at is null)
              or ((a.code_channel = 'EMAIL' or $3) and email_confirmed_at is null))""";
  private static final String ACCEPT_TERMS =
      """
      update account set terms_version = $2 where person_id = $1
      returning case when password_state = 'CHOSEN' then 'DONE' else 'PASSWORD' end as next""";
  static final String USERNAME_INDEX = "account_username_key";
  private static final String FIND_PERSON_ID =
      "select person_id from participant where id = $1 and plan_id = $2 and removed_at is null";
  private static final String LOCK =
      "select id from person where id = $1 and deleted_at is null for no key update";
  private static final String LOCK_TWO =
      "select id from person where id in ($1, $2) order by id for no key update";
  private static final String INSERT =
      """
      insert into account (person_id, username, username_key, password_state, password_hash, code_channel, invited_at,
                           temporary_until, marked_until)
      values ($1, $2, $3, 'TEMPORARY', $4, $5, $6, $7, $8)""";
  private static final String FIND_USERNAME = "select username from account where person_id = $1";
  private static final String UPDATE =
      """
      update account set username = $2, username_key = $3, code_channel = $4, version = version + 1
       where person_id = $1""";
  private static final String SET_CHANNEL =
      "update account set code_channel = $2 where person_id = $1";
  private static final String FIND_VERSION =
      "select version, exists (select from shares_address(person_id)) as shared from account where"
          + " person_id = $1";
  private static final String RAISE_VERSION =
      "update account set version = version + 1 where person_id = $1 returning version";
  private static final String BLOCK =
      """
      with forgotten as (delete from known_device where person_id = $1)
      update account
         set version = version + 1, mailed_hash = null, mailed_until = null,
             blocked_at = $2, blocked_by = $3, block_reason = $4
       where person_id = $1""";
  private static final String IS_BLOCKED =
      "select blocked_at is not null as blocked from account where person_id = $1";
  private static final String UNBLOCK =
      """
      update account
         set version = version + 1, blocked_at = null, blocked_by = null, block_reason = null
       where person_id = $1""";
  private static final String DELETE_PRACTICE_PLAN =
      "select delete_practice_plan(id) from plan where practice_person_id = $1";
  private static final String DELETE =
      """
      with codes as (delete from one_time_code where person_id = $1),
           waiting as (delete from waiting_address where person_id = $1),
           devices as (delete from known_device where person_id = $1)
      delete from account where person_id = $1""";

  Single<Optional<Account>> find(SqlReader sql, String username, Instant now) {
    return sql.query(FIND_BY_USERNAME, Username.key(username)).map(rows -> first(rows, now));
  }

  Single<Account> get(SqlReader sql, PersonId person, Instant now) {
    return sql.query(FIND_BY_PERSON, person.value()).map(rows -> first(rows, now).orElseThrow());
  }

  /**
   * Records the login, and marks the account until the date when one mailbox was both steps
   * (LOGIN-6); empty when the mailed password has been used or replaced concurrently.
   */
  Single<Optional<Next>> recordLogin(
      Tx tx, LoginRecord login, String terms, LocalDate markedUntil) {
    String mailed = login.mailedHash().orElse(null);
    return Single.zip(
        tx.execute(CONFIRM_ADDRESSES, login.person(), login.at(), mailed != null),
        tx.execute(RECORD_LOGIN, login.person(), login.at(), mailed, terms, markedUntil),
        (confirmed, rows) -> next(rows));
  }

  /** A login whose code was right: it came to where it was sent (PERSON-14). */
  record LoginRecord(PersonId person, Instant at, Optional<String> mailedHash) {}

  Single<Next> acceptTerms(Tx tx, PersonId person, String version) {
    return tx.execute(ACCEPT_TERMS, person.value(), version).map(rows -> next(rows).orElseThrow());
  }

  /** The person of a participant; fails with {@link Failure.NotFound}. */
  Single<PersonId> getPersonId(SqlReader sql, PlanId plan, ParticipantId participant) {
    return sql.query(FIND_PERSON_ID, participant.value(), plan.value())
        .map(rows -> RowValues.first(rows).orElseThrow(Failure.NotFound::new))
        .map(row -> new PersonId(row.getUUID("person_id")));
  }

  /**
   * Locks the person's row against other changes of the account and the card. Doesn't conflict with
   * adding the person to a plan, nor with rows that refer to the person.
   *
   * <p>Lock order: the person before the account, the account before its codes, and those before
   * sessions and failed attempts.
   */
  Completable lock(Tx tx, PersonId person) {
    return tx.execute(LOCK, person.value()).ignoreElement();
  }

  /** As {@link #lock(Tx, PersonId)} for two persons, in order of id. */
  Completable lock(Tx tx, PersonId one, PersonId other) {
    return tx.execute(LOCK_TWO, one.value(), other.value()).ignoreElement();
  }

  /** Whether an administrator has blocked the account (PERSON-9); false without one. */
  Single<Boolean> isBlocked(Tx tx, PersonId person) {
    return tx.query(IS_BLOCKED, person.value())
        .map(rows -> RowValues.first(rows).map(row -> row.getBoolean("blocked")).orElse(false));
  }

  Single<Boolean> exists(SqlReader sql, PersonId person) {
    return sql.query("select 1 from account where person_id = $1", person.value())
        .map(rows -> rows.size() == 1);
  }

  /** Inserts an account with a temporary password (LOGIN-4). */
  Completable insert(
      Tx tx,
      PersonId person,
      Username username,
      NoticeChannel channel,
      TemporaryPassword password) {
    return tx.execute(
            INSERT,
            person.value(),
            username.value(),
            username.key(),
            password.hash(),
            channel.name(),
            password.givenAt(),
            password.until(),
            password.markedUntil())
        .ignoreElement();
  }

  /** Sends the codes elsewhere; the version is raised by the caller. */
  Completable setChannel(Tx tx, PersonId person, NoticeChannel channel) {
    return tx.execute(SET_CHANNEL, person, channel.name()).ignoreElement();
  }

  /**
   * Updates an account. With a new user name, failed attempts stay counted, and codes sent before
   * can't be used, as guesses at them are counted by the old name (LOGIN-2).
   */
  Completable update(
      Tx tx, PersonId person, Username username, NoticeChannel channel, Instant now) {
    UsernameHash name = UsernameHash.of(username.value());
    return tx.query(FIND_USERNAME, person.value())
        .map(rows -> UsernameHash.of(RowValues.first(rows).orElseThrow().getString("username")))
        .flatMapCompletable(
            before ->
                before.equals(name)
                    ? update(tx, person, username, channel)
                    : update(tx, person, username, channel)
                        .andThen(new OneTimeCodeRepository().markAllUsed(tx, person, now))
                        .andThen(LockoutRepository.move(tx, before, name)));
  }

  private static Completable update(
      Tx tx, PersonId person, Username username, NoticeChannel channel) {
    return tx.execute(UPDATE, person.value(), username.value(), username.key(), channel.name())
        .ignoreElement();
  }

  /** The version of an account, and whether its codes go where those of another go (PERSON-10). */
  record AccountVersion(int version, boolean sharedAddress) {}

  Single<AccountVersion> getVersion(Tx tx, PersonId person) {
    return tx.query(FIND_VERSION, person.value())
        .map(rows -> rows.iterator().next())
        .map(row -> new AccountVersion(row.getInteger("version"), row.getBoolean("shared")));
  }

  /** Raises the version, after a change of where the codes go; empty without an account. */
  Maybe<Integer> raiseVersion(Tx tx, PersonId person) {
    return tx.execute(RAISE_VERSION, person.value())
        .flatMapMaybe(rows -> Maybe.fromOptional(RowValues.first(rows)))
        .map(row -> row.getInteger("version"));
  }

  /** Marks the account until a day, or leaves a longer mark (PERSON-15); no-op without one. */
  Completable mark(Tx tx, PersonId person, LocalDate until) {
    return tx.execute(
            "update account set marked_until = greatest(marked_until, $2) where person_id = $1",
            person,
            until)
        .ignoreElement();
  }

  /** Remembers a confirmed number that another has stopped; null forgets it (PERSON-15). */
  Completable setStoppedMobile(Tx tx, PersonId person, String mobile) {
    return tx.execute(
            "update account set stopped_mobile = $2 where person_id = $1 and stopped_mobile is"
                + " distinct from $2",
            person,
            mobile)
        .ignoreElement();
  }

  /** Blocks the account, and invalidates a mailed password (PERSON-9). */
  Completable block(Tx tx, PersonId person, Instant now, PersonId by, String reason) {
    return tx.execute(BLOCK, person.value(), now, by.value(), reason).ignoreElement();
  }

  Completable unblock(Tx tx, PersonId person) {
    return tx.execute(UNBLOCK, person.value()).ignoreElement();
  }

  Completable delete(Tx tx, PersonId person) {
    return tx.execute(DELETE_PRACTICE_PLAN, person)
        .flatMap(deleted -> tx.execute(DELETE, person.value()))
        .ignoreElement();
  }

  private static Optional<Account> first(RowSet<Row> rows, Instant now) {
    Iterator<Row> found = rows.iterator();
    return found.hasNext() ? Optional.of(Account.of(found.next(), now)) : Optional.empty();
  }

  private static Optional<Next> next(RowSet<Row> rows) {
    return RowValues.first(rows).map(row -> Next.valueOf(row.getString("next")));
  }
}
