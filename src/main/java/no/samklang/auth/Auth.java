package no.samklang.auth;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import no.samklang.bus.Caller;
import no.samklang.bus.Done;
import no.samklang.bus.Endpoint;
import no.samklang.bus.Fact;
import no.samklang.bus.Origin;
import no.samklang.id.OrganisationId;
import no.samklang.id.ParticipantId;
import no.samklang.id.PersonId;
import no.samklang.id.PlanId;
import no.samklang.id.SessionId;
import no.samklang.notify.Notices.Channel;

/** What can be asked of authentication, and the facts it tells. */
public final class Auth {
  /**
   * First step (LOGIN-1). Fails with {@code login.failed}, the same whether or not the user exists,
   * or {@code login.locked} (LOGIN-2).
   */
  public static final Endpoint<Login, Challenge> LOGIN = Endpoint.local("auth.login");

  /**
   * Second step (LOGIN-1). Fails with {@code code.wrong}, {@code code.expired} or {@code
   * login.locked}.
   */
  public static final Endpoint<AnswerCode, LoggedIn> CODE = Endpoint.local("auth.code");

  /** Accepts the terms, or declines and ends the session (LOGIN-3). */
  public static final Endpoint<AnswerTerms, Next> TERMS = Endpoint.local("auth.terms");

  /** Mails a new password (LOGIN-6). Never tells whether the user exists. */
  public static final Endpoint<ForgotPassword, Done> FORGOT = Endpoint.local("auth.forgot");

  /** Ends the caller's session everywhere (LOGIN-8). */
  public static final Endpoint<Act, Done> LOGOUT = Endpoint.local("auth.logout");

  /** The caller's own profile. */
  public static final Endpoint<Caller, Me> ME = Endpoint.local("auth.me");

  /**
   * Fails with {@code password.weak} (LOGIN-5), or with {@code password.wrongCurrent} at {@code
   * current}.
   */
  public static final Endpoint<ChangePassword, Done> CHANGE_PASSWORD =
      Endpoint.local("auth.password");

  /** The caller's open sessions and recent logins (LOGIN-10). */
  public static final Endpoint<Caller, OwnSessions> SESSIONS = Endpoint.local("auth.sessions");

  /** Ends one of the caller's sessions (LOGIN-10); one that isn't theirs doesn't exist. */
  public static final Endpoint<EndSession, Done> END_SESSION = Endpoint.local("auth.sessions.end");

  /**
   * Changes the caller's own user name, how their codes reach them, and their language. Fails with
   * {@link no.samklang.bus.Failure.Invalid} {@code account.usernameTaken}, {@code
   * account.usernameInvalid} or {@code account.channelWithoutAddress}.
   */
  public static final Endpoint<ChangeOwnAccount, Me> CHANGE_OWN_ACCOUNT =
      Endpoint.local("auth.account");

  /**
   * Makes or changes the account of a participant (PERSON-1): by a coordinator, or by the
   * participant, who gets no password by it. Fails as {@link #CHANGE_OWN_ACCOUNT} and {@link
   * no.samklang.access.Access#require} do, and with {@link no.samklang.bus.Failure.Forbidden}
   * {@code account.notYours} when the account could be taken over by it.
   */
  public static final Endpoint<ChangeAccount, ParticipantAccount> CHANGE_ACCOUNT =
      Endpoint.local("auth.participantAccount");

  private Auth() {}

  /** What comes next in a session. */
  public enum Next {
    TERMS,
    PASSWORD,
    DONE,
    LOGGED_OUT
  }

  public record Login(String username, String password, Origin origin) {
    @Override
    public String toString() {
      return "Login";
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

  public record AnswerCode(String challenge, String code, Origin origin) {
    @Override
    public String toString() {
      return "AnswerCode";
    }
  }

  /**
   * @param token for the session cookie
   */
  public record LoggedIn(String token, Next next) {
    @Override
    public String toString() {
      return "LoggedIn";
    }
  }

  public record AnswerTerms(Caller caller, boolean accept, Origin origin) {}

  public record ForgotPassword(String username, Origin origin) {}

  /** Something the caller does that needs no more words. */
  public record Act(Caller caller, Origin origin) {}

  public record ChangePassword(Caller caller, String current, String password, Origin origin) {
    @Override
    public String toString() {
      return "ChangePassword";
    }
  }

  public record EndSession(Caller caller, SessionId session, Origin origin) {}

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
  public record ChangeOwnAccount(
      Caller caller, String username, Channel channel, String language, Origin origin) {}

  /**
   * What a participant's account is to be.
   *
   * @param newPassword whether to give a temporary password; one without an account gets one anyway
   */
  public record ChangeAccount(
      Caller caller,
      PlanId plan,
      ParticipantId participant,
      String username,
      Channel channel,
      boolean newPassword,
      Origin origin) {}

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
