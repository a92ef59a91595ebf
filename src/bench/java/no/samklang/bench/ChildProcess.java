package no.samklang.bench;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A separate JVM with an HTTP server; stopped with this one. */
final class ChildProcess implements AutoCloseable {
  private static final Duration START_TIMEOUT = Duration.ofMinutes(15);
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private final Process process;
  private final int port;
  private final Path output;

  private ChildProcess(Process process, int port, Path output) {
    this.process = process;
    this.port = port;
    this.output = output;
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
  }

  /** Starts a JVM; {@code PORT} in arguments and environment is replaced by a free port. */
  static ChildProcess start(
      String name, BenchOptions options, List<String> arguments, Map<String, String> environment)
      throws IOException {
    int port = freePort();
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(options.flags());
    arguments.forEach(argument -> command.add(argument.equals("PORT") ? "" + port : argument));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    environment.forEach(
        (key, value) -> builder.environment().put(key, value.replace("PORT", "" + port)));
    Path output = options.target().resolve("bench").resolve(name + ".log");
    builder.directory(output.getParent().toFile()).redirectOutput(output.toFile());
    return new ChildProcess(builder.start(), port, output);
  }

  int port() {
    return port;
  }

  long pid() {
    return process.pid();
  }

  /** Waits until the path is answered 200; returns the time since the call. */
  @CanIgnoreReturnValue
  Duration awaitReady(String path, Duration pause) throws IOException, InterruptedException {
    Instant start = Instant.now();
    while (!isReady(path)) {
      if (!process.isAlive()
          || Duration.between(start, Instant.now()).compareTo(START_TIMEOUT) > 0) {
        throw new IOException("didn't start: " + Files.readString(output));
      }
      TimeUnit.NANOSECONDS.sleep(pause.toNanos());
    }
    return Duration.between(start, Instant.now());
  }

  /** Sends nothing before the port is open, which would take CPU from the start it waits for. */
  private boolean isReady(String path) throws InterruptedException {
    try (Socket connection = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return connection.isConnected() && answersOk(path);
    } catch (IOException e) {
      return false;
    }
  }

  private boolean answersOk(String path) throws InterruptedException {
    URI uri = URI.create("http://127.0.0.1:" + port + path);
    try {
      return HTTP.send(
                  HttpRequest.newBuilder(uri).timeout(Duration.ofSeconds(10)).build(),
                  HttpResponse.BodyHandlers.discarding())
              .statusCode()
          == 200;
    } catch (IOException e) {
      return false;
    }
  }

  /** Resident memory in bytes. */
  long resident() throws IOException {
    for (String line : Files.readAllLines(Path.of("/proc", "" + pid(), "status"))) {
      if (line.startsWith("VmRSS:")) {
        return 1024 * Long.parseLong(line.replaceAll("\\D", ""));
      }
    }
    throw new IOException("no VmRSS of " + pid());
  }

  /** Runs the JDK's {@code jcmd} on the process. */
  void jcmd(String... command) throws IOException, InterruptedException {
    List<String> all = new ArrayList<>();
    all.add(Path.of(System.getProperty("java.home"), "bin", "jcmd").toString());
    all.add("" + pid());
    all.addAll(List.of(command));
    Process jcmd = new ProcessBuilder(all).redirectErrorStream(true).start();
    String said =
        new String(jcmd.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
    if (jcmd.waitFor() != 0) {
      throw new IOException(said);
    }
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(20, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }
}
