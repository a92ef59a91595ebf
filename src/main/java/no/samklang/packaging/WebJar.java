package no.samklang.packaging;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;

/** A library of the pages, as Maven serves it: {@code META-INF/resources/webjars/NAME/VERSION}. */
final class WebJar {
  private static final String WEBJARS = "META-INF/resources/webjars/";

  private WebJar() {}

  /**
   * Copies the files of a library that is on the class path.
   *
   * @param target directory, created
   */
  static void unpack(String name, Path target) throws IOException {
    String path = WEBJARS + name + "/";
    URL url = WebJar.class.getClassLoader().getResource(path);
    if (url == null) {
      throw new IllegalStateException("Not on the class path: " + path);
    }
    Files.createDirectories(target.getParent());
    try (FileSystem jar = FileSystems.newFileSystem(jar(url), Map.of())) {
      Directories.copy(version(jar.getPath(path)), target);
    }
  }

  private static URI jar(URL url) {
    try {
      return new URI(url.toString().substring(0, url.toString().indexOf('!')));
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Path version(Path directory) throws IOException {
    try (Stream<Path> children = Files.list(directory)) {
      return children.findFirst().orElseThrow();
    }
  }
}
