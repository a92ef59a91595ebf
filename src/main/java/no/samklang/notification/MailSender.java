package no.samklang.notification;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Scheduler;
import io.vertx.core.MultiMap;
import io.vertx.ext.mail.LoginOption;
import io.vertx.ext.mail.MailConfig;
import io.vertx.ext.mail.SMTPException;
import io.vertx.ext.mail.StartTLSOptions;
import io.vertx.rxjava3.core.RxHelper;
import io.vertx.rxjava3.core.Vertx;
import io.vertx.rxjava3.ext.mail.MailClient;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import no.samklang.config.Settings;
import no.samklang.config.SmtpAddress;
import no.samklang.contact.EmailAddress;

/**
 * Sends e-mail by the configured SMTP server (NOTIF-5): with STARTTLS unless configured otherwise,
 * a certificate that the JVM trusts for the server's name, and a login when configured.
 */
@CheckReturnValue
final class MailSender implements Sender {
  private static final String SLOW = "smtp slow";
  private static final String NO_ANSWER = "smtp no answer";

  /** Reasons for which a mail may have been delivered. */
  static final Set<String> UNKNOWN_OUTCOMES = Set.of(SLOW, NO_ANSWER);

  // some wait for slow servers, while others are used
  private static final int MAX_CONNECTIONS = 64;
  private static final int GREETING_ANSWERS = 3;
  private static final int MAX_MAILS_PER_CONNECTION = 100;
  // Permanent replies about this mail or its address. Other 5xx concern the connection, the login
  // or the dialogue and are retried; the client also reports 500 for a reply that it can't parse.
  private static final Set<Integer> PERMANENT_REPLIES = Set.of(550, 551, 552, 553, 556);
  // Transient replies about this mail or its address, for instance by greylisting.
  private static final Set<Integer> TRANSIENT_REPLIES = Set.of(450, 451, 452);

  private final MailClient client;
  private final Scheduler scheduler;
  private final String from;
  private final Duration timeout;
  private final Duration answerTimeout;

  /**
   * @param hostName the service's name for the server; empty for the name of this machine
   */
  static MailSender open(
      Vertx vertx,
      Settings.SmtpSettings smtp,
      Settings.NoticeSettings notices,
      Optional<String> hostName) {
    return new MailSender(
        vertx, smtp, notices, config -> hostName.map(config::setOwnHostname).orElse(config));
  }

  /** For tests: the customizer adds trust for test servers. */
  MailSender(
      Vertx vertx,
      Settings.SmtpSettings smtp,
      Settings.NoticeSettings notices,
      UnaryOperator<MailConfig> customizer) {
    this.timeout = notices.timeout();
    this.answerTimeout = smtp.timeout();
    this.from = smtp.from().orElseThrow();
    this.scheduler = RxHelper.scheduler(vertx);
    this.client = MailClient.create(vertx, customizer.apply(config(smtp, timeout)));
  }

  /**
   * Once the mail's transaction has begun, a time-out says nothing about its delivery: fails with
   * {@link SendFailure#pending} when the server is slow, whose answer fails with {@link
   * SendFailure#unknown} when there is none in {@code smtp.timeout}.
   */
  @Override
  public Completable send(Notice notice) {
    return Completable.defer(() -> send(mail(notice)));
  }

  /** Limits the steps of a mail one by one; the client's work can't be cancelled. */
  private Completable send(TrackedMail mail) {
    Completable answer =
        client
            .rxSendMail(mail)
            .ignoreElement()
            .onErrorResumeNext(failure -> Completable.error(toSendFailure(failure)))
            .cache();
    return Completable.ambArray(answer, mail.begun())
        .timeout(greetingTimeout().toMillis(), TimeUnit.MILLISECONDS, scheduler, abandon(mail))
        .andThen(limit(answer, timeout, SendFailure.pending(SLOW, answerTimeout, late(answer))));
  }

  /** The greeting, TLS and login take several answers of a server. */
  private Duration greetingTimeout() {
    return timeout.multipliedBy(GREETING_ANSWERS);
  }

  @Override
  public Duration maxDuration(Duration timeout) {
    return timeout.multipliedBy(GREETING_ANSWERS + 1L);
  }

  private static Completable abandon(TrackedMail mail) {
    return Completable.defer(
        () ->
            mail.abandon()
                ? Completable.error(SendFailure.channelDown("smtp time-out"))
                : Completable.complete());
  }

  private Completable late(Completable answer) {
    return limit(answer, answerTimeout, SendFailure.unknown(NO_ANSWER));
  }

  private Completable limit(Completable answer, Duration limit, SendFailure failure) {
    return answer.timeout(
        limit.toMillis(), TimeUnit.MILLISECONDS, scheduler, Completable.error(failure));
  }

  /** Auto-replies to it are suppressed (RFC 3834, and Exchange's own header). */
  private TrackedMail mail(Notice notice) {
    TrackedMail mail = new TrackedMail();
    mail.setFrom(from)
        .setTo(asciiAddress(notice.to()))
        .setSubject(notice.subject())
        .setText(notice.text())
        .setHeaders(
            MultiMap.caseInsensitiveMultiMap()
                .add("Auto-Submitted", "auto-generated")
                .add("X-Auto-Response-Suppress", "All"));
    return mail;
  }

  private static String asciiAddress(String address) {
    return EmailAddress.sendable(address).orElseThrow(() -> SendFailure.permanent("bad address"));
  }

  /**
   * Replaces the message by a code, because messages of the client and the server can hold the
   * address.
   */
  private static SendFailure toSendFailure(Throwable failure) {
    if (failure instanceof SendFailure sendFailure) {
      return sendFailure;
    }
    return failure instanceof SMTPException reply
        ? replyFailure(reply.getReplyCode())
        : SendFailure.channelDown("smtp " + failure.getClass().getSimpleName());
  }

  private static SendFailure replyFailure(int reply) {
    String reason = "smtp " + reply;
    if (PERMANENT_REPLIES.contains(reply)) {
      return SendFailure.permanent(reason);
    }
    return TRANSIENT_REPLIES.contains(reply)
        ? SendFailure.transientFailure(reason, Optional.empty())
        : SendFailure.channelDown(reason);
  }

  /**
   * The host-name check isn't set here: the client enables it by default whenever TLS is possible,
   * and disables it when an algorithm is set.
   */
  private static MailConfig config(Settings.SmtpSettings smtp, Duration timeout) {
    SmtpAddress server = smtp.uri().orElseThrow();
    MailConfig config =
        new MailConfig()
            .setHostname(server.host())
            .setPort(server.port())
            .setSsl(server.tls())
            .setStarttls(startTls(smtp.startTls(), server.tls()))
            .setLogin(LoginOption.DISABLED)
            .setPipelining(false) // a refused recipient must not leave the server in DATA
            .setMaxPoolSize(MAX_CONNECTIONS)
            .setMaxMailsPerConnection(MAX_MAILS_PER_CONNECTION);
    return withTimeouts(
        server.hasLogin() ? withLogin(config, server) : config, timeout, smtp.timeout());
  }

  private static StartTLSOptions startTls(Settings.StartTls mode, boolean tlsAlready) {
    return tlsAlready ? StartTLSOptions.DISABLED : StartTLSOptions.valueOf(mode.name());
  }

  private static MailConfig withLogin(MailConfig config, SmtpAddress server) {
    return config
        .setLogin(LoginOption.REQUIRED)
        .setUsername(server.user())
        .setPassword(server.password().reveal());
  }

  /**
   * The idle time-out, after which a connection is cut, is longer than any answer is awaited.
   * Keep-alive is shorter, so that an unused connection is closed with QUIT.
   */
  private static MailConfig withTimeouts(MailConfig config, Duration timeout, Duration answer) {
    int millis = (int) Math.min(timeout.toMillis(), Integer.MAX_VALUE);
    int idle = (int) Math.min(answer.plus(timeout).toMillis(), Integer.MAX_VALUE);
    return config
        .setConnectTimeout(millis)
        .setSslHandshakeTimeout(millis)
        .setSslHandshakeTimeoutUnit(TimeUnit.MILLISECONDS)
        .setIdleTimeout(idle)
        .setIdleTimeoutUnit(TimeUnit.MILLISECONDS)
        .setKeepAliveTimeout(Math.max(1, millis / 2))
        .setKeepAliveTimeoutUnit(TimeUnit.MILLISECONDS);
  }
}
