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
 * The packaged schema files: versioned and repeatable migrations, and the {@code afterMigrate}
 * callback.
 */
final class MigrationFiles {
  static final String LOCATION = "db/migration";

  // locates the directory or jar of all files
  private static final String REFERENCE_FILE = LOCATION + "/afterMigrate.sql";

  private MigrationFiles() {}

  /** SHA-256 of the names and contents of all files, in hexadecimal. */
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

  /** Sorted, so that the fingerprint is deterministic. */
  private static List<String> names() throws IOException {
    URL reference = resource(REFERENCE_FILE);
    return reference.openConnection() instanceof JarURLConnection jar
        ? namesInJar(jar.getJarFile())
        : namesInDirectory(reference);
  }

  private static List<String> namesInJar(JarFile jar) {
    return jar.stream()
        .map(ZipEntry::getName)
        .filter(name -> name.startsWith(LOCATION + "/") && name.endsWith(".sql"))
        .sorted()
        .toList();
  }

  private static List<String> namesInDirectory(URL reference) throws IOException {
    Path folder = Path.of(uri(reference)).getParent();
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
    URL url = MigrationFiles.class.getClassLoader().getResource(name);
    if (url == null) {
      throw new IOException("Missing resource: " + name);
    }
    return url;
  }

  private static URI uri(URL url) {
    try {
      return url.toURI();
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException(e);
    }
  }
}
