package no.samklang.packaging;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Copies and deletes directories with all they contain. */
final class Directories {
  private Directories() {}

  static void delete(Path directory) throws IOException {
    if (Files.exists(directory)) {
      for (Path file : contents(directory).stream().sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  /**
   * @param from also in another file system, as that of a jar
   */
  static void copy(Path from, Path to) throws IOException {
    for (Path file : contents(from)) {
      Path copy = to.resolve(from.relativize(file).toString());
      if (Files.isDirectory(file)) {
        Files.createDirectories(copy);
      } else {
        Files.copy(file, copy);
      }
    }
  }

  private static List<Path> contents(Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      return files.toList();
    }
  }
}
