package no.samklang;

import io.reactivex.rxjava3.plugins.RxJavaPlugins;
import java.time.Clock;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import no.samklang.audit.LogVerification;
import no.samklang.config.Settings;
import no.samklang.config.Settings.LogFormat;
import no.samklang.config.SettingsException;
import no.samklang.db.DatabaseStartException;
import no.samklang.db.SnapshotReader;
import no.samklang.demo.DemoBanner;
import no.samklang.demo.LargeData;
import org.slf4j.LoggerFactory;

/**
 * Starts Samklang, and stops it in order on SIGTERM: clients are asked to reconnect elsewhere,
 * requests in progress complete, write-behind buffers are flushed. The process exits within 10 s:
 * code 0 after a complete stop, code 1 after an incomplete one or a failed start.
 */
public final class Main {
  private static final int STOP_TIMEOUT_SECONDS = 9;
  private static final String VERIFY_LOG = "verify-log";
  private static final int FAULTS_FOUND = 2;

  private Main() {}

  @SuppressWarnings("CheckReturnValue") // the end of the chain
  public static void main(String[] args) {
    if (System.getProperty("logback.configurationFile") == null) {
      System.setProperty("logback.configurationFile", "conf/logback.xml");
    }
    System.setProperty("java.awt.headless", "true"); // image decoding needs no display
    if (System.getProperty("io.netty.jfr.enabled") == null) {
      // Netty's JFR events for buffers cost 90 ms of start-up
      System.setProperty("io.netty.jfr.enabled", "false");
    }
    RxJavaPlugins.setErrorHandler(
        failure -> LoggerFactory.getLogger(Main.class).warn("Undeliverable Rx error", failure));
    if (args.length > 0 && args[0].equals(VERIFY_LOG)) {
      verifyLog();
      return;
    }
    try {
      Optional<LargeData.Scale> dataScale = dataScale(args);
      CompletableFuture<Void> log = new CompletableFuture<>();
      Settings settings = Settings.load(format -> startLog(format, log));
      log.join();
      Application.start(settings, Clock.systemUTC(), dataScale)
          .subscribe(service -> started(settings, service), Main::failStart);
    } catch (SettingsException e) {
      failStart(e);
    }
  }

  /** Starts Logback beside the binding of the settings: each takes about a tenth of a start. */
  private static void startLog(LogFormat format, CompletableFuture<Void> started) {
    System.setProperty("log.format", format.name().toLowerCase(Locale.ROOT)); // for logback.xml
    started.completeAsync(
        () -> {
          LoggerFactory.getLogger(Main.class);
          return null;
        });
  }

  /** Checks the logs of all plans (LOG-2): exits with 0, or 2 if one was changed. */
  private static void verifyLog() {
    int exitCode = 0;
    try (SnapshotReader rows = SnapshotReader.open(Settings.load())) {
      if (!LogVerification.run(rows, System.out)) {
        exitCode = FAULTS_FOUND;
      }
    } catch (SettingsException | DatabaseStartException e) {
      failStart(e);
    }
    System.exit(exitCode);
  }

  /** Parses the only supported argument of a start, {@code --large}. */
  private static Optional<LargeData.Scale> dataScale(String... args) {
    for (String arg : args) {
      if (!arg.equals(LargeData.ARGUMENT)) {
        throw new SettingsException(arg, "unknown argument");
      }
    }
    return args.length > 0 ? Optional.of(LargeData.Scale.FULL) : Optional.empty();
  }

  private static void started(Settings settings, Application service) {
    Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(service), "shutdown"));
    if (settings.demoMode()) {
      System.out.println(DemoBanner.text(settings.publicUrl(service.port())));
    } else {
      LoggerFactory.getLogger(Main.class).info("Listening on port {}", service.port());
    }
  }

  @SuppressWarnings("CheckReturnValue") // the process exits after this
  private static void stop(Application service) {
    CountDownLatch stopped = new CountDownLatch(1);
    service.drain().andThen(service.stop()).onErrorComplete().subscribe(stopped::countDown);
    try {
      boolean complete = stopped.await(STOP_TIMEOUT_SECONDS, TimeUnit.SECONDS);
      if (!complete) {
        System.err.println("Stop timed out before everything had completed");
      }
      Runtime.getRuntime().halt(complete ? 0 : 1);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Prints one line for the operator and logs an unexpected failure with its stack trace. */
  private static void failStart(Throwable failure) {
    boolean expected =
        failure instanceof SettingsException || failure instanceof DatabaseStartException;
    System.err.println("Samklang can't start: " + (expected ? failure.getMessage() : failure));
    if (!expected) {
      LoggerFactory.getLogger(Main.class).error("Start failed", failure);
    }
    Runtime.getRuntime().halt(1);
  }
}
