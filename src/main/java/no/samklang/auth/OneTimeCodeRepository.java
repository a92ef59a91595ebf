package no.samklang.auth;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Single;
import io.vertx.core.buffer.Buffer;
import io.vertx.rxjava3.sqlclient.Row;
import io.vertx.rxjava3.sqlclient.RowSet;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import no.samklang.db.RowValues;
import no.samklang.db.SqlReader;
import no.samklang.db.SqlWriter;
import no.samklang.db.Tx;
import no.samklang.id.DeviceId;
import no.samklang.id.NewId;
import no.samklang.id.PersonId;
import no.samklang.security.ServiceKey;
import no.samklang.security.ServiceKey.Purpose;

/** The table {@code one_time_code}: codes are stored as hashes bound to their person. */
@CheckReturnValue
final class OneTimeCodeRepository {
  private static final SecureRandom RANDOM = new SecureRandom();
  // the lock on the account makes a concurrent block or change of address see this code
  private static final String INSERT =
      """
      insert into one_time_code (id, person_id, username_hash, code_hash, mailed_hash, expires_at, device_id)
      select $1, a.person_id, $3, $4, $5, $6, $9
        from account a
       where a.person_id = $2 and a.blocked_at is null
         and (select count(*) from one_time_code where person_id = $2 and expires_at > $7) < $8
         for share of a
      returning id""";
  private static final String FIND =
      "select person_id, username_hash, code_hash, mailed_hash, expires_at, used_at from one_time_code where id = $1";
  private static final String FIND_OTHERS =
      """
      select id, person_id, username_hash, code_hash, mailed_hash, expires_at, used_at from one_time_code
       where person_id = $1 and id <> $2 order by expires_at desc limit 10""";
  private static final String LOCK = FIND + " for update";
  private static final String KEEP_REPLACED =
      """
      insert into one_time_code (id, person_id, username_hash, code_hash, mailed_hash, expires_at, used_at)
      select $2, person_id, username_hash, code_hash, mailed_hash, expires_at, $3
        from one_time_code replaced
       where id = $1
         and (select count(*) from one_time_code o where o.person_id = replaced.person_id and o.expires_at > $3) < $4
      returning id""";
  private static final String REPLACE =
      "update one_time_code set code_hash = $2, expires_at = $3 where id = $1";
  private static final String MARK_USED =
      "update one_time_code set used_at = $2 where id = $1 and used_at is null and expires_at > $2 returning id";
  private static final String MARK_ALL_USED =
      "update one_time_code set used_at = $2 where person_id = $1 and used_at is null";
  private static final String MARK_USED_OF =
      """
      update one_time_code set used_at = $3
       where person_id = $1 and device_id is not distinct from $2 and used_at is null""";
  private static final String DELETE_UNUSED =
      "delete from one_time_code where person_id = $1 and used_at is null";
  private static final String DELETE_EXPIRED = "delete from one_time_code where expires_at < $1";

  /** A code that has been sent. */
  record SentCode(
      UUID challenge,
      PersonId person,
      UsernameHash username,
      Buffer codeHash,
      Optional<String> mailedHash,
      Instant expiresAt,
      boolean used) {

    boolean isExpiredOrUsed(Instant now) {
      return used || !expiresAt.isAfter(now);
    }

    /** Whether a text holds the code, and no other. */
    boolean matches(ServiceKey key, String text) {
      return OneTimeCodeText.find(text)
          .map(code -> hash(key, person, code).getBytes())
          .filter(hash -> MessageDigest.isEqual(codeHash.getBytes(), hash))
          .isPresent();
    }
  }

  /** Six random digits (LOGIN-1). */
  static String newCode() {
    return "%06d".formatted(RANDOM.nextInt(1_000_000));
  }

  /**
   * A code to be stored.
   *
   * @param codeHash as {@link #hash} gives it
   * @param mailedHash hash of the mailed password used in the first step, if any
   * @param device the known device that the login was begun on
   */
  record NewCode(
      UUID challenge,
      PersonId person,
      UsernameHash username,
      String code,
      Buffer codeHash,
      Optional<String> mailedHash,
      Instant expiresAt,
      Optional<DeviceId> device) {
    @Override
    public String toString() {
      return "NewCode " + challenge;
    }
  }

  /**
   * Inserts a code; false when the person has {@code max} unexpired codes, or the account has just
   * been blocked. Waits for a concurrent change of the account, which invalidates the codes sent
   * before it.
   */
  Single<Boolean> insert(Tx tx, NewCode newCode, Instant now, int max) {
    return tx.execute(
            INSERT,
            newCode.challenge(),
            newCode.person().value(),
            newCode.username().value(),
            newCode.codeHash(),
            newCode.mailedHash().orElse(null),
            newCode.expiresAt(),
            now,
            (long) max,
            newCode.device().orElse(null))
        .map(rows -> rows.size() == 1);
  }

  /**
   * Replaces the code of a challenge, which goes on with a new time of expiry: an answer that is
   * lost on its way doesn't end the pending login. The replaced code is kept as used, as it counts
   * among those sent. Returns false when the person has {@code max} unexpired codes.
   */
  Single<Boolean> replace(Tx tx, NewCode newCode, Instant now, int max) {
    UUID challenge = newCode.challenge();
    return tx.execute(KEEP_REPLACED, challenge, NewId.random(), now, (long) max)
        .filter(rows -> rows.size() == 1)
        .flatMap(
            kept ->
                tx.execute(REPLACE, challenge, newCode.codeHash(), newCode.expiresAt()).toMaybe())
        .map(replaced -> true)
        .defaultIfEmpty(false);
  }

  /** Invalidates pending logins, after a password change. */
  Completable deleteUnused(Tx tx, PersonId person) {
    return tx.execute(DELETE_UNUSED, person.value()).ignoreElement();
  }

  Single<Optional<SentCode>> find(SqlReader sql, UUID challenge) {
    return sql.query(FIND, challenge).map(rows -> first(challenge, rows));
  }

  /** The last other codes of the same person, used and expired ones too. */
  Single<List<SentCode>> findOthers(SqlReader sql, SentCode sent) {
    return sql.query(FIND_OTHERS, sent.person().value(), sent.challenge())
        .map(rows -> RowValues.stream(rows).map(row -> sentCode(row.getUUID("id"), row)).toList());
  }

  /** Finds a code, and locks it until the transaction's end. */
  Single<Optional<SentCode>> lock(Tx tx, UUID challenge) {
    return tx.execute(LOCK, challenge).map(rows -> first(challenge, rows));
  }

  /** Marks a code as used; false when it has been used or has expired. */
  Single<Boolean> markUsed(Tx tx, UUID challenge, Instant now) {
    return tx.execute(MARK_USED, challenge, now).map(rows -> rows.size() == 1);
  }

  /** Invalidates pending logins; their codes still count towards the limit of {@link #insert}. */
  Completable markAllUsed(SqlWriter sql, PersonId person, Instant now) {
    return sql.execute(MARK_ALL_USED, person.value(), now).ignoreElement();
  }

  /**
   * Invalidates the pending logins that were begun on a known device.
   *
   * @param person null for nobody
   * @param device null for those begun elsewhere
   */
  Completable markUsedOf(SqlWriter sql, PersonId person, DeviceId device, Instant now) {
    return sql.execute(MARK_USED_OF, person, device, now).ignoreElement();
  }

  Completable deleteExpired(SqlWriter sql, Instant before) {
    return sql.execute(DELETE_EXPIRED, before).ignoreElement();
  }

  private static Optional<SentCode> first(UUID challenge, RowSet<Row> rows) {
    Iterator<Row> found = rows.iterator();
    return found.hasNext() ? Optional.of(sentCode(challenge, found.next())) : Optional.empty();
  }

  private static SentCode sentCode(UUID challenge, Row row) {
    return new SentCode(
        challenge,
        new PersonId(row.getUUID("person_id")),
        new UsernameHash(row.get(Buffer.class, "username_hash")),
        row.get(Buffer.class, "code_hash"),
        Optional.ofNullable(row.getString("mailed_hash")),
        row.getOffsetDateTime("expires_at").toInstant(),
        row.getOffsetDateTime("used_at") != null);
  }

  /** The hash by which a person's code is stored: without the key, all codes can be tried. */
  static Buffer hash(ServiceKey key, PersonId person, String code) {
    return Buffer.buffer(key.hmac(Purpose.ONE_TIME_CODE, person.value() + ":" + code));
  }
}
