package no.samklang.auth;

import no.samklang.auth.Auth.CodeAnswer;
import no.samklang.auth.Auth.Credentials;
import no.samklang.auth.Auth.ForgottenPassword;
import no.samklang.auth.Auth.OwnAccountChange;
import no.samklang.auth.Auth.ParticipantAccountChange;
import no.samklang.auth.Auth.PasswordChange;
import no.samklang.auth.Auth.TermsAnswer;
import no.samklang.operation.FeatureVerticle;
import no.samklang.operation.Operations;
import no.samklang.operation.Platform;

/** Login, the own session, accounts and passwords (LOGIN-1 to LOGIN-10, PERSON-1). */
public final class AuthVerticle extends FeatureVerticle {
  private final LoginService logins;
  private final SessionService sessions;
  private final PasswordService passwords;
  private final AccountService accounts;
  private final ParticipantAccountService participants;

  public AuthVerticle(Platform platform, AuthParts parts) {
    super(platform);
    this.logins = new LoginService(parts);
    this.sessions = new SessionService(parts);
    this.passwords = new PasswordService(parts);
    this.accounts = new AccountService(parts);
    this.participants = new ParticipantAccountService(parts);
  }

  @Override
  protected void serve(Operations operations) {
    operations.on("login", Credentials.class, logins::login);
    operations.on("loginCode", CodeAnswer.class, logins::answerCode);
    operations.on("answerTerms", TermsAnswer.class, sessions::answerTerms);
    operations.on("forgotPassword", ForgottenPassword.class, passwords::forgot);
    operations.on("logout", sessions::logout);
    operations.on("me", sessions::me);
    operations.on("stayLoggedIn", sessions::stayLoggedIn);
    operations.on("changePassword", PasswordChange.class, passwords::change);
    operations.on("changeMyAccount", OwnAccountChange.class, accounts::changeOwn);
    operations.on("changeParticipantAccount", ParticipantAccountChange.class, participants::change);
    operations.on("mySessions", sessions::own);
    operations.on("endSession", sessions::endOne);
  }
}
