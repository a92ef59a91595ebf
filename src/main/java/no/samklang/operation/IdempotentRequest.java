package no.samklang.operation;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Completable;
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
import no.samklang.bus.Failure;
import no.samklang.db.Params;
import no.samklang.db.SqlWriter;
import no.samklang.db.Tx;
import no.samklang.id.NewId;

/**
 * Makes a request that creates something create it once, however often it is sent (MSG-7): the
 * transaction that creates reserves the request's key first. Another with the same key waits until
 * this one is committed, and then finds what it has made.
 *
 * @param key the {@code Idempotency-Key}, empty when the client gave none
 * @param hash tells whether two requests with the same key ask for the same
 */
@CheckReturnValue
public record IdempotentRequest(UUID person, Optional<String> key, Buffer hash) {
  private static final String RESERVE =
      """
      insert into idempotency (person_id, key, request_hash, made_id, at)
      values (#{person}, #{key}, #{hash}, #{id}, #{now}) on conflict do nothing returning made_id""";
  private static final String FIND =
      "select made_id, request_hash from idempotency where person_id = $1 and key = $2";
  private static final String DELETE_BEFORE = "delete from idempotency where at < $1";

  /**
   * The id that a request's creation has.
   *
   * @param isNew false when the same request has created it before
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
      return Buffer.buffer(digest.digest(command.content().getBytes()));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * Reserves the key for something new.
   *
   * @return the id to give it, or that of what the same request has made; fails with {@link
   *     Failure.Invalid} {@code idempotency.reused} when the key belongs to another request
   */
  public Single<Reserved> reserve(Tx tx, Instant now) {
    return reserve(tx, now, NewId.inTimeOrder());
  }

  /** The same for something whose id is known. */
  public Single<Reserved> reserve(Tx tx, Instant now, UUID id) {
    return key.map(given -> reserve(tx, now, id, given))
        .orElseGet(() -> Single.just(new Reserved(id, true)));
  }

  private Single<Reserved> reserve(Tx tx, Instant now, UUID id, String given) {
    Params params =
        Params.of("person", person)
            .and("key", given)
            .and("hash", hash)
            .and("id", id)
            .and("now", now);
    return tx.execute(RESERVE, params)
        .flatMap(
            rows -> rows.size() == 1 ? Single.just(new Reserved(id, true)) : existing(tx, given));
  }

  private Single<Reserved> existing(Tx tx, String given) {
    return tx.query(FIND, person, given)
        .map(rows -> new Reserved(same(rows.iterator().next()), false));
  }

  private UUID same(Row found) {
    if (!hash.equals(found.get(Buffer.class, "request_hash"))) {
      throw new Failure.Invalid("idempotency.reused", "Idempotency-Key", "invalid");
    }
    return found.getUUID("made_id");
  }

  /** Forgets the keys of requests that nobody will retry any more. */
  public static Completable deleteBefore(SqlWriter sql, Instant before) {
    return sql.execute(DELETE_BEFORE, before).ignoreElement();
  }
}
