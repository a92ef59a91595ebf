package no.samklang.auth;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import no.samklang.event.Event;
import no.samklang.id.OrganisationId;
import no.samklang.id.PersonId;
import no.samklang.id.SessionId;
import no.samklang.notification.Notices.NoticeChannel;

/** Request and response bodies for accounts and sessions, and their events. */
public final class AuthMessages {
  private AuthMessages() {}

  /** The next step of a session. */
  public enum Next {
    TERMS,
    PASSWORD,
    DONE,
    LOGGED_OUT
  }

  /** The first step of a login. */
  record Credentials(String username, String password) {
    @Override
    public String toString() {
      return "Credentials";
    }
  }

  /**
   * Response to the first login step: a code has been sent.
   *
   * @param sentTo the address, masked
   * @param demoOutbox where the code can be read in demo mode, else null
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Challenge(
      String challenge,
      NoticeChannel channel,
      String sentTo,
      long expiresInSeconds,
      String demoOutbox) {}

  /** The pending login of a browser; null for none. */
  public record PendingLogin(PendingCode pending) {}

  /** Whether a code has left the service. */
  public enum CodeDelivery {
    QUEUED,
    SENT,
    /** An attempt failed; it may be tried again. */
    FAILED
  }

  /**
   * A pending login, whose code is still valid.
   *
   * @param sentTo the address, masked
   * @param resendInSeconds when a new code may be sent, 0 for now
   * @param attemptsLeft wrong guesses until the account is locked (LOGIN-2)
   * @param lockedForSeconds null when it isn't locked
   * @param demoOutbox where the code can be read in demo mode, else null
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record PendingCode(
      NoticeChannel channel,
      String sentTo,
      long expiresInSeconds,
      long resendInSeconds,
      int attemptsLeft,
      Long lockedForSeconds,
      CodeDelivery delivery,
      String demoOutbox) {}

  /**
   * The second step of a login.
   *
   * @param challenge null for the one in the cookie
   */
  record CodeAnswer(String challenge, String code) {
    @Override
    public String toString() {
      return "CodeAnswer";
    }
  }

  record TermsAnswer(boolean accept) {}

  /** The next required step of the session. */
  record NextStep(Next next) {}

  record ForgottenPassword(String username) {}

  record PasswordChange(String current, String password) {
    @Override
    public String toString() {
      return "PasswordChange";
    }
  }

  public record OrganisationRef(OrganisationId id, String name) {}

  /** When the session expires without activity, and when the page warns (LOGIN-7). */
  public record SessionLife(Instant now, Instant expiresAt, Instant warnAt) {}

  /**
   * The caller's profile, as the contract's {@code Me}.
   *
   * @param accountVersion of user name, channel, language, password and addresses for codes
   * @param sharedAddress whether another account gets its codes at the same address (PERSON-10)
   */
  public record Profile(
      PersonId personId,
      String firstName,
      String lastName,
      String username,
      String email,
      String mobile,
      NoticeChannel channel,
      int accountVersion,
      boolean sharedAddress,
      String language,
      OrganisationRef organisation,
      List<String> permissions,
      Next next,
      boolean passwordChangeRequired,
      Instant lastLoginAt,
      int passwordMinLength,
      int unread,
      SessionLife session) {}

  public record OpenSession(
      SessionId id,
      boolean current,
      Instant createdAt,
      Instant lastSeenAt,
      String address,
      String userAgent) {}

  /**
   * @param byAnother whether another person acted: address and user agent are empty then
   */
  public record LoginEvent(
      Instant at, String event, String address, String userAgent, boolean byAnother) {}

  public record OwnSessions(List<OpenSession> items, int total, List<LoginEvent> logins) {}

  /** A session has ended: its open connections must be closed at once. */
  public record SessionEnded(SessionId session, EndReason reason) implements Event {}

  /** A session expires soon without activity (LOGIN-7). */
  public record SessionExpiring(SessionId session, Instant at) implements Event {}

  /** Why a session has ended. */
  public enum EndReason {
    LOGGED_OUT,
    IDLE,
    ENDED,
    PASSWORD_CHANGED,
    EXPIRED,
    TERMS_DECLINED,
    /** An administrator has blocked the account (PERSON-9). */
    BLOCKED,
    /** The mobile number was stopped (PERSON-8). */
    PHONE_STOPPED
  }
}
