package no.samklang;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Lines of hand-written files have at most 140 characters. */
class LineLengthTest {
  private static final int MAX_LENGTH = 140;
  private static final List<String> ROOTS =
      List.of("README.md", "pom.xml", ".ci", "conf", "docker", "src", "webroot");
  private static final Set<String> BINARY =
      Set.of("pdf", "png", "webp", "jpg", "ico", "ttf", "woff2");

  /** Excluded files, each with the reason. */
  private static final Set<Path> EXCLUDED =
      Set.of(
          // written by npm
          Path.of("src/test/webroot/package-lock.json"),
          // texts in literal blocks, where the pages would show a line break
          Path.of("src/main/resources/demo/story.yaml"),
          // applied migrations are never edited: Flyway compares their checksums
          Path.of("src/main/resources/db/migration/V3__people_rights_consent.sql"));

  @Test
  void noLineIsLongerThan140Characters() throws IOException {
    for (String place : ROOTS) {
      try (Stream<Path> files = Files.walk(Path.of(place))) {
        List<String> tooLong =
            files
                .filter(Files::isRegularFile)
                .filter(LineLengthTest::isChecked)
                .flatMap(LineLengthTest::tooLong)
                .toList();
        assertThat(tooLong).as(place).isEmpty();
      }
    }
  }

  private static boolean isChecked(Path file) {
    String name = file.getFileName().toString();
    return !EXCLUDED.contains(file)
        && !file.startsWith("docker/secrets")
        && !BINARY.contains(name.substring(name.lastIndexOf('.') + 1));
  }

  private static Stream<String> tooLong(Path file) {
    List<String> lines = lines(file);
    return IntStream.range(0, lines.size())
        .filter(at -> lines.get(at).length() > MAX_LENGTH)
        // a row of a table in Markdown can't be folded
        .filter(at -> !(file.toString().endsWith(".md") && lines.get(at).startsWith("|")))
        .mapToObj(at -> file + ":" + (at + 1));
  }

  private static List<String> lines(Path file) {
    try {
      return Files.readAllLines(file);
    } catch (IOException e) {
      throw new UncheckedIOException(file.toString(), e);
    }
  }
}
