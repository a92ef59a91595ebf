package no.samklang.auth;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import no.samklang.bus.Fact;
import no.samklang.id.OrganisationId;
import no.samklang.id.PersonId;
import no.samklang.id.SessionId;
import no.samklang.notify.Notices.Channel;

/** Accounts and sessions as the contract has them, and the events they give. */
public final class Auth {
  private Auth() {}

  /** What comes next in a session. */
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
   * A code is on its way.
   *
   * @param sentTo the address, masked
   * @param demoOutbox where the code can be read in demo mode, else null
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Challenge(
      String challenge, Channel channel, String sentTo, long expiresInSeconds, String demoOutbox) {}

  /** The second step of a login. */
  record CodeAnswer(String challenge, String code) {
    @Override
    public String toString() {
      return "CodeAnswer";
    }
  }

  record TermsAnswer(boolean accept) {}

  /** What must be done next in the session. */
  record NextStep(Next next) {}

  record ForgottenPassword(String username) {}

  record PasswordChange(String current, String password) {
    @Override
    public String toString() {
      return "PasswordChange";
    }
  }

  public record Organisation(OrganisationId id, String name) {}

  /** When the session ends if nothing is done, and when the page warns (LOGIN-7). */
  public record SessionLife(Instant now, Instant expiresAt, Instant warnAt) {}

  /** The caller's profile, as the contract's {@code Me}. */
  public record Me(
      PersonId personId,
      String firstName,
      String lastName,
      String username,
      String email,
      String mobile,
      Channel channel,
      String language,
      Organisation organisation,
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
   * @param byAnother whether somebody else did it: where that one was is then left empty
   */
  public record LoginEvent(
      Instant at, String event, String address, String userAgent, boolean byAnother) {}

  /** What a person decides about their own account. */
  record OwnAccountChange(String username, Channel channel, String language) {}

  /**
   * What a participant's account is to be.
   *
   * @param newPassword whether to give a temporary password; one without an account gets one anyway
   */
  record ParticipantAccountChange(String username, Channel channel, boolean newPassword) {}

  /**
   * A participant's account as it now is.
   *
   * @param temporaryPassword shown this once, else null (LOGIN-4)
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record ParticipantAccount(String username, Channel channel, String temporaryPassword) {
    @Override
    public String toString() {
      return "ParticipantAccount";
    }
  }

  public record OwnSessions(List<OpenSession> items, int total, List<LoginEvent> logins) {}

  /** A session has ended: whatever it holds open must be closed at once. */
  public record SessionEnded(SessionId session, EndReason reason) implements Fact {}

  /** A session ends soon unless the person does something (LOGIN-7). */
  public record SessionExpiring(SessionId session, Instant at) implements Fact {}

  /** Why a session has ended. */
  public enum EndReason {
    LOGGED_OUT,
    IDLE,
    ENDED,
    PASSWORD_CHANGED,
    EXPIRED,
    TERMS_DECLINED
  }
}
