package no.samklang.browser;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Finds an installed Chromium, or installs one by apt-get if run as root. */
final class Chromium {
  private static final List<String> PATHS =
      List.of(
          "/usr/bin/chromium-headless-shell", // half the CPU of the full browser
          "/usr/bin/chromium",
          "/usr/bin/chromium-browser",
          "/usr/bin/google-chrome");
  private static final Path LOCK = Path.of("target", "chromium-install.lock");
  private static final File LOG = Path.of("target", "chromium-install.log").toFile();
  private static final int INSTALL_TIMEOUT_MINUTES = 5;

  private Chromium() {}

  /** Path of the browser; empty if Playwright must download its own. */
  static Optional<Path> find() {
    return installed().or(Chromium::installOnce);
  }

  /** Waits while another process of the test run installs it. */
  private static Optional<Path> installOnce() {
    try (FileChannel channel =
        FileChannel.open(LOCK, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      channel.lock(); // until the channel is closed
      return installed().or(Chromium::install);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Optional<Path> installed() {
    return Stream.concat(Stream.of(System.getenv("CHROMIUM")), PATHS.stream())
        .filter(Objects::nonNull)
        .map(Path::of)
        .filter(Files::isExecutable)
        .findFirst();
  }

  private static Optional<Path> install() {
    boolean allowed = System.getProperty("user.name").equals("root");
    if (!allowed || !Files.isExecutable(Path.of("/usr/bin/apt-get"))) {
      return Optional.empty();
    }
    run("apt-get", "update");
    return install("chromium-headless-shell").or(() -> install("chromium"));
  }

  private static Optional<Path> install(String name) {
    run("apt-get", "install", "-y", "--no-install-recommends", name);
    return installed();
  }

  private static void run(String... command) {
    try {
      ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
      builder.environment().put("DEBIAN_FRONTEND", "noninteractive");
      builder.redirectOutput(Redirect.appendTo(LOG));
      Process process = builder.start();
      if (!process.waitFor(INSTALL_TIMEOUT_MINUTES, TimeUnit.MINUTES)) {
        process.destroy();
      }
    } catch (IOException e) {
      System.err.println("No Chromium from apt-get: " + e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
