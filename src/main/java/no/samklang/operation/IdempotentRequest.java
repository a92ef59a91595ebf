package no.samklang.operation;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Maybe;
import io.reactivex.rxjava3.core.Single;
import io.vertx.core.buffer.Buffer;
import io.vertx.rxjava3.sqlclient.Row;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import no.samklang.db.RowValues;
import no.samklang.db.SqlParams;
import no.samklang.db.SqlReader;
import no.samklang.db.SqlWriter;
import no.samklang.db.Tx;
import no.samklang.error.Failure;
import no.samklang.id.NewId;

/**
 * Makes a creating request idempotent (MSG-7): the creating transaction first reserves the
 * request's key. A concurrent request with the same key blocks until the first commits, then finds
 * the id that the first created.
 *
 * @param key the {@code Idempotency-Key}, empty if absent
 * @param hash SHA-256 of operation, path and body, to detect reuse of the key for another request
 */
@CheckReturnValue
public record IdempotentRequest(UUID person, Optional<String> key, Buffer hash) {
  private static final String RESERVE =
      """
      insert into idempotency (person_id, key, request_hash, made_id, at)
      values (#{person}, #{key}, #{hash}, #{id}, #{now}) on conflict do nothing returning made_id""";
  // the CTE is read from, so that nothing is reserved before the lock is held
  private static final String LOCK_AND_RESERVE =
      """
      with locked as (
        %s
      ), reserved as (
        insert into idempotency (person_id, key, request_hash, made_id, at)
        select #{person}, #{key}, #{hash}, #{id}, #{now} from locked on conflict do nothing returning made_id
      )
      select locked.*, reserved.made_id from locked left join reserved on true""";

  private static final String FIND =
      "select made_id, request_hash from idempotency where person_id = $1 and key = $2";
  private static final String DELETE_BEFORE =
      """
      with old as (
        select person_id, key from idempotency where at < $1 order by at limit $2 for update skip locked
      )
      delete from idempotency using old
       where idempotency.person_id = old.person_id and idempotency.key = old.key""";

  /**
   * The id reserved for what the request creates.
   *
   * @param isNew false if an earlier request with the key has created it
   */
  public record Reserved(UUID id, boolean isNew) {}

  public static IdempotentRequest of(Command<?> command) {
    return new IdempotentRequest(
        command.caller().person().value(), command.idempotencyKey(), hash(command));
  }

  private static Buffer hash(Command<?> command) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      String address = command.operation().id() + new TreeMap<>(command.path());
      digest.update(address.getBytes(StandardCharsets.UTF_8));
      return Buffer.buffer(digest.digest(command.rawBody().getBytes()));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * Reserves the key, with a new id.
   *
   * @return the new id, or the id created by the same request before; fails with {@link
   *     Failure.Invalid} {@code idempotency.reused} if the key was used for another request
   */
  public Single<Reserved> reserve(Tx tx, Instant now) {
    return reserve(tx, now, NewId.timeOrdered());
  }

  /** Reserves the key, with a keyValue id. */
  public Single<Reserved> reserve(Tx tx, Instant now, UUID id) {
    return key.map(keyValue -> reserve(tx, now, id, keyValue))
        .orElseGet(() -> Single.just(new Reserved(id, true)));
  }

  private Single<Reserved> reserve(Tx tx, Instant now, UUID id, String keyValue) {
    return tx.execute(RESERVE, params(now, id))
        .flatMap(
            rows ->
                rows.size() == 1
                    ? Single.just(new Reserved(id, true))
                    : findReserved(tx, keyValue).toSingle());
  }

  /**
   * The parameters of the database function {@code reserve_key(#{person}, #{key}, #{hash}, #{id},
   * #{now})}, with which a statement reserves the key itself.
   */
  public SqlParams params(Instant now, UUID id) {
    return SqlParams.of("person", person)
        .and("key", key.orElse(null))
        .and("hash", hash)
        .and("id", id)
        .and("now", now);
  }

  /** A statement that locks one row and selects it. */
  public static final class RowLock {
    private final String sql;
    private final String withReservation;

    public RowLock(String sql) {
      this.sql = sql;
      this.withReservation = LOCK_AND_RESERVE.formatted(sql);
    }
  }

  /**
   * Reserves the key with a new id as {@link #reserve(Tx, Instant)} does, once a row is locked, in
   * one statement.
   *
   * @param params of the lock
   * @param mapper receives the locked row, if there is one; without it nothing is reserved
   */
  public <T> Single<T> reserve(
      Tx tx, Instant now, RowLock lock, SqlParams params, Reservation<T> mapper) {
    UUID id = NewId.timeOrdered();
    if (key.isEmpty()) {
      return tx.execute(lock.sql, params)
          .map(rows -> mapper.apply(RowValues.first(rows), new Reserved(id, true)));
    }
    return tx.execute(lock.withReservation, params.and(params(now, id)))
        .map(RowValues::first)
        .flatMap(
            row ->
                row.isEmpty() || row.get().getUUID("made_id") != null
                    ? Single.just(mapper.apply(row, new Reserved(id, true)))
                    : findReserved(tx, key.get())
                        .map(found -> mapper.apply(row, found))
                        .toSingle());
  }

  /** Maps a locked row and what was reserved. */
  @FunctionalInterface
  public interface Reservation<T> {
    T apply(Optional<Row> locked, Reserved reserved);
  }

  /**
   * The id that the same request created before, if it was run before. Fails as {@link #reserve(Tx,
   * Instant)} does.
   */
  public Maybe<Reserved> findReserved(SqlReader sql) {
    return key.map(keyValue -> findReserved(sql, keyValue)).orElseGet(Maybe::empty);
  }

  private Maybe<Reserved> findReserved(SqlReader sql, String keyValue) {
    return sql.query(FIND, person, keyValue)
        .mapOptional(RowValues::first)
        .map(row -> new Reserved(requireSameRequest(row), false));
  }

  private UUID requireSameRequest(Row row) {
    if (!hash.equals(row.get(Buffer.class, "request_hash"))) {
      throw new Failure.Invalid("idempotency.reused", "Idempotency-Key", "invalid");
    }
    return row.getUUID("made_id");
  }

  /** Deletes the keys of requests before a time, {@code limit} at most. */
  public static Single<Integer> deleteBefore(SqlWriter sql, Instant before, int limit) {
    return sql.execute(DELETE_BEFORE, before, limit).map(rows -> rows.rowCount());
  }
}
