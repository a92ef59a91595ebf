package no.samklang.packaging;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import no.samklang.json.Json;

/**
 * Runs esbuild, whose program for this platform is on the build's class path (Maven artifact {@code
 * org.mvnpm.at.esbuild}), with the libraries of the pages.
 */
final class EsBuild {
  private static final String VERSION = "0.25.10"; // as in pom.xml
  private static final List<String> LIBRARIES =
      List.of(
          "lit",
          "lit-html",
          "lit-element",
          "lit__reactive-element",
          "fullcalendar__core",
          "fullcalendar__daygrid",
          "fullcalendar__interaction",
          "fullcalendar__list",
          "fullcalendar__timegrid",
          "preact",
          "fuse.js",
          "chart.js",
          "kurkle__color");
  private static final List<String> OPTIONS =
      List.of(
          "--bundle",
          "--splitting",
          "--format=esm",
          "--minify",
          "--target=es2022",
          "--sourcemap=external",
          "--log-level=warning",
          "--entry-names=[name]-[hash]",
          "--chunk-names=[name]-[hash]",
          "--metafile=outputs.json");

  private final Path work;
  private final Path program;

  /**
   * @param work directory that holds the sources, and gets the program and the libraries
   */
  EsBuild(Path work) throws IOException {
    this.work = work;
    this.program = program();
    for (String library : LIBRARIES) {
      WebJar.unpack(library, work.resolve("node_modules").resolve(npmName(library)));
    }
  }

  /**
   * Bundles files with all that they import.
   *
   * @param entries paths in the work directory
   * @param target directory in the work directory
   * @return esbuild's metafile
   */
  JsonNode bundle(List<String> entries, String target) throws IOException {
    List<String> command = new ArrayList<>(List.of(program.toAbsolutePath().toString()));
    command.addAll(entries);
    command.addAll(OPTIONS);
    command.add("--outdir=" + target);
    run(command);
    return Json.mapper().readTree(work.resolve("outputs.json").toFile());
  }

  private void run(List<String> command) throws IOException {
    Process process =
        new ProcessBuilder(command).directory(work.toFile()).redirectErrorStream(true).start();
    String output =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    if (exitCode(process) != 0 || !output.isEmpty()) {
      throw new IllegalStateException("esbuild: " + output);
    }
  }

  private static int exitCode(Process process) {
    try {
      return process.waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private Path program() throws IOException {
    String platform = platform();
    String name = platform.startsWith("win32") ? "esbuild.exe" : "bin/esbuild";
    String path = "META-INF/resources/_static/" + platform + "/" + VERSION + "/" + name;
    Path file = work.resolve(platform.startsWith("win32") ? "esbuild.exe" : "esbuild");
    try (InputStream in = EsBuild.class.getClassLoader().getResourceAsStream(path)) {
      if (in == null) {
        throw new IllegalStateException("esbuild isn't on the build's class path: " + path);
      }
      Files.copy(in, file);
    }
    if (!file.toFile().setExecutable(true)) {
      throw new IllegalStateException("Can't be made executable: " + file);
    }
    return file;
  }

  /** The name in npm of a WebJar: {@code lit__task} is {@code @lit/task}. */
  private static String npmName(String webJar) {
    return webJar.contains("__") ? "@" + webJar.replace("__", "/") : webJar;
  }

  /** The platform as npm names it. */
  private static String platform() {
    String os = System.getProperty("os.name").toLowerCase(Locale.ROOT);
    String system = os.contains("mac") ? "darwin" : os.contains("win") ? "win32" : "linux";
    boolean arm = System.getProperty("os.arch").equals("aarch64");
    return system + (arm ? "-arm64" : "-x64");
  }
}
