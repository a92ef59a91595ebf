package no.samklang.notify;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Scheduler;
import io.vertx.core.MultiMap;
import io.vertx.ext.mail.LoginOption;
import io.vertx.ext.mail.MailConfig;
import io.vertx.ext.mail.MailMessage;
import io.vertx.ext.mail.SMTPException;
import io.vertx.ext.mail.StartTLSOptions;
import io.vertx.rxjava3.core.RxHelper;
import io.vertx.rxjava3.core.Vertx;
import io.vertx.rxjava3.ext.mail.MailClient;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.UnaryOperator;
import no.samklang.config.Settings;
import no.samklang.config.SmtpAddress;
import no.samklang.contact.EmailAddress;

/**
 * Sends e-mail by the configured server: with STARTTLS unless the settings say otherwise, a
 * certificate that the JVM trusts for the server's name, and a login when one is given (NOTIF-5).
 */
@CheckReturnValue
final class MailSender implements Sender {
  private static final int MOST_CONNECTIONS = 8;
  private static final int MAILS_PER_CONNECTION = 100;
  // What a server answers of this mail or its address, for good. Other 5xx speak of the connection,
  // the login or the dialogue, and pass when they are mended; 500 is also what the client makes of
  // an answer that it can't read.
  private static final Set<Integer> REFUSED = Set.of(550, 551, 552, 553, 556);
  // What a server answers of this mail or its address, for now, such as by greylisting.
  private static final Set<Integer> NOT_NOW = Set.of(450, 451, 452);

  private final MailClient client;
  private final Scheduler scheduler;
  private final String from;
  private final Duration timeout;

  static MailSender open(Vertx vertx, Settings.Smtp smtp, Settings.Notices notices) {
    return new MailSender(vertx, smtp, notices, config -> config);
  }

  /** The additions are for tests, whose servers the JVM doesn't trust. */
  MailSender(
      Vertx vertx,
      Settings.Smtp smtp,
      Settings.Notices notices,
      UnaryOperator<MailConfig> additions) {
    this.timeout = notices.timeout();
    this.from = smtp.from().orElseThrow();
    this.scheduler = RxHelper.scheduler(vertx);
    this.client = MailClient.create(vertx, additions.apply(config(smtp, timeout)));
  }

  @Override
  public Completable send(Notice notice) {
    return Completable.defer(() -> client.rxSendMail(mail(notice)).ignoreElement())
        .timeout(timeout.toMillis(), TimeUnit.MILLISECONDS, scheduler)
        .onErrorResumeNext(failure -> Completable.error(withoutContent(failure)));
  }

  private MailMessage mail(Notice notice) {
    return new MailMessage()
        .setFrom(from)
        .setTo(onTheWire(notice.to()))
        .setSubject(notice.subject())
        .setText(notice.text())
        .setHeaders(MultiMap.caseInsensitiveMultiMap().add("Auto-Submitted", "auto-generated"));
  }

  private static String onTheWire(String address) {
    return EmailAddress.parse(address)
        .map(EmailAddress::wire)
        .orElseThrow(() -> SendFailure.forGood("bad address"));
  }

  /** A code for it: what the client and the server say can hold the address. */
  private static SendFailure withoutContent(Throwable failure) {
    if (failure instanceof SendFailure known) {
      return known;
    }
    return failure instanceof SMTPException answer
        ? refusal(answer.getReplyCode())
        : SendFailure.passing(
            failure instanceof TimeoutException
                ? "smtp time-out"
                : "smtp " + failure.getClass().getSimpleName());
  }

  private static SendFailure refusal(int reply) {
    String reason = "smtp " + reply;
    if (REFUSED.contains(reply)) {
      return SendFailure.forGood(reason);
    }
    return NOT_NOW.contains(reply)
        ? SendFailure.notNow(reason, Optional.empty())
        : SendFailure.passing(reason);
  }

  /**
   * The host-name check isn't named here: whenever TLS is possible the client turns it on by
   * itself, and it turns it off when it is named.
   */
  private static MailConfig config(Settings.Smtp smtp, Duration timeout) {
    SmtpAddress server = smtp.uri().orElseThrow();
    MailConfig config =
        new MailConfig()
            .setHostname(server.host())
            .setPort(server.port())
            .setSsl(server.tls())
            .setStarttls(startTls(smtp.startTls(), server.tls()))
            .setLogin(LoginOption.DISABLED)
            .setMaxPoolSize(MOST_CONNECTIONS)
            .setMaxMailsPerConnection(MAILS_PER_CONNECTION);
    return withTimeouts(server.hasLogin() ? withLogin(config, server) : config, timeout);
  }

  private static StartTLSOptions startTls(Settings.StartTls wanted, boolean tlsAlready) {
    return tlsAlready ? StartTLSOptions.DISABLED : StartTLSOptions.valueOf(wanted.name());
  }

  private static MailConfig withLogin(MailConfig config, SmtpAddress server) {
    return config
        .setLogin(LoginOption.REQUIRED)
        .setUsername(server.user())
        .setPassword(server.password().reveal());
  }

  /** An idle connection is left politely before the time-out for silent servers cuts it. */
  private static MailConfig withTimeouts(MailConfig config, Duration timeout) {
    int millis = (int) Math.min(timeout.toMillis(), Integer.MAX_VALUE);
    return config
        .setConnectTimeout(millis)
        .setSslHandshakeTimeout(millis)
        .setSslHandshakeTimeoutUnit(TimeUnit.MILLISECONDS)
        .setIdleTimeout(millis)
        .setIdleTimeoutUnit(TimeUnit.MILLISECONDS)
        .setKeepAliveTimeout(Math.max(1, millis / 2))
        .setKeepAliveTimeoutUnit(TimeUnit.MILLISECONDS);
  }
}
