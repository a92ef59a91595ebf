package no.samklang.auth;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import no.samklang.id.ParticipantId;
import no.samklang.id.PersonId;
import no.samklang.notification.Notices.NoticeChannel;

/** The account types of the contract (PERSON-1, PERSON-8 to PERSON-12). */
public final class AccountMessages {
  private AccountMessages() {}

  /** The caller's password, before a change of the own login (PERSON-14). */
  record OwnPassword(String password) {
    @Override
    public String toString() {
      return "OwnPassword";
    }
  }

  /** A code that was sent to confirm it. */
  record ConfirmationCode(String code) {
    @Override
    public String toString() {
      return "ConfirmationCode";
    }
  }

  /** An address that the caller wants for themselves. */
  record NewOwnAddress(NoticeChannel channel, String address) {
    @Override
    public String toString() {
      return "NewOwnAddress";
    }
  }

  /**
   * Where a code was sent.
   *
   * @param sentTo the address, masked
   * @param demoOutbox where the code can be read in demo mode, else null
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record CodeToConfirm(
      NoticeChannel channel, String sentTo, long expiresInSeconds, String demoOutbox) {}

  /** A change of the caller's own account. */
  record OwnAccountChange(String username, NoticeChannel channel) {}

  /**
   * A participant's account to be created or changed.
   *
   * @param newPassword whether to set a temporary password; a new account always gets one
   */
  record ParticipantAccountChange(String username, NoticeChannel channel, boolean newPassword) {}

  /**
   * A participant's account after the change.
   *
   * @param version for the next change
   * @param sharedAddress whether another account gets its codes at the same address (PERSON-10)
   * @param temporaryPassword returned only when it was set, else null (LOGIN-4)
   * @param startSheet the sheet with the password; null without one (PERSON-11)
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record ParticipantAccount(
      String username,
      NoticeChannel channel,
      int version,
      boolean sharedAddress,
      String temporaryPassword,
      StartSheet startSheet) {
    @Override
    public String toString() {
      return "ParticipantAccount";
    }
  }

  /** Where a start sheet can be fetched, once (PERSON-11). */
  public record StartSheet(String url, long expiresInSeconds) {}

  /** What may keep a person from logging in (PERSON-12). */
  public enum LoginObstacle {
    NO_ACCOUNT,
    /** Blocked by an administrator (PERSON-9). */
    BLOCKED,
    /** After wrong guesses (LOGIN-2). */
    LOCKED,
    /** There is no address to send codes to. */
    NO_ADDRESS,
    NEVER_USED,
    /** The latest notice to the person wasn't delivered. */
    NOTICE_FAILED
  }

  /** What was guessed wrong before an account was locked. */
  public enum LockCause {
    PASSWORD,
    CODE
  }

  /** Where the guess came from that locked an account. */
  public record AccountLock(LockCause cause, String address, String userAgent) {}

  /**
   * A block (PERSON-9).
   *
   * @param reason null for who isn't an administrator
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record AccountBlock(Instant at, String reason) {}

  /**
   * What the caller may do with a person's account.
   *
   * @param vouch whether they may vouch for the person after help by another (PERSON-15)
   * @param newPhone whether they may say where codes go after they have stopped a number (PERSON-8)
   */
  public record AccountPermissions(
      boolean unlock, boolean block, boolean stopPhone, boolean newPhone, boolean vouch) {}

  /** Why an administrator blocks an account (PERSON-9). */
  record BlockReason(String reason) {
    @Override
    public String toString() {
      return "BlockReason";
    }
  }

  /**
   * A person's account as a helper sees it, with why the person may not get in (PERSON-12).
   *
   * @param username null without an account, and for one that the caller may not manage; what is
   *     null or false then, too, are all but the lock's time, the block and {@code obstacles}
   * @param version 0 without an account
   * @param temporary whether the password was given and not yet replaced
   * @param invitedAt when the person last got a user name or password from another
   * @param lastLoginAt null when never logged in
   * @param lockedForSeconds null when not locked
   * @param lock null when not locked
   * @param blocked null when not blocked
   * @param addressMissing whether there is no address for codes
   * @param sharedAddress whether another account gets its codes at the same address (PERSON-10)
   * @param noticeFailedAt when the latest SMS or e-mail failed, null when it didn't
   * @param onlyCoordinatorOf number of active plans without another coordinator who can log in;
   *     null for who isn't an administrator
   * @param markedUntil the last day on which decisions are refused after help (PERSON-15); null for
   *     none
   * @param waiting changes of the addresses by another that wait (PERSON-15); null for none
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record AdministeredAccount(
      String username,
      NoticeChannel channel,
      int version,
      boolean temporary,
      Instant invitedAt,
      Instant lastLoginAt,
      Long lockedForSeconds,
      AccountLock lock,
      AccountBlock blocked,
      boolean addressMissing,
      boolean sharedAddress,
      Instant noticeFailedAt,
      List<LoginObstacle> obstacles,
      Integer onlyCoordinatorOf,
      LocalDate markedUntil,
      List<WaitingChange> waiting,
      AccountPermissions may) {}

  /**
   * A change by another that waits (PERSON-15).
   *
   * @param sentTo the new address, masked; null removes the old one
   * @param takesCodes whether the codes go to the address from then
   * @param mine whether the reader asked for it, and may withdraw it
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record WaitingChange(
      NoticeChannel channel,
      String sentTo,
      boolean takesCodes,
      boolean mine,
      Instant effectiveAt) {}

  /** Accounts that an administrator should look at. */
  public enum AccountConcern {
    /** Another account gets its codes at the same number or address (PERSON-10). */
    SHARED_ADDRESS,
    /** Invited more than 14 days ago, and never logged in (PERSON-12). */
    NEVER_USED,
    BLOCKED
  }

  record AccountConcernFilter(AccountConcern state, Integer limit, String after) {}

  /**
   * @param sentTo where codes go, masked; null without an address, and when it is hidden
   * @param addressHidden whether an address block hides it from the caller (PERSON-13)
   * @param blockedAt null when not blocked
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record ListedAccount(
      PersonId personId,
      String name,
      String username,
      NoticeChannel channel,
      String sentTo,
      boolean addressHidden,
      Instant invitedAt,
      Instant blockedAt) {}

  record AccountPage(List<ListedAccount> items, int total, String next) {}

  /**
   * A participant who may not get in.
   *
   * @param waitingSince when a person who has never logged in was invited; null for others
   * @param overdue whether that is more than 14 days ago
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record PlanAccount(
      ParticipantId participantId,
      String name,
      List<LoginObstacle> obstacles,
      Instant waitingSince,
      boolean overdue) {}

  record PlanAccounts(List<PlanAccount> items, int total) {}

  /** Where a test notice goes, masked (PERSON-12). */
  record TestNoticeSent(NoticeChannel channel, String sentTo) {}
}
