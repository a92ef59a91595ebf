package no.samklang.auth;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Single;
import io.vertx.rxjava3.sqlclient.Row;
import io.vertx.rxjava3.sqlclient.RowSet;
import java.time.Instant;
import java.util.Iterator;
import java.util.Optional;
import no.samklang.auth.Auth.Next;
import no.samklang.bus.Failure;
import no.samklang.db.Rows;
import no.samklang.db.SqlReader;
import no.samklang.db.SqlWriter;
import no.samklang.db.Tx;
import no.samklang.id.ParticipantId;
import no.samklang.id.PersonId;
import no.samklang.id.PlanId;
import no.samklang.notify.Notices.Channel;

/** The table {@code account}. */
@CheckReturnValue
final class AccountStore {
  private static final String ACCOUNT =
      """
      select a.person_id, a.username, a.password_state, a.password_hash, a.mailed_hash, a.mailed_until,
             a.code_channel, p.first_name, p.last_name, p.email, p.mobile
        from account a join person p on p.id = a.person_id""";
  private static final String BY_NAME = ACCOUNT + " where lower(a.username) = lower($1)";
  private static final String BY_PERSON = ACCOUNT + " where a.person_id = $1";
  private static final String LOGGED_IN =
      """
      update account
         set previous_login_at = last_login_at, last_login_at = $2,
             password_hash = coalesce($3::text, password_hash),
             password_state = case when $3::text is null then password_state else 'USED' end,
             mailed_hash = case when $3::text is null then mailed_hash end,
             mailed_until = case when $3::text is null then mailed_until end
       where person_id = $1 and ($3::text is null or (mailed_hash = $3 and mailed_until > $2))
      returning case when terms_version is distinct from $4 then 'TERMS'
                     when password_state = 'CHOSEN' then 'DONE' else 'PASSWORD' end as next,
                case when terms_version is distinct from $4 then 'TERMS'
                     when password_state = 'USED' then 'PASSWORD' else 'DONE' end as must""";
  private static final String ACCEPT_TERMS =
      """
      update account set terms_version = $2 where person_id = $1
      returning case when password_state = 'CHOSEN' then 'DONE' else 'PASSWORD' end as next,
                case when password_state = 'USED' then 'PASSWORD' else 'DONE' end as must""";
  private static final String CHANGE_PASSWORD =
      """
      update account
         set password_hash = $2, password_state = 'CHOSEN', mailed_hash = null, mailed_until = null
       where person_id = $1 and password_hash = $3
      returning person_id""";
  private static final String MAIL_PASSWORD =
      """
      update account a set mailed_hash = $2, mailed_until = $3
        from person p
       where lower(a.username) = lower($1) and p.id = a.person_id and p.email is not null
         and (a.mailed_until is null or a.mailed_until < $4)
      returning a.person_id""";

  static final String USERNAME_INDEX = "account_username";
  private static final String PARTICIPANT =
      "select person_id from participant where id = $1 and plan_id = $2 and removed_at is null";
  private static final String LOCK =
      "select id from person where id = $1 and deleted_at is null for update";
  private static final String INSERT =
      """
      insert into account (person_id, username, password_state, password_hash, code_channel)
      values ($1, $2, 'TEMPORARY', $3, $4)""";
  private static final String CHANGE =
      "update account set username = $2, code_channel = $3 where person_id = $1";
  private static final String GIVE_PASSWORD =
      """
      update account
         set password_hash = $2, password_state = 'TEMPORARY', mailed_hash = null, mailed_until = null
       where person_id = $1""";
  private static final String DELETE =
      """
      with codes as (delete from one_time_code where person_id = $1)
      delete from account where person_id = $1""";

  /**
   * What comes next, and what must: the two differ for a temporary password, which should be
   * changed but needn't.
   */
  record Stage(Next next, Next must) {}

  Single<Optional<Account>> find(SqlReader sql, String username, Instant now) {
    return sql.query(BY_NAME, Username.normalized(username)).map(rows -> first(rows, now));
  }

  Single<Account> get(SqlReader sql, PersonId person, Instant now) {
    return sql.query(BY_PERSON, person.value()).map(rows -> first(rows, now).orElseThrow());
  }

  /** Notes the login; empty when a mailed password has been used or replaced meanwhile. */
  Single<Optional<Stage>> loggedIn(
      Tx tx, PersonId person, Instant now, Optional<String> mailedHash, String terms) {
    return tx.execute(LOGGED_IN, person.value(), now, mailedHash.orElse(null), terms)
        .map(AccountStore::stage);
  }

  Single<Stage> acceptTerms(Tx tx, PersonId person, String version) {
    return tx.execute(ACCEPT_TERMS, person.value(), version).map(rows -> stage(rows).orElseThrow());
  }

  /** Gives whether it was changed: not when it has been changed since {@code oldHash} was read. */
  Single<Boolean> changePassword(Tx tx, PersonId person, String hash, String oldHash) {
    return tx.execute(CHANGE_PASSWORD, person.value(), hash, oldHash).map(rows -> rows.size() == 1);
  }

  /**
   * Keeps a password that is about to be mailed, valid until a time; not when one was mailed after
   * {@code notAfter}'s, so that nobody's mailbox can be flooded. Gives whose it is.
   */
  Single<Optional<PersonId>> mailPassword(
      Tx tx, String username, String hash, Instant until, Instant notAfter) {
    return tx.execute(MAIL_PASSWORD, Username.normalized(username), hash, until, notAfter)
        .map(RowSet::iterator)
        .map(
            rows ->
                rows.hasNext()
                    ? Optional.of(new PersonId(rows.next().getUUID("person_id")))
                    : Optional.empty());
  }

  /** Whose place in a plan it is; fails with {@link Failure.NotFound}. */
  Single<PersonId> participant(SqlReader sql, PlanId plan, ParticipantId participant) {
    return sql.query(PARTICIPANT, participant.value(), plan.value())
        .map(rows -> Rows.first(rows).orElseThrow(Failure.NotFound::new))
        .map(row -> new PersonId(row.getUUID("person_id")));
  }

  /** Nobody else changes the person's account, or brings them into a plan, meanwhile. */
  Completable lock(Tx tx, PersonId person) {
    return tx.execute(LOCK, person.value()).ignoreElement();
  }

  Single<Boolean> exists(SqlReader sql, PersonId person) {
    return sql.query("select 1 from account where person_id = $1", person.value())
        .map(rows -> rows.size() == 1);
  }

  /** An account whose password should be changed at first use (LOGIN-4). */
  Completable insert(Tx tx, PersonId person, Username username, Channel channel, String hash) {
    return tx.execute(INSERT, person.value(), username.value(), hash, channel.name())
        .ignoreElement();
  }

  Completable change(Tx tx, PersonId person, Username username, Channel channel) {
    return tx.execute(CHANGE, person.value(), username.value(), channel.name()).ignoreElement();
  }

  Completable speak(Tx tx, PersonId person, String language) {
    return tx.execute("update person set language = $2 where id = $1", person.value(), language)
        .ignoreElement();
  }

  /** A temporary one, in place of every other (LOGIN-4). */
  Completable givePassword(Tx tx, PersonId person, String hash) {
    return tx.execute(GIVE_PASSWORD, person.value(), hash)
        .flatMapCompletable(changed -> new CodeStore().dropUnused(tx, person));
  }

  Completable delete(Tx tx, PersonId person) {
    return tx.execute(DELETE, person.value()).ignoreElement();
  }

  Completable purgeMailed(SqlWriter sql, Instant now) {
    return sql.execute(
            "update account set mailed_hash = null, mailed_until = null where mailed_until < $1",
            now)
        .ignoreElement();
  }

  private static Optional<Account> first(RowSet<Row> rows, Instant now) {
    Iterator<Row> found = rows.iterator();
    return found.hasNext() ? Optional.of(Account.of(found.next(), now)) : Optional.empty();
  }

  private static Optional<Stage> stage(RowSet<Row> rows) {
    Iterator<Row> found = rows.iterator();
    if (!found.hasNext()) {
      return Optional.empty();
    }
    Row row = found.next();
    return Optional.of(
        new Stage(Next.valueOf(row.getString("next")), Next.valueOf(row.getString("must"))));
  }
}
