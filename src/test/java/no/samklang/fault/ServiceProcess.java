package no.samklang.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import no.samklang.Main;
import no.samklang.TestClient;
import no.samklang.TestPort;

/**
 * Samklang as a process of its own, started as one starts it: settings by the environment. It can
 * be killed, told to end, and started again on the same ports.
 */
@CanIgnoreReturnValue
final class ServiceProcess implements AutoCloseable {
  private static final Duration READY_WITHIN = Duration.ofSeconds(40);

  private final Path folder;
  private final Map<String, String> environment = new HashMap<>();
  private final int port = TestPort.free();
  private final int management = TestPort.free();
  private int starts;
  private Process process;

  /**
   * Starts nothing yet.
   *
   * @param settings environment variables beside those of the ports
   */
  ServiceProcess(Path folder, Map<String, String> settings) {
    this.folder = folder;
    environment.put("SAMKLANG_HTTP_PORT", "" + port);
    environment.put("SAMKLANG_MANAGEMENT_PORT", "" + management);
    environment.put("SAMKLANG_PASSWORD_ARGON2_MEMORY_KIB", "64");
    environment.put("SAMKLANG_PASSWORD_ARGON2_ITERATIONS", "1");
    environment.put("SAMKLANG_LOGIN_MAX_CODES", "1000");
    environment.put("SAMKLANG_NOTICES_POLL_INTERVAL", "1s");
    environment.putAll(settings);
  }

  /** Starts it, and waits until it is ready. */
  ServiceProcess start() {
    try {
      ProcessBuilder builder =
          new ProcessBuilder(
              Path.of(System.getProperty("java.home"), "bin", "java").toString(),
              "-Xmx256m",
              "-XX:TieredStopAtLevel=1",
              "-cp",
              System.getProperty("java.class.path"),
              Main.class.getName());
      builder.environment().keySet().removeIf(name -> name.startsWith("SAMKLANG_"));
      builder.environment().putAll(environment);
      starts++;
      process = builder.redirectErrorStream(true).redirectOutput(output().toFile()).start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return awaitReady();
  }

  private ServiceProcess awaitReady() {
    await("ready")
        .atMost(READY_WITHIN)
        .pollInterval(Duration.ofMillis(50))
        .failFast(() -> assertThat(process.isAlive()).as("%s", log()).isTrue())
        .until(() -> health("/health/ready") == 200);
    return this;
  }

  boolean isRunning() {
    return process != null && process.isAlive();
  }

  /** A setting of later starts. */
  ServiceProcess with(String variable, String value) {
    environment.put(variable, value);
    return this;
  }

  int port() {
    return port;
  }

  int managementPort() {
    return management;
  }

  TestClient client() {
    return TestClient.at(port);
  }

  /** The status of a page of the management port; 0 when nobody answers. */
  int health(String path) {
    try {
      return TestClient.at(management).getBeside(path).status();
    } catch (UncheckedIOException e) {
      return 0;
    }
  }

  /** Whether new connections are refused. */
  boolean isClosed() {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return !socket.isConnected();
    } catch (IOException refused) {
      return true;
    }
  }

  /** Ends it without a word, as a machine that loses its power. */
  void kill() {
    process.destroyForcibly();
    assertThat(endsWithin(Duration.ofSeconds(10))).isTrue();
  }

  /** Tells it to end (SIGTERM), and doesn't wait. */
  void terminate() {
    process.destroy();
  }

  boolean endsWithin(Duration time) {
    try {
      return process.waitFor(time.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  int exitCode() {
    return process.exitValue();
  }

  /** What this start has written. */
  String log() {
    try {
      return Files.readString(output());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Path output() {
    return folder.resolve("service-" + starts + ".log");
  }

  @Override
  public void close() {
    if (isRunning()) {
      process.destroy();
      if (!endsWithin(Duration.ofSeconds(15))) {
        kill();
      }
    }
  }
}
