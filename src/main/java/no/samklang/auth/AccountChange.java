package no.samklang.auth;

import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import no.samklang.access.PlanLog.PlanLogEvent;
import no.samklang.auth.AccountMessages.ParticipantAccount;
import no.samklang.auth.AccountMessages.ParticipantAccountChange;
import no.samklang.auth.AccountMessages.StartSheet;
import no.samklang.auth.AccountRepository.AccountVersion;
import no.samklang.auth.TakeoverProtectionPolicy.AccountAccess;
import no.samklang.error.Failure;
import no.samklang.id.PersonId;
import no.samklang.notification.Notices.LoginDetail;
import no.samklang.notification.Notices.NoticeChannel;
import no.samklang.operation.Command;

/**
 * A new account, or a change of one, with what its steps share.
 *
 * @param person whose account it is
 * @param generated the temporary password; empty when none is needed
 */
record AccountChange(
    Command<ParticipantAccountChange> command,
    PersonId person,
    Username username,
    Optional<GeneratedPassword> generated) {

  /** A generated password with its hash. */
  record GeneratedPassword(String password, String hash) {
    @Override
    public String toString() {
      return "GeneratedPassword";
    }
  }

  /**
   * Requires the version that the change is based on, which a new account needs not have. Fails
   * with {@link Failure.Conflict} {@code version.stale} and the account.
   */
  void requireCurrent(AccountAccess current) {
    boolean exists = current.policy().hasAccount();
    int basedOn = exists ? command.ifMatch() : command.findIfMatch().orElse(0);
    if (basedOn != current.version()) {
      throw new Failure.Conflict("version.stale", exists ? current.account() : null);
    }
  }

  boolean isOwn() {
    return command.caller().person().equals(person);
  }

  boolean setsPassword() {
    return command.body().newPassword() && generated.isPresent();
  }

  /**
   * Whether where the codes go waits: another turns them to an address that the person of an
   * account in use hasn't confirmed (PERSON-15).
   */
  boolean channelWaits(AccountAccess before) {
    NoticeChannel channel = command.body().channel();
    return WaitingAddressService.waits(command.caller(), person, before.policy())
        && channel != before.policy().channel()
        && !before.isConfirmed(channel);
  }

  /** The channel that codes are sent to from now. */
  NoticeChannel channel(AccountAccess before) {
    return channelWaits(before) ? before.policy().channel() : command.body().channel();
  }

  /** What of the account changes, now or later. */
  Set<LoginDetail> changes(TakeoverProtectionPolicy before) {
    return LoginDetail.changed(
        command.body().channel() != before.channel(),
        !username.value().equals(before.username()),
        setsPassword());
  }

  /** Whether it changes another person's access. */
  boolean isSensitive(TakeoverProtectionPolicy before) {
    return !isOwn() && !changes(before).isEmpty();
  }

  /** What a plan's log says of it. */
  PlanLogEvent planLogEvent(TakeoverProtectionPolicy before) {
    if (!before.hasAccount()) {
      return PlanLogEvent.ACCOUNT_CREATED;
    }
    return setsPassword() ? PlanLogEvent.PASSWORD_GIVEN : PlanLogEvent.ACCOUNT_CHANGED;
  }

  /** The plan in which a participant's account is changed; null for an administrator's change. */
  UUID plan() {
    return command.path("planId") == null ? null : command.planId().value();
  }

  /**
   * The account after the change.
   *
   * @param password the new one; null if none was set
   * @param sheet with the password; null without one
   */
  ParticipantAccount account(
      NoticeChannel channel, AccountVersion after, String password, StartSheet sheet) {
    return new ParticipantAccount(
        username.value(), channel, after.version(), after.sharedAddress(), password, sheet);
  }

  @Override
  public String toString() {
    return "AccountChange";
  }
}
