package no.samklang.export;

import io.vertx.core.buffer.Buffer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** A ZIP file that is taken away in parts while it is written. Blocking: not on an event loop. */
final class ExportFile {
  private static final int PART_BYTES = 512 * 1024;

  private final ByteArrayOutputStream written = new ByteArrayOutputStream(PART_BYTES);
  private final ZipOutputStream zip = new ZipOutputStream(written, StandardCharsets.UTF_8);
  private long size;

  /** Begins the next file in it. */
  void begin(String name) throws IOException {
    zip.putNextEntry(new ZipEntry(name));
  }

  void write(String text) throws IOException {
    write(text.getBytes(StandardCharsets.UTF_8));
  }

  void write(byte[] content) throws IOException {
    zip.write(content);
  }

  /** A whole file. */
  void add(String name, byte[] content) throws IOException {
    begin(name);
    zip.write(content);
    zip.closeEntry();
  }

  void end() throws IOException {
    zip.closeEntry();
  }

  void close() throws IOException {
    zip.close();
  }

  /** What has been written, once there is enough of it. */
  List<Buffer> take() {
    return written.size() < PART_BYTES ? List.of() : takeRest();
  }

  /** What has been written and not taken. */
  List<Buffer> takeRest() {
    Buffer all = Buffer.buffer(written.toByteArray());
    written.reset();
    size += all.length();
    List<Buffer> parts = new ArrayList<>();
    for (int from = 0; from < all.length(); from += PART_BYTES) {
      parts.add(all.slice(from, Math.min(from + PART_BYTES, all.length())));
    }
    return parts;
  }

  /** Bytes taken. */
  long size() {
    return size;
  }
}
