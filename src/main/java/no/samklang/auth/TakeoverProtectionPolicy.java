package no.samklang.auth;

import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Single;
import io.vertx.rxjava3.sqlclient.Row;
import java.time.LocalDate;
import java.util.Set;
import no.samklang.auth.AccountMessages.ParticipantAccount;
import no.samklang.db.RowValues;
import no.samklang.db.Tx;
import no.samklang.error.Failure;
import no.samklang.id.PersonId;
import no.samklang.notification.Notices.LoginDetail;
import no.samklang.notification.Notices.NoticeChannel;
import no.samklang.notification.Outbox;

/**
 * Whether a change could let the caller take over another person's account. Whoever controls the
 * address for codes and the password can log in as that person and see every plan the person sees.
 *
 * @param username null for one without an account
 * @param hasLoggedIn whether the person has ever logged in
 * @param hasOrganisationRole whether the person administers an organisation or may create plans
 * @param callerCoordinatesAll whether the caller is a coordinator, not a substitute, of every plan
 *     that the person is in
 * @param callerCoordinatesAny the same for at least one of the plans
 * @param callerEditsAll whether the caller may edit persons in every plan that the person is in
 * @param callerAdministers whether the caller administers the person's municipality
 */
public record TakeoverProtectionPolicy(
    String username,
    NoticeChannel channel,
    boolean hasLoggedIn,
    boolean hasOrganisationRole,
    boolean callerCoordinatesAll,
    boolean callerCoordinatesAny,
    boolean callerEditsAll,
    boolean callerAdministers) {

  private static final String GET =
      """
      select person.email, person.mobile, person.email_confirmed_at is not null as email_confirmed,
             person.mobile_confirmed_at is not null as mobile_confirmed, coalesce(account.version, 0) as account_version,
             account.stopped_mobile, standing.*
        from person
        left join account on account.person_id = person.id
       cross join lateral account_standing(person.id, $2, $3) standing
       where person.id = $1 and person.deleted_at is null""";

  /** Reads the columns of {@code account_standing}. */
  public static TakeoverProtectionPolicy of(Row row) {
    String channel = row.getString("standing_channel");
    return new TakeoverProtectionPolicy(
        row.getString("standing_username"),
        channel == null ? null : NoticeChannel.valueOf(channel),
        row.getBoolean("standing_used"),
        row.getBoolean("standing_trusted"),
        row.getBoolean("standing_coordinated"),
        row.getBoolean("standing_coordinated_here"),
        row.getBoolean("standing_edited"),
        row.getBoolean("standing_administered"));
  }

  /**
   * A person's addresses, and the caller's policy for the account.
   *
   * @param emailConfirmed whether a code sent there came back, as {@code mobileConfirmed}
   * @param stoppedMobile a confirmed number that another has stopped; null for none (PERSON-15)
   * @param version of the account; 0 without one
   */
  record AccountAccess(
      String email,
      String mobile,
      boolean emailConfirmed,
      boolean mobileConfirmed,
      String stoppedMobile,
      int version,
      TakeoverProtectionPolicy policy) {
    /** The account before the change; only with an account. */
    ParticipantAccount account() {
      return new ParticipantAccount(
          policy.username(), policy.channel(), version, false, null, null);
    }

    /** The address of a channel; null if absent. */
    String address(NoticeChannel channel) {
      return channel == NoticeChannel.SMS ? mobile : email;
    }

    /**
     * Whether a code sent to the channel's address came back: no other is ever told (PERSON-14).
     */
    boolean isConfirmed(NoticeChannel channel) {
      return channel == NoticeChannel.SMS ? mobileConfirmed : emailConfirmed;
    }

    /** The address of a channel, if it is confirmed; otherwise null. */
    String confirmedAddress(NoticeChannel channel) {
      return isConfirmed(channel) ? address(channel) : null;
    }

    /** Notifies the address that codes were sent to before the change, if it was confirmed. */
    Completable notifyOwner(Tx tx, Outbox outbox, PersonId person, Set<LoginDetail> changed) {
      String address = confirmedAddress(policy.channel());
      return address == null
          ? Completable.complete()
          : outbox.enqueueLoginChanged(tx, person, policy.channel(), address, changed);
    }

    @Override
    public String toString() {
      return "AccountAccess";
    }
  }

  /**
   * Reads the policy. The person's row must be locked if a change depends on the result. Fails with
   * {@link Failure.NotFound}.
   */
  static Single<AccountAccess> get(Tx tx, PersonId person, PersonId caller, LocalDate today) {
    return tx.query(GET, person, caller, today)
        .map(
            rows ->
                RowValues.first(rows)
                    .map(TakeoverProtectionPolicy::accountAccess)
                    .orElseThrow(Failure.NotFound::new));
  }

  private static AccountAccess accountAccess(Row row) {
    return new AccountAccess(
        row.getString("email"),
        row.getString("mobile"),
        row.getBoolean("email_confirmed"),
        row.getBoolean("mobile_confirmed"),
        row.getString("stopped_mobile"),
        row.getInteger("account_version"),
        of(row));
  }

  public boolean hasAccount() {
    return username != null;
  }

  /**
   * Whether the caller may change the addresses for codes. Applies before the first login too:
   * otherwise the account could be taken over unused and reveal other plans. The right to edit
   * persons suffices only without an account.
   */
  public boolean mayChangeAddresses() {
    return callerAdministers
        || (!hasOrganisationRole && (callerCoordinatesAll || (!hasAccount() && callerEditsAll)));
  }

  /**
   * Whether the caller may stop codes to the mobile number (PERSON-8). It locks the person out
   * until there is a new one, so a coordinator may not do it to those who administer the
   * municipality or create its plans.
   */
  public boolean mayStopPhone() {
    return callerAdministers || !hasOrganisationRole;
  }

  /**
   * Whether the caller may set an account's password, user name or code channel. An unused account
   * may be managed by any of the person's coordinators.
   */
  public boolean mayGivePassword() {
    return hasLoggedIn ? !hasOrganisationRole && callerCoordinatesAll : callerCoordinatesAny;
  }
}
