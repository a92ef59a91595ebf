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
import no.samklang.db.RowValues;
import no.samklang.db.SqlReader;
import no.samklang.db.SqlWriter;
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
             marked_until = case when $3::text is not null and code_channel = 'EMAIL' then greatest(marked_until, $5) else marked_until end
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
  private static final String UPDATE_PASSWORD =
      """
      update account
         set password_hash = $2, password_state = 'CHOSEN', mailed_hash = null, mailed_until = null, temporary_until = null,
             version = version + 1
       where person_id = $1 and password_hash = $3
      returning person_id""";
  private static final String SET_MAILED_PASSWORD =
      """
      update account a set mailed_hash = $2, mailed_until = $3
        from person p
       where a.username_key = $1 and p.id = a.person_id and p.email is not null
         and (a.mailed_until is null or a.mailed_until < $4) and a.blocked_at is null
         and (select count(*) from security_event e
               where e.person_id = a.person_id and e.event = 'PASSWORD_MAILED' and e.at > $7) < $8
         and not exists (
           select from security_event e
            cross join lateral account_standing(a.person_id, e.by_id, $6) helper
            where e.person_id = a.person_id and e.event = 'ADDRESS_CHANGED' and e.by_id <> e.person_id and e.at > $5
              and (e.detail is null or e.detail like '%EMAIL%')
              and (e.detail is null or a.code_channel = 'EMAIL' or exists (
                select from security_event code
                 where code.person_id = a.person_id and code.event = 'ADDRESS_CHANGED' and code.by_id = e.by_id and code.at > $5
                   and (code.detail is null or code.detail like '%MOBILE%')))
              and (a.last_login_at is not null or (helper.standing_administered and not helper.standing_coordinated)))
      returning a.person_id""";

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
  private static final String SET_TEMPORARY_PASSWORD =
      """
      with forgotten as (delete from known_device where person_id = $1)
      update account
         set password_hash = $2, password_state = 'TEMPORARY', mailed_hash = null, mailed_until = null,
             invited_at = $3, temporary_until = $4, marked_until = greatest(marked_until, $5), version = version + 1
       where person_id = $1""";
  private static final String FIND_VERSION =
      "select version, exists (select from shares_address(person_id)) as shared from account where person_id = $1";
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
  private static final String DELETE =
      """
      with codes as (delete from one_time_code where person_id = $1),
           devices as (delete from known_device where person_id = $1)
      delete from account where person_id = $1""";

  /** Where a mailed password counts: at most so many since a time. */
  record MailedPasswords(Instant since, int max) {}

  /** The time from which changes of an address by others count, and today for their access. */
  record AddressHelp(Instant since, LocalDate today) {}

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

  /** Returns false when the password has changed since {@code oldHash} was read. */
  Single<Boolean> updatePassword(Tx tx, PersonId person, String hash, String oldHash) {
    return tx.execute(UPDATE_PASSWORD, person.value(), hash, oldHash).map(rows -> rows.size() == 1);
  }

  /**
   * Stores a mailed password valid until {@code until}, unless an earlier one is valid beyond
   * {@code notAfter}: limits mails per account. Stores nothing either for a blocked account
   * (PERSON-9), and when a helper lately changed both the e-mail address and where the codes go,
   * who could receive the password and the code (PERSON-15). Returns the account's person if
   * stored.
   */
  Single<Optional<PersonId>> setMailedPassword(
      Tx tx,
      String username,
      String hash,
      Instant until,
      Instant notAfter,
      AddressHelp help,
      MailedPasswords limit) {
    return tx.execute(
            SET_MAILED_PASSWORD,
            Username.key(username),
            hash,
            until,
            notAfter,
            help.since(),
            help.today(),
            limit.since(),
            (long) limit.max())
        .map(RowSet::iterator)
        .map(
            rows ->
                rows.hasNext()
                    ? Optional.of(new PersonId(rows.next().getUUID("person_id")))
                    : Optional.empty());
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

  /**
   * A temporary password (LOGIN-4).
   *
   * @param markedUntil the last day of the mark that the help leaves (PERSON-15)
   */
  record TemporaryPassword(String hash, Instant givenAt, Instant until, LocalDate markedUntil) {
    @Override
    public String toString() {
      return "TemporaryPassword";
    }
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

  Completable setLanguage(Tx tx, PersonId person, String language) {
    return tx.execute("update person set language = $2 where id = $1", person.value(), language)
        .ignoreElement();
  }

  /** Replaces all passwords by a temporary one, and deletes unused codes (LOGIN-4). */
  Completable setTemporaryPassword(Tx tx, PersonId person, TemporaryPassword password) {
    return tx.execute(
            SET_TEMPORARY_PASSWORD,
            person.value(),
            password.hash(),
            password.givenAt(),
            password.until(),
            password.markedUntil())
        .flatMapCompletable(changed -> new OneTimeCodeRepository().deleteUnused(tx, person));
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

  /** Blocks the account, and invalidates a mailed password (PERSON-9). */
  Completable block(Tx tx, PersonId person, Instant now, PersonId by, String reason) {
    return tx.execute(BLOCK, person.value(), now, by.value(), reason).ignoreElement();
  }

  Completable unblock(Tx tx, PersonId person) {
    return tx.execute(UNBLOCK, person.value()).ignoreElement();
  }

  Completable delete(Tx tx, PersonId person) {
    return tx.execute(DELETE, person.value()).ignoreElement();
  }

  Completable deleteExpiredMailedPasswords(SqlWriter sql, Instant now) {
    return sql.execute(
            "update account set mailed_hash = null, mailed_until = null where mailed_until < $1",
            now)
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
