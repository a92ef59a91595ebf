package no.samklang.notification;

import static org.assertj.core.api.Assertions.assertThat;

import no.samklang.TestLog;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Of unhandled exceptions only the known one of the mail client isn't an error. */
class UnhandledExceptionHandlerTest {
  private static final String CLIENT = "io.vertx.ext.mail.impl.";

  @ParameterizedTest
  @CsvSource({
    "SMTPSendMail, lambda$sendEndDot$11, false",
    "SMTPSendMail, sendMailHeaders, true",
    "SMTPConnection, handleNSClosed, true",
    "MailClientImpl, sendMail, true"
  })
  void logsWhatIsNotKnown(String type, String method, boolean logged) {
    NullPointerException failure = new NullPointerException();
    failure.setStackTrace(
        new StackTraceElement[] {new StackTraceElement(CLIENT + type, method, null, 1)});
    assertThat(log(failure).contains("Unhandled exception")).isEqualTo(logged);
  }

  @ParameterizedTest
  @CsvSource({"java.lang.IllegalStateException", "java.lang.NullPointerException"})
  void logsOthers(Class<? extends Throwable> type) throws ReflectiveOperationException {
    assertThat(log(type.getDeclaredConstructor().newInstance())).contains("Unhandled exception");
  }

  private static String log(Throwable failure) {
    try (TestLog log = TestLog.open()) {
      new UnhandledExceptionHandler().handle(failure);
      return log.text();
    }
  }
}
