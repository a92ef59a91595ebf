package no.samklang;

import io.reactivex.rxjava3.plugins.RxJavaPlugins;
import java.time.Clock;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import no.samklang.config.Settings;
import no.samklang.config.SettingsException;
import no.samklang.db.DatabaseStartException;
import no.samklang.demo.DemoGreeting;
import no.samklang.demo.LargeData;
import org.slf4j.LoggerFactory;

/**
 * Starts Samklang, and stops it in order when the process is told to end (SIGTERM): clients are
 * asked to go elsewhere, what has been asked is answered, what is known is written down. It ends
 * within ten seconds, with code 0 when all was done by then and else with 1, as it does when it
 * can't start.
 */
public final class Main {
  private static final int STOP_WITHIN_SECONDS = 9;

  private Main() {}

  @SuppressWarnings("CheckReturnValue") // the end of the chain
  public static void main(String[] args) {
    if (System.getProperty("logback.configurationFile") == null) {
      System.setProperty("logback.configurationFile", "conf/logback.xml");
    }
    System.setProperty("java.awt.headless", "true"); // pictures need no screen
    RxJavaPlugins.setErrorHandler(
        failure -> LoggerFactory.getLogger(Main.class).warn("Came too late", failure));
    try {
      Optional<LargeData.Scale> large = large(args);
      Settings settings = Settings.load();
      // read by conf/logback.xml at the first line of the log
      System.setProperty("log.format", settings.log().format().name().toLowerCase(Locale.ROOT));
      Service.start(settings, Clock.systemUTC(), large)
          .subscribe(service -> started(settings, service), Main::refuse);
    } catch (SettingsException e) {
      refuse(e);
    }
  }

  /** The one argument there is: {@code --large}. */
  private static Optional<LargeData.Scale> large(String... args) {
    for (String arg : args) {
      if (!arg.equals(LargeData.ARGUMENT)) {
        throw new SettingsException(arg, "there is no such argument");
      }
    }
    return args.length > 0 ? Optional.of(LargeData.Scale.FULL) : Optional.empty();
  }

  private static void started(Settings settings, Service service) {
    Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(service), "shutdown"));
    if (settings.demoMode()) {
      System.out.println(DemoGreeting.text(settings.publicUrl(service.port())));
    } else {
      LoggerFactory.getLogger(Main.class).info("Samklang listens on port {}", service.port());
    }
  }

  @SuppressWarnings("CheckReturnValue") // nobody is left to tell
  private static void stop(Service service) {
    CountDownLatch stopped = new CountDownLatch(1);
    service.drain().andThen(service.stop()).onErrorComplete().subscribe(stopped::countDown);
    try {
      boolean inOrder = stopped.await(STOP_WITHIN_SECONDS, TimeUnit.SECONDS);
      if (!inOrder) {
        System.err.println("Stopped before everything had ended");
      }
      Runtime.getRuntime().halt(inOrder ? 0 : 1);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** One line for the person who runs the service; the rest is in the log. */
  private static void refuse(Throwable failure) {
    boolean known =
        failure instanceof SettingsException || failure instanceof DatabaseStartException;
    System.err.println("Samklang can't start: " + (known ? failure.getMessage() : failure));
    if (!known) {
      LoggerFactory.getLogger(Main.class).error("Can't start", failure);
    }
    Runtime.getRuntime().halt(1);
  }
}
