package no.samklang.auth;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Single;
import io.vertx.core.buffer.Buffer;
import io.vertx.rxjava3.sqlclient.Row;
import io.vertx.rxjava3.sqlclient.RowSet;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import no.samklang.db.RowValues;
import no.samklang.db.SqlParams;
import no.samklang.db.SqlReader;
import no.samklang.db.Tx;
import no.samklang.id.PersonId;
import no.samklang.notification.Notices.NoticeChannel;

/** The table {@code waiting_address}: changes of addresses by another that wait (PERSON-15). */
@CheckReturnValue
final class WaitingAddressRepository {
  private static final String PUT =
      """
      insert into waiting_address (person_id, channel, address, takes_codes, asked_by, asked_at, effective_at, stop_hash)
      values (#{person}, #{channel}, #{address}, #{takesCodes}, #{by}, #{now}, #{effectiveAt}, #{stopHash})
      on conflict (person_id, channel) do update
         set address = excluded.address, takes_codes = waiting_address.takes_codes or excluded.takes_codes,
             asked_by = excluded.asked_by, asked_at = excluded.asked_at,
             effective_at = excluded.effective_at, stop_hash = excluded.stop_hash""";
  private static final String LIST =
      """
      select w.channel, w.address, w.takes_codes, w.asked_by, w.effective_at, by.first_name || ' ' || by.last_name as asked_by_name
        from waiting_address w join person by on by.id = w.asked_by
       where w.person_id = $1 order by w.channel desc""";
  private static final String FIND_DUE =
      """
      select person_id, min(effective_at) as due from waiting_address
       where effective_at <= $1 group by person_id order by due limit $2""";
  private static final String DELETE_DUE =
      """
      delete from waiting_address where person_id = $1 and effective_at <= $2
      returning channel, address, takes_codes, asked_by, effective_at""";
  private static final String DELETE_ALL =
      """
      delete from waiting_address where person_id = $1
      returning channel, address, takes_codes, asked_by, effective_at""";
  private static final String DELETE_ASKED_BY =
      """
      delete from waiting_address where person_id = $1 and asked_by = $2
      returning channel, address, takes_codes, asked_by, effective_at""";
  private static final String DELETE_OF_LINK =
      """
      delete from waiting_address where stop_hash = $1
      returning channel, address, takes_codes, asked_by, effective_at""";

  /**
   * A change that waits.
   *
   * @param address null removes the old one
   * @param takesCodes whether the codes go to the address from then
   */
  record WaitingAddress(
      NoticeChannel channel,
      String address,
      boolean takesCodes,
      PersonId askedBy,
      Instant effectiveAt) {
    static WaitingAddress of(Row row) {
      return new WaitingAddress(
          NoticeChannel.valueOf(row.getString("channel")),
          row.getString("address"),
          row.getBoolean("takes_codes"),
          new PersonId(row.getUUID("asked_by")),
          RowValues.instant(row, "effective_at"));
    }

    @Override
    public String toString() {
      return "WaitingAddress " + channel;
    }
  }

  /** Takes the place of what waits for the same channel. */
  Completable put(
      Tx tx, PersonId person, WaitingAddress waiting, Instant askedAt, Buffer stopHash) {
    return tx.execute(
            PUT,
            SqlParams.of("person", person)
                .and("channel", waiting.channel())
                .and("address", waiting.address())
                .and("takesCodes", waiting.takesCodes())
                .and("by", waiting.askedBy())
                .and("now", askedAt)
                .and("effectiveAt", waiting.effectiveAt())
                .and("stopHash", stopHash))
        .ignoreElement();
  }

  /** What waits, with the column {@code asked_by_name}; the number first. */
  Single<RowSet<Row>> list(SqlReader sql, PersonId person) {
    return sql.query(LIST, person);
  }

  /** Persons for whom something is due, the longest due first. */
  Single<List<PersonId>> findDue(SqlReader sql, Instant now, int limit) {
    return sql.query(FIND_DUE, now, limit)
        .map(
            rows ->
                RowValues.stream(rows).map(row -> new PersonId(row.getUUID("person_id"))).toList());
  }

  /** Deletes and returns what is due. The person's row must be locked. */
  Single<List<WaitingAddress>> takeDue(Tx tx, PersonId person, Instant now) {
    return tx.execute(DELETE_DUE, person, now).map(WaitingAddressRepository::all);
  }

  /** Deletes and returns all that waits. The person's row must be locked. */
  Single<List<WaitingAddress>> takeAll(Tx tx, PersonId person) {
    return tx.execute(DELETE_ALL, person).map(WaitingAddressRepository::all);
  }

  /** Deletes and returns what somebody has asked for. The person's row must be locked. */
  Single<List<WaitingAddress>> takeAskedBy(Tx tx, PersonId person, PersonId by) {
    return tx.execute(DELETE_ASKED_BY, person, by).map(WaitingAddressRepository::all);
  }

  /** The person whose change a link stops. */
  Single<Optional<PersonId>> findPerson(SqlReader sql, Buffer stopHash) {
    return sql.query("select person_id from waiting_address where stop_hash = $1 limit 1", stopHash)
        .map(rows -> RowValues.first(rows).map(row -> new PersonId(row.getUUID("person_id"))));
  }

  /** Deletes and returns what a link stops. The person's row must be locked. */
  Single<List<WaitingAddress>> takeOfLink(Tx tx, Buffer stopHash) {
    return tx.execute(DELETE_OF_LINK, stopHash).map(WaitingAddressRepository::all);
  }

  /** The person, or a change that takes effect at once, has decided otherwise. */
  Completable delete(Tx tx, PersonId person, List<NoticeChannel> channels) {
    return tx.execute(
            "delete from waiting_address where person_id = $1 and channel = any($2)",
            person,
            channels.stream().map(NoticeChannel::name).toArray(String[]::new))
        .ignoreElement();
  }

  /** The person has chosen where the codes go. */
  Completable deleteCodes(Tx tx, PersonId person) {
    return tx.execute("delete from waiting_address where person_id = $1 and takes_codes", person)
        .ignoreElement();
  }

  private static List<WaitingAddress> all(RowSet<Row> rows) {
    return RowValues.stream(rows).map(WaitingAddress::of).toList();
  }
}
