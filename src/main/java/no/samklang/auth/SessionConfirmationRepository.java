package no.samklang.auth;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Single;
import io.vertx.core.buffer.Buffer;
import io.vertx.rxjava3.sqlclient.Row;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import no.samklang.db.RowValues;
import no.samklang.db.SqlWriter;
import no.samklang.db.Tx;
import no.samklang.security.Caller;

/** The table {@code session_confirmation} (PERSON-14). */
@CheckReturnValue
final class SessionConfirmationRepository {
  private static final int MAX_WRONG = 3;
  private static final String START =
      """
      insert into session_confirmation as c (session_id, person_id, code_hash, expires_at)
      values ($1, $2, $3, $4)
      on conflict (session_id) do update
         set code_hash = $3, address = null, expires_at = $4, codes_sent = c.codes_sent + 1, wrong_codes = 0,
             confirmed_until = null, confirmed = '{}'
       where c.codes_sent < $5
      returning session_id""";
  private static final String SEND_TO_ADDRESS =
      """
      update session_confirmation
         set code_hash = $2, address = $3, expires_at = $4, codes_sent = codes_sent + 1, wrong_codes = 0
       where session_id = $1 and codes_sent < $5
      returning session_id""";
  private static final String LOCK =
      """
      select code_hash, address, expires_at, wrong_codes, confirmed_until, confirmed
        from session_confirmation where session_id = $1 for update""";
  private static final String COUNT_WRONG =
      "update session_confirmation set wrong_codes = wrong_codes + 1 where session_id = $1";
  private static final String ACCEPT =
      """
      update session_confirmation
         set code_hash = null, address = null, confirmed_until = greatest(confirmed_until, $2),
             confirmed = case when address is null then confirmed else array_append(confirmed, address) end
       where session_id = $1""";

  /** What a session has confirmed. */
  record Confirmation(
      Buffer codeHash,
      String address,
      Instant expiresAt,
      int wrongCodes,
      Instant confirmedUntil,
      java.util.List<String> confirmed) {
    static Confirmation of(Row row) {
      return new Confirmation(
          row.get(Buffer.class, "code_hash"),
          row.getString("address"),
          RowValues.instant(row, "expires_at"),
          row.getShort("wrong_codes"),
          RowValues.instant(row, "confirmed_until"),
          Arrays.asList(row.getArrayOfStrings("confirmed")));
    }

    boolean awaitsCode(Instant now) {
      return codeHash != null && expiresAt.isAfter(now) && wrongCodes < MAX_WRONG;
    }

    boolean matches(Buffer hash) {
      return MessageDigest.isEqual(codeHash.getBytes(), hash.getBytes());
    }

    boolean isConfirmed(Instant now) {
      return confirmedUntil != null && confirmedUntil.isAfter(now);
    }

    @Override
    public String toString() {
      return "Confirmation";
    }
  }

  /** Begins anew; false when the session has been sent {@code max} codes. */
  Single<Boolean> start(Tx tx, Caller caller, Buffer codeHash, Instant expiresAt, int max) {
    return tx.execute(START, caller.session(), caller.person(), codeHash, expiresAt, max)
        .map(rows -> rows.size() == 1);
  }

  /** Waits for the code that was sent to a new address; false as {@link #start}. */
  Single<Boolean> awaitAddress(
      Tx tx, Caller caller, Buffer codeHash, String address, Instant expiresAt, int max) {
    return tx.execute(SEND_TO_ADDRESS, caller.session(), codeHash, address, expiresAt, max)
        .map(rows -> rows.size() == 1);
  }

  Single<Optional<Confirmation>> lock(Tx tx, Caller caller) {
    return tx.execute(LOCK, caller.session())
        .map(rows -> RowValues.first(rows).map(Confirmation::of));
  }

  Completable countWrong(SqlWriter sql, Caller caller) {
    return sql.execute(COUNT_WRONG, caller.session()).ignoreElement();
  }

  Completable accept(Tx tx, Caller caller, Instant confirmedUntil) {
    return tx.execute(ACCEPT, caller.session(), confirmedUntil).ignoreElement();
  }
}
