package no.samklang.notification;

import io.vertx.core.Handler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logs exceptions that nothing handles, as Vert.x does without a handler, but for one of the mail
 * client: when a connection is closed instead of an answer to the text, the client reports that,
 * and then throws a {@link NullPointerException} ({@code SMTPSendMail.sendEndDot} of 5.0.8). {@code
 * MailFaultIT} notices when that changes. Set once for the process.
 */
public final class UnhandledExceptionHandler implements Handler<Throwable> {
  private static final Logger LOG = LoggerFactory.getLogger(UnhandledExceptionHandler.class);
  private static final String CLIENT = "io.vertx.ext.mail.impl.SMTPSendMail";
  private static final String METHOD = "sendEndDot"; // of its lambdas' names too

  @Override
  public void handle(Throwable failure) {
    if (isOfClosedConnection(failure)) {
      LOG.debug("Connection closed after the text", failure);
    } else {
      LOG.error("Unhandled exception", failure);
    }
  }

  private static boolean isOfClosedConnection(Throwable failure) {
    StackTraceElement[] trace = failure.getStackTrace();
    return failure instanceof NullPointerException
        && trace.length > 0
        && trace[0].getClassName().equals(CLIENT)
        && trace[0].getMethodName().contains(METHOD);
  }
}
