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
 * Samklang in a separate process, configured by environment variables. It can be killed, terminated
 * and restarted on the same ports.
 */
@CanIgnoreReturnValue
final class ServiceProcess implements AutoCloseable {
  private static final Duration READY_TIMEOUT = Duration.ofSeconds(40);

  private final Path folder;
  private final Map<String, String> environment = new HashMap<>();
  private final int port = TestPort.free();
  private final int management = TestPort.free();
  private int starts;
  private Process process;

  /**
   * Doesn't start the process.
   *
   * @param settings environment variables besides those for the ports
   */
  ServiceProcess(Path folder, Map<String, String> settings) {
    this.folder = folder;
    environment.put("SAMKLANG_HTTP_PORT", "" + port);
    environment.put("SAMKLANG_MANAGEMENT_PORT", "" + management);
    environment.put("SAMKLANG_PASSWORD_ARGON2_MEMORY_KIB", "64");
    environment.put("SAMKLANG_PASSWORD_ARGON2_ITERATIONS", "1");
    environment.put("SAMKLANG_LOGIN_MAX_CODES", "1000");
    environment.put("SAMKLANG_NOTICES_POLL_INTERVAL", "1s");
    environment.put("SAMKLANG_NOTICES_DAILY_BUDGET", "100000");
    environment.putAll(settings);
  }

  /** Starts the process and waits until it is ready. */
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
        .atMost(READY_TIMEOUT)
        .pollInterval(Duration.ofMillis(50))
        .failFast(() -> assertThat(process.isAlive()).as("%s", log()).isTrue())
        .until(() -> healthStatus("/health/ready") == 200);
    return this;
  }

  boolean isRunning() {
    return process != null && process.isAlive();
  }

  /** Sets an environment variable for later starts. */
  ServiceProcess setting(String variable, String value) {
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

  /** HTTP status of a path on the management port; 0 if there is no response. */
  int healthStatus(String path) {
    try {
      return TestClient.at(management).getOutsideApi(path).status();
    } catch (UncheckedIOException e) {
      return 0;
    }
  }

  /** Whether new connections are refused. */
  boolean refusesConnections() {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return !socket.isConnected();
    } catch (IOException refused) {
      return true;
    }
  }

  /** Kills the process (SIGKILL). */
  void kill() {
    process.destroyForcibly();
    assertThat(endsWithin(Duration.ofSeconds(10))).isTrue();
  }

  /** Sends SIGTERM without waiting. */
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

  /** Output since the last start. */
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
