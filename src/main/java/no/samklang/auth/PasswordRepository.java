package no.samklang.auth;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Single;
import io.vertx.rxjava3.sqlclient.RowSet;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import no.samklang.db.SqlWriter;
import no.samklang.db.Tx;
import no.samklang.id.PersonId;

/** The passwords in the table {@code account}. */
@CheckReturnValue
final class PasswordRepository {
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
            where e.person_id = a.person_id and e.event in ('ADDRESS_CHANGED', 'CHANGE_DONE') and e.by_id <> e.person_id and e.at > $5
              and (e.detail is null or e.detail like '%EMAIL%')
              and (e.detail is null or a.code_channel = 'EMAIL' or exists (
                select from security_event code
                 where code.person_id = a.person_id and code.event in ('ADDRESS_CHANGED', 'CHANGE_DONE') and code.by_id = e.by_id
                   and code.at > $5
                   and (code.detail is null or code.detail like '%MOBILE%')))
              and (a.last_login_at is not null or (helper.standing_administered and not helper.standing_coordinated)))
      returning a.person_id""";
  private static final String SET_TEMPORARY_PASSWORD =
      """
      with forgotten as (delete from known_device where person_id = $1)
      update account
         set password_hash = $2, password_state = 'TEMPORARY', mailed_hash = null, mailed_until = null,
             invited_at = $3, temporary_until = $4, marked_until = greatest(marked_until, $5), version = version + 1
       where person_id = $1""";

  /** Where a mailed password counts: at most so many since a time. */
  record MailedPasswords(Instant since, int max) {}

  /** The time from which changes of an address by others count, and today for their access. */
  record AddressHelp(Instant since, LocalDate today) {}

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

  Completable deleteExpiredMailedPasswords(SqlWriter sql, Instant now) {
    return sql.execute(
            "update account set mailed_hash = null, mailed_until = null where mailed_until < $1",
            now)
        .ignoreElement();
  }
}
