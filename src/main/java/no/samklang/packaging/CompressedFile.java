package no.samklang.packaging;

import com.aayushatharva.brotli4j.Brotli4jLoader;
import com.aayushatharva.brotli4j.encoder.Encoder;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;
import no.samklang.http.PageManifest;

/** Writes a file and its compressed copies, as small as they get. */
final class CompressedFile {
  private CompressedFile() {}

  static void write(Path source, Path directory) throws IOException {
    Brotli4jLoader.ensureAvailability();
    byte[] content = Files.readAllBytes(source);
    String name = source.getFileName().toString();
    Files.write(directory.resolve(name), content);
    Files.write(
        directory.resolve(name + PageManifest.suffix("br")),
        Encoder.compress(content, Encoder.Parameters.create(11)));
    try (OutputStream gzip =
        new BestGzip(
            Files.newOutputStream(directory.resolve(name + PageManifest.suffix("gzip"))))) {
      gzip.write(content);
    }
  }

  private static final class BestGzip extends GZIPOutputStream {
    BestGzip(OutputStream out) throws IOException {
      super(out);
      def.setLevel(Deflater.BEST_COMPRESSION);
    }
  }
}
