package no.samklang.db;

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
import java.util.UUID;
import java.util.function.Supplier;
import no.samklang.bus.Caller;
import no.samklang.bus.Failure;

/**
 * Makes a request that creates something create it once, however often it is sent (MSG-7): in the
 * transaction that creates, let {@link #make} do it.
 *
 * @param key the {@code Idempotency-Key}, empty when the client gave none
 */
@CheckReturnValue
public record Once(Caller caller, Optional<String> key, Buffer hash) {
  // one that comes while the first is under way waits for it, and doesn't stumble over what it
  // makes
  private static final String ONE_AT_A_TIME =
      "select pg_advisory_xact_lock(hashtextextended($1::uuid::text || $2::text, 1))";
  private static final String MADE =
      "select made_id, request_hash from idempotency where person_id = $1 and key = $2";
  private static final String REMEMBER =
      "insert into idempotency (person_id, key, request_hash, made_id, at) values ($1, $2, $3, $4, $5)";

  /**
   * @param request what is to be made; its text tells one request from another
   */
  public static Once of(Caller caller, Optional<String> key, Object request) {
    return new Once(caller, key, digest(String.valueOf(request)));
  }

  private static Buffer digest(String text) {
    try {
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      return Buffer.buffer(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * What a request has made.
   *
   * @param isNew whether it was made now, and not by the same request before
   */
  public record Made(UUID id, boolean isNew) {}

  /**
   * Makes it, unless the same request has before. Fails with {@link Failure.Invalid} {@code
   * idempotency.reused} when the key belongs to another.
   *
   * @param making in the same transaction
   */
  public Single<Made> make(Tx tx, Instant now, Supplier<Single<UUID>> making) {
    return made(tx)
        .flatMap(
            before ->
                before
                    .map(id -> Single.just(new Made(id, false)))
                    .orElseGet(() -> makeNow(tx, now, making)));
  }

  private Single<Made> makeNow(Tx tx, Instant now, Supplier<Single<UUID>> making) {
    return making.get().flatMap(id -> remember(tx, id, now).toSingleDefault(new Made(id, true)));
  }

  private Single<Optional<UUID>> made(Tx tx) {
    return key.map(
            given ->
                tx.query(ONE_AT_A_TIME, caller.person().value(), given)
                    .flatMap(alone -> tx.query(MADE, caller.person().value(), given))
                    .map(Rows::first)
                    .map(this::same))
        .orElse(Single.just(Optional.empty()));
  }

  private Optional<UUID> same(Optional<Row> found) {
    if (found.isEmpty()) {
      return Optional.empty();
    }
    if (!hash.equals(found.get().get(Buffer.class, "request_hash"))) {
      throw new Failure.Invalid("idempotency.reused", "Idempotency-Key", "invalid");
    }
    return Optional.ofNullable(found.get().getUUID("made_id"));
  }

  private Completable remember(Tx tx, UUID made, Instant now) {
    return key.map(
            given ->
                tx.execute(REMEMBER, caller.person().value(), given, hash, made, now)
                    .ignoreElement())
        .orElse(Completable.complete());
  }
}
