package no.samklang.auth;

import io.reactivex.rxjava3.core.Single;
import no.samklang.auth.Auth.Next;
import no.samklang.bus.Bus;
import no.samklang.http.Authenticator;
import no.samklang.http.Operations;
import no.samklang.http.Reply;
import no.samklang.http.Request;
import no.samklang.http.Routes;
import no.samklang.http.SessionCookie;
import no.samklang.id.ParticipantId;
import no.samklang.id.PlanId;
import no.samklang.id.SessionId;
import no.samklang.notify.Notices.Channel;

/** Login, the own session and the own password over HTTP. */
public final class AuthRoutes implements Routes, Authenticator {
  private final Bus bus;
  private final Sessions sessions;

  public AuthRoutes(Bus bus, Sessions sessions) {
    this.bus = bus;
    this.sessions = sessions;
  }

  @Override
  public void addTo(Operations operations) {
    operations.on("login", this::login);
    operations.on("loginCode", this::code);
    operations.on("answerTerms", this::terms);
    operations.on("forgotPassword", this::forgot);
    operations.on("logout", this::logout);
    operations.on("me", request -> bus.ask(Auth.ME, request.caller()).map(Reply::ok));
    operations.on(
        "stayLoggedIn",
        request -> bus.ask(Auth.ME, request.caller()).map(me -> Reply.ok(me.session())));
    operations.on("changePassword", this::changePassword);
    operations.on("changeMyAccount", this::changeOwnAccount);
    operations.on("changeParticipantAccount", this::changeAccount);
    operations.on("mySessions", request -> bus.ask(Auth.SESSIONS, request.caller()).map(Reply::ok));
    operations.on("endSession", this::endSession);
  }

  @Override
  public Single<Authenticated> authenticate(String token, boolean active) {
    return sessions
        .authenticate(token, active)
        .map(session -> new Authenticated(session.caller(), session.next().name()));
  }

  private record Credentials(String username, String password) {}

  private record CodeAnswer(String challenge, String code) {}

  private record TermsAnswer(boolean accept) {}

  private record Username(String username) {}

  private record PasswordChange(String current, String password) {}

  private record OwnAccount(String username, Channel channel, String language) {}

  private record ParticipantsAccount(String username, Channel channel, boolean newPassword) {}

  private record NextStep(Next next) {}

  private Single<Reply> login(Request request) {
    Credentials given = request.body(Credentials.class);
    return bus.ask(Auth.LOGIN, new Auth.Login(given.username(), given.password(), request.origin()))
        .map(Reply::ok);
  }

  private Single<Reply> code(Request request) {
    CodeAnswer given = request.body(CodeAnswer.class);
    return bus.ask(
            Auth.CODE, new Auth.AnswerCode(given.challenge(), given.code(), request.origin()))
        .map(
            session ->
                Reply.ok(new NextStep(session.next()))
                    .with(SessionCookie.holding(session.token())));
  }

  private Single<Reply> terms(Request request) {
    boolean accept = request.body(TermsAnswer.class).accept();
    return bus.ask(Auth.TERMS, new Auth.AnswerTerms(request.caller(), accept, request.origin()))
        .map(
            next ->
                next == Next.LOGGED_OUT
                    ? Reply.ok(new NextStep(next)).with(SessionCookie.gone())
                    : Reply.ok(new NextStep(next)));
  }

  private Single<Reply> forgot(Request request) {
    String username = request.body(Username.class).username();
    return bus.ask(Auth.FORGOT, new Auth.ForgotPassword(username, request.origin()))
        .map(done -> Reply.accepted());
  }

  private Single<Reply> logout(Request request) {
    return bus.ask(Auth.LOGOUT, new Auth.Act(request.caller(), request.origin()))
        .map(done -> Reply.noContent().with(SessionCookie.gone()));
  }

  private Single<Reply> changePassword(Request request) {
    PasswordChange given = request.body(PasswordChange.class);
    return bus.ask(
            Auth.CHANGE_PASSWORD,
            new Auth.ChangePassword(
                request.caller(), given.current(), given.password(), request.origin()))
        .map(done -> Reply.noContent());
  }

  private Single<Reply> changeOwnAccount(Request request) {
    OwnAccount given = request.body(OwnAccount.class);
    return bus.ask(
            Auth.CHANGE_OWN_ACCOUNT,
            new Auth.ChangeOwnAccount(
                request.caller(),
                given.username(),
                given.channel(),
                given.language(),
                request.origin()))
        .map(Reply::ok);
  }

  private Single<Reply> changeAccount(Request request) {
    ParticipantsAccount given = request.body(ParticipantsAccount.class);
    return bus.ask(
            Auth.CHANGE_ACCOUNT,
            new Auth.ChangeAccount(
                request.caller(),
                new PlanId(request.id("planId")),
                new ParticipantId(request.id("participantId")),
                given.username(),
                given.channel(),
                given.newPassword(),
                request.origin()))
        .map(Reply::ok);
  }

  private Single<Reply> endSession(Request request) {
    SessionId session = new SessionId(request.id("sessionId"));
    return bus.ask(
            Auth.END_SESSION, new Auth.EndSession(request.caller(), session, request.origin()))
        .map(done -> Reply.noContent());
  }
}
