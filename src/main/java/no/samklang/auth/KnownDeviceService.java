package no.samklang.auth;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Single;
import io.vertx.rxjava3.sqlclient.Row;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import no.samklang.db.Database;
import no.samklang.db.RowValues;
import no.samklang.error.Failure;
import no.samklang.id.DeviceId;
import no.samklang.operation.Command;
import no.samklang.operation.NoContent;

/** The devices that a person is known on, listed and forgotten by the person (LOGIN-2). */
@CheckReturnValue
final class KnownDeviceService {
  private final Database db;
  private final Clock clock;
  private final Duration lifetime;
  private final DeviceTokens tokens;
  private final KnownDeviceRepository repository = new KnownDeviceRepository();

  KnownDeviceService(AuthContext context) {
    this.db = context.db();
    this.clock = context.clock();
    this.lifetime = context.settings().retention().knownDevices();
    this.tokens = context.devices();
  }

  /**
   * A known device.
   *
   * @param current whether the request comes from it
   */
  record KnownDevice(
      DeviceId id, boolean current, Instant createdAt, Instant lastLoginAt, String userAgent) {}

  record KnownDevices(List<KnownDevice> items) {}

  Single<KnownDevices> list(Command<Void> command) {
    Optional<DeviceId> current = command.device().flatMap(tokens::verify);
    return repository
        .list(db, command.caller().person(), clock.instant().minus(lifetime))
        .map(
            rows ->
                new KnownDevices(RowValues.stream(rows).map(row -> device(row, current)).toList()));
  }

  private static KnownDevice device(Row row, Optional<DeviceId> current) {
    DeviceId id = new DeviceId(row.getUUID("device_id"));
    return new KnownDevice(
        id,
        current.equals(Optional.of(id)),
        RowValues.instant(row, "created_at"),
        RowValues.instant(row, "last_login_at"),
        row.getString("user_agent"));
  }

  /** The next login there is a stranger's; fails with {@link Failure.NotFound}. */
  Single<NoContent> forget(Command<Void> command) {
    return repository
        .delete(db, command.caller().person(), new DeviceId(command.id("deviceId")))
        .flatMapCompletable(
            forgotten ->
                forgotten ? Completable.complete() : Completable.error(new Failure.NotFound()))
        .toSingleDefault(NoContent.NO_CONTENT);
  }
}
