package no.samklang.auth;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Single;
import io.vertx.rxjava3.sqlclient.Row;
import io.vertx.rxjava3.sqlclient.RowSet;
import java.time.Instant;
import no.samklang.db.SqlReader;
import no.samklang.db.SqlWriter;
import no.samklang.db.Tx;
import no.samklang.id.DeviceId;
import no.samklang.id.PersonId;

/** The table {@code known_device}: browsers on which a person has completed a login (LOGIN-2). */
@CheckReturnValue
final class KnownDeviceRepository {
  private static final int MAX_DEVICES = 20;
  private static final String IS_KNOWN =
      "select 1 from known_device where device_id = $1 and person_id = $2 and last_login_at > $3";
  private static final String RECORD_LOGIN =
      """
      insert into known_device (device_id, person_id, created_at, last_login_at, user_agent) values ($1, $2, $3, $3, $4)
      on conflict (person_id, device_id) do update
         set last_login_at = $3, failures = 0, locked_until = null, user_agent = excluded.user_agent""";
  private static final String LIST =
      """
      select device_id, created_at, last_login_at, user_agent from known_device
       where person_id = $1 and last_login_at > $2 order by last_login_at desc, device_id""";
  private static final String DELETE_OLDEST =
      """
      delete from known_device where person_id = $1 and device_id not in (
        select device_id from known_device where person_id = $1 order by last_login_at desc limit $2)""";
  private static final String DELETE_OTHERS =
      "delete from known_device where person_id = $1 and device_id is distinct from $2";
  private static final String UNLOCK_ALL =
      "update known_device set failures = 0, locked_until = null where person_id = $1";
  private static final String DELETE_BEFORE =
      """
      delete from known_device where (person_id, device_id) in (
        select person_id, device_id from known_device where last_login_at < $1 limit $2)""";

  /**
   * Whether the person has completed a login on the device since a time.
   *
   * @param person null for nobody; takes the same time
   */
  Single<Boolean> isKnown(SqlReader sql, DeviceId device, PersonId person, Instant since) {
    return sql.query(IS_KNOWN, device, person, since).map(rows -> rows.size() == 1);
  }

  /**
   * Makes the device known, with no failures counted; the person's oldest beyond {@value
   * #MAX_DEVICES} is forgotten.
   */
  Completable recordLogin(Tx tx, DeviceId device, PersonId person, Instant now, String userAgent) {
    return tx.execute(RECORD_LOGIN, device, person, now, userAgent)
        .flatMap(recorded -> tx.execute(DELETE_OLDEST, person, MAX_DEVICES))
        .ignoreElement();
  }

  /** The person's devices on which they have logged in since a time, the latest first. */
  Single<RowSet<Row>> list(SqlReader sql, PersonId person, Instant since) {
    return sql.query(LIST, person, since);
  }

  /** Forgets one of a person's devices; whether there was one. */
  Single<Boolean> delete(SqlWriter sql, PersonId person, DeviceId device) {
    return sql.execute(
            "delete from known_device where person_id = $1 and device_id = $2", person, device)
        .map(rows -> rows.rowCount() == 1);
  }

  /** Forgets all of a person's devices. */
  Completable deleteAll(SqlWriter sql, PersonId person) {
    return deleteOthers(sql, person, null);
  }

  /**
   * Forgets a person's other devices.
   *
   * @param device null for none to keep
   */
  Completable deleteOthers(SqlWriter sql, PersonId person, DeviceId device) {
    return sql.execute(DELETE_OTHERS, person, device).ignoreElement();
  }

  /** Ends the locks of all of a person's devices. */
  Completable unlockAll(Tx tx, PersonId person) {
    return tx.execute(UNLOCK_ALL, person).ignoreElement();
  }

  /** Forgets devices that weren't used since a time (LAW-3); returns their number. */
  Single<Integer> deleteBefore(SqlWriter sql, Instant before, int limit) {
    return sql.execute(DELETE_BEFORE, before, limit).map(RowSet::rowCount);
  }
}
