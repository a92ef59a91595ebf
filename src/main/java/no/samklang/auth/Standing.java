package no.samklang.auth;

import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Single;
import io.vertx.rxjava3.sqlclient.Row;
import java.time.LocalDate;
import no.samklang.bus.Failure;
import no.samklang.db.Rows;
import no.samklang.db.Tx;
import no.samklang.id.PersonId;
import no.samklang.notify.Notices.Channel;
import no.samklang.notify.Outbox;

/**
 * How a caller stands to somebody else's account: whether they could take it over by what they are
 * about to do. Who can say where the codes go and what the password is, can log in as that person,
 * and see what the person sees in every plan.
 *
 * @param username null for one without an account
 * @param used whether the person has ever logged in
 * @param trusted whether the person administers an organisation or may create plans
 * @param coordinated whether the caller is a coordinator, not for a while in another's place, of
 *     every plan that the person is in
 * @param coordinatedHere the same of one at least
 * @param edited whether the caller may edit persons in every plan that the person is in
 * @param administered whether the caller administers the person's municipality
 */
public record Standing(
    String username,
    Channel channel,
    boolean used,
    boolean trusted,
    boolean coordinated,
    boolean coordinatedHere,
    boolean edited,
    boolean administered) {

  private static final String ADDRESSES =
      """
      select person.email, person.mobile, standing.*
        from person
       cross join lateral account_standing(person.id, $2, $3) standing
       where person.id = $1 and person.deleted_at is null""";

  /** Reads the columns of {@code account_standing}. */
  public static Standing of(Row row) {
    String channel = row.getString("standing_channel");
    return new Standing(
        row.getString("standing_username"),
        channel == null ? null : Channel.valueOf(channel),
        row.getBoolean("standing_used"),
        row.getBoolean("standing_trusted"),
        row.getBoolean("standing_coordinated"),
        row.getBoolean("standing_coordinated_here"),
        row.getBoolean("standing_edited"),
        row.getBoolean("standing_administered"));
  }

  /** A person's addresses, and how the caller stands to the account. */
  record Found(String email, String mobile, Standing standing) {
    /** Where codes go by a channel; null when nowhere. */
    String address(Channel channel) {
      return channel == Channel.SMS ? mobile : email;
    }

    /** Says to where codes have gone till now that the account is changed. */
    Completable tell(Tx tx, Outbox outbox, PersonId person) {
      String address = address(standing.channel());
      return address == null
          ? Completable.complete()
          : outbox.addressChanged(tx, person, standing.channel(), address);
    }

    @Override
    public String toString() {
      return "Found";
    }
  }

  /**
   * Looks it up; the person's row must be locked, or nothing hang on it. Fails with {@link
   * Failure.NotFound}.
   */
  static Single<Found> find(Tx tx, PersonId person, PersonId caller, LocalDate today) {
    return tx.query(ADDRESSES, person, caller, today)
        .map(rows -> Rows.first(rows).map(Standing::found).orElseThrow(Failure.NotFound::new));
  }

  private static Found found(Row row) {
    return new Found(row.getString("email"), row.getString("mobile"), of(row));
  }

  public boolean hasAccount() {
    return username != null;
  }

  /**
   * Whether the caller may say where the codes go. For one who has never logged in too: else the
   * account could be taken over before its owner has come, and show other plans. The right to edit
   * persons is enough only while there is no account.
   */
  public boolean mayReaddress() {
    return administered || (!trusted && (coordinated || (!hasAccount() && edited)));
  }

  /**
   * Whether the caller may give an account a password or another name, or have its codes sent by
   * the other channel. One that nobody has used yet is tended by any coordinator of the person's.
   */
  public boolean mayGivePassword() {
    return used ? !trusted && coordinated : coordinatedHere;
  }
}
