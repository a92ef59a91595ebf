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
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import no.samklang.db.SqlReader;
import no.samklang.db.SqlWriter;
import no.samklang.db.Tx;
import no.samklang.id.PersonId;

/** The table {@code one_time_code}: codes are kept as hashes, bound to their challenge. */
@CheckReturnValue
final class CodeStore {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final String INSERT =
      """
      insert into one_time_code (id, person_id, username_hash, code_hash, mailed_hash, expires_at)
      select $1, $2, $3, $4, $5, $6
       where (select count(*) from one_time_code where person_id = $2 and expires_at > $7) < $8
      returning id""";
  private static final String FIND =
      "select person_id, username_hash, code_hash, mailed_hash, expires_at, used_at from one_time_code where id = $1";
  private static final String USE =
      "update one_time_code set used_at = $2 where id = $1 and used_at is null and expires_at > $2 returning id";
  private static final String DROP_UNUSED =
      "delete from one_time_code where person_id = $1 and used_at is null";
  private static final String PURGE = "delete from one_time_code where expires_at < $1";

  /** A code that was sent and may be answered. */
  record Sent(
      UUID challenge,
      PersonId person,
      UsernameHash username,
      Buffer codeHash,
      Optional<String> mailedHash,
      Instant expiresAt,
      boolean used) {

    boolean isOver(Instant now) {
      return used || !expiresAt.isAfter(now);
    }

    boolean is(String code) {
      return MessageDigest.isEqual(codeHash.getBytes(), hash(challenge, digits(code)).getBytes());
    }
  }

  /** What stands around and between the digits is no part of a code: it is pasted with it. */
  private static String digits(String code) {
    return code.codePoints()
        .map(c -> Character.digit(c, 10))
        .filter(digit -> digit >= 0)
        .mapToObj(Integer::toString)
        .collect(Collectors.joining());
  }

  /** Six random digits (LOGIN-1). */
  static String newCode() {
    return "%06d".formatted(RANDOM.nextInt(1_000_000));
  }

  /**
   * A code to be kept.
   *
   * @param mailedHash the mailed password that was given in the first step, if it was one
   */
  record Fresh(
      UUID challenge,
      PersonId person,
      UsernameHash username,
      String code,
      Optional<String> mailedHash,
      Instant expiresAt) {
    @Override
    public String toString() {
      return "Fresh " + challenge;
    }
  }

  /** Keeps a code; false when the person has been sent too many that aren't over yet. */
  Single<Boolean> insert(Tx tx, Fresh fresh, Instant now, int most) {
    return tx.execute(
            INSERT,
            fresh.challenge(),
            fresh.person().value(),
            fresh.username().value(),
            hash(fresh.challenge(), fresh.code()),
            fresh.mailedHash().orElse(null),
            fresh.expiresAt(),
            now,
            (long) most)
        .map(rows -> rows.size() == 1);
  }

  /** What was begun with a password that isn't good any more comes to nothing. */
  Completable dropUnused(Tx tx, PersonId person) {
    return tx.execute(DROP_UNUSED, person.value()).ignoreElement();
  }

  Single<Optional<Sent>> find(SqlReader sql, UUID challenge) {
    return sql.query(FIND, challenge).map(rows -> first(challenge, rows));
  }

  /** Uses a code up; false when it was used or ran out meanwhile. */
  Single<Boolean> use(Tx tx, UUID challenge, Instant now) {
    return tx.execute(USE, challenge, now).map(rows -> rows.size() == 1);
  }

  Completable purge(SqlWriter sql, Instant before) {
    return sql.execute(PURGE, before).ignoreElement();
  }

  private static Optional<Sent> first(UUID challenge, RowSet<Row> rows) {
    Iterator<Row> found = rows.iterator();
    return found.hasNext() ? Optional.of(sent(challenge, found.next())) : Optional.empty();
  }

  private static Sent sent(UUID challenge, Row row) {
    return new Sent(
        challenge,
        new PersonId(row.getUUID("person_id")),
        new UsernameHash(row.get(Buffer.class, "username_hash")),
        row.get(Buffer.class, "code_hash"),
        Optional.ofNullable(row.getString("mailed_hash")),
        row.getOffsetDateTime("expires_at").toInstant(),
        row.getOffsetDateTime("used_at") != null);
  }

  private static Buffer hash(UUID challenge, String code) {
    return Buffer.buffer(UsernameHash.sha256(challenge + ":" + code));
  }
}
