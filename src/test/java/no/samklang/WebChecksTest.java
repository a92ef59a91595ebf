package no.samklang;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Runs the checks of webroot (ESLint, types against the contract, unit tests) where Node and npm
 * are present. The tools are installed in target/web-tools as package-lock.json pins them. Where
 * Node or npm is absent or too old, or the registry can't be reached, it is skipped and says so;
 * {@code -DskipWebChecks} skips it too.
 */
class WebChecksTest {
  private static final Path SOURCES = Path.of("src", "test", "webroot");
  private static final Path TOOLS = Path.of("target", "web-tools").toAbsolutePath();
  private static final Path INSTALLED = TOOLS.resolve("installed.json");
  private static final Path ROOT = Path.of("").toAbsolutePath();
  private static final String NPM =
      System.getProperty("os.name").startsWith("Windows") ? "npm.cmd" : "npm";
  private static final Pattern NETWORK_ERROR =
      Pattern.compile("ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ENETUNREACH|E?TIMEDOUT");
  private static final int MIN_NODE = 20_019;

  @BeforeAll
  static void installTools() throws IOException {
    require(System.getProperty("skipWebChecks") == null, "-DskipWebChecks is set");
    require(node() >= MIN_NODE, "Node 20.19 or newer isn't installed");
    require(isInstalled(NPM), "npm isn't installed");
    Files.createDirectories(TOOLS);
    copySettings();
    Path lock = SOURCES.resolve("package-lock.json");
    if (Files.exists(INSTALLED) && Files.mismatch(lock, INSTALLED) == -1) return;
    require(downloadTools(), "npm's registry can't be reached");
    Files.copy(lock, INSTALLED, StandardCopyOption.REPLACE_EXISTING);
  }

  /** False when npm fails by the network; any other failure fails the test. */
  private static boolean downloadTools() {
    try {
      run(TOOLS, 300, NPM, "ci", "--ignore-scripts", "--no-audit", "--no-fund");
      return true;
    } catch (AssertionError failure) {
      if (NETWORK_ERROR.matcher(failure.getMessage()).find()) return false;
      throw failure;
    }
  }

  @Test
  void followsTheRulesOfEslint() {
    run(
        ROOT,
        120,
        node("eslint/bin/eslint.js"),
        "--config",
        TOOLS + "/eslint.config.js",
        "--max-warnings",
        "0",
        "webroot",
        SOURCES);
  }

  @Test
  void typesAgreeWithTheContract() {
    run(TOOLS, 60, List.of("node", "generate-types.js"));
    run(TOOLS, 120, node("typescript/bin/tsc"), "--project", "tsconfig.json");
  }

  @Test
  void unitTestsPass() throws IOException {
    try (Stream<Path> files = Files.list(SOURCES)) {
      Object[] tests =
          files.filter(file -> file.toString().endsWith(".test.js")).sorted().toArray();
      assertThat(tests).isNotEmpty();
      run(ROOT, 120, List.of("node", "--test"), tests);
    }
  }

  private static List<String> node(String script) {
    return List.of("node", TOOLS.resolve("node_modules").resolve(script).toString());
  }

  /** The version of Node as major × 1000 + minor, 0 where there is none. */
  private static int node() {
    if (!isInstalled("node")) return 0;
    String[] version = run(ROOT, 20, "node", "--version").strip().substring(1).split("\\.", -1);
    return Integer.parseInt(version[0]) * 1_000 + Integer.parseInt(version[1]);
  }

  private static boolean isInstalled(String command) {
    try {
      new ProcessBuilder(command, "--version")
          .redirectOutput(ProcessBuilder.Redirect.DISCARD)
          .redirectError(ProcessBuilder.Redirect.DISCARD)
          .start();
      return true;
    } catch (IOException absent) {
      return false;
    }
  }

  private static void copySettings() throws IOException {
    for (String name :
        List.of(
            "package.json",
            "package-lock.json",
            "eslint.config.js",
            "tsconfig.json",
            "generate-types.js")) {
      Files.copy(SOURCES.resolve(name), TOOLS.resolve(name), StandardCopyOption.REPLACE_EXISTING);
    }
  }

  /** Surefire counts skipped tests without their reason: it is printed. */
  private static void require(boolean holds, String otherwise) {
    if (!holds) System.out.println("The checks of webroot are skipped: " + otherwise);
    assumeTrue(holds, otherwise);
  }

  @CanIgnoreReturnValue
  private static String run(Path folder, int seconds, String command, Object... arguments) {
    return run(folder, seconds, List.of(command), arguments);
  }

  /** Runs a command to its end, and fails with its output when it fails or takes too long. */
  @CanIgnoreReturnValue
  private static String run(Path folder, int seconds, List<String> command, Object... arguments) {
    List<String> all = new ArrayList<>(command);
    for (Object argument : arguments) all.add(argument.toString());
    try {
      Path output = Files.createTempFile("web-checks", ".txt");
      Process process =
          new ProcessBuilder(all)
              .directory(folder.toFile())
              .redirectErrorStream(true)
              .redirectOutput(output.toFile())
              .start();
      boolean ended = process.waitFor(seconds, TimeUnit.SECONDS);
      process.destroyForcibly();
      String text = Files.readString(output, StandardCharsets.UTF_8);
      Files.delete(output);
      assertThat(ended).as("%s ends within %d s: %s", all, seconds, text).isTrue();
      assertThat(process.exitValue()).as("%s%n%s", all, text).isZero();
      return text;
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(interrupted);
    }
  }
}
