package no.samklang.db;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.JarURLConnection;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.jar.JarFile;
import java.util.stream.StreamSupport;
import java.util.zip.ZipEntry;

/**
 * The packaged files that make the schema: migrations, repeatable ones, and what runs after them.
 */
final class MigrationFiles {
  static final String LOCATION = "db/migration";

  // any of them; the others lie beside it
  private static final String ONE = LOCATION + "/afterMigrate.sql";

  private MigrationFiles() {}

  /** A digest of the names and contents of them all: 64 hexadecimal digits. */
  static String fingerprint() {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (String name : names()) {
        digest.update(name.getBytes(StandardCharsets.UTF_8));
        digest.update(content(name));
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** In the order of their names, so that it is the same everywhere. */
  private static List<String> names() throws IOException {
    URL one = resource(ONE);
    return one.openConnection() instanceof JarURLConnection jar
        ? packed(jar.getJarFile())
        : unpacked(one);
  }

  private static List<String> packed(JarFile jar) {
    return jar.stream()
        .map(ZipEntry::getName)
        .filter(name -> name.startsWith(LOCATION + "/") && name.endsWith(".sql"))
        .sorted()
        .toList();
  }

  private static List<String> unpacked(URL one) throws IOException {
    Path folder = Path.of(uri(one)).getParent();
    try (var files = Files.newDirectoryStream(folder, "*.sql")) {
      return StreamSupport.stream(files.spliterator(), false)
          .map(file -> LOCATION + "/" + file.getFileName())
          .sorted()
          .toList();
    }
  }

  private static byte[] content(String name) throws IOException {
    try (InputStream in = resource(name).openStream()) {
      return in.readAllBytes();
    }
  }

  private static URL resource(String name) throws IOException {
    URL found = MigrationFiles.class.getClassLoader().getResource(name);
    if (found == null) {
      throw new IOException("Not packaged: " + name);
    }
    return found;
  }

  private static URI uri(URL url) {
    try {
      return url.toURI();
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException(e);
    }
  }
}
