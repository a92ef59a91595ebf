package no.samklang.fault;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** A tmpfs of limited size that can be filled and freed. Requires root. */
final class LimitedDisk implements AutoCloseable {
  private static final byte[] BLOCK = new byte[4096];

  private final Path folder;

  private LimitedDisk(Path folder) {
    this.folder = folder;
  }

  /** Whether this process may mount. */
  static boolean isAllowed() {
    return "root".equals(System.getProperty("user.name")) && Files.exists(Path.of("/bin/mount"));
  }

  static LimitedDisk mount(Path folder, int mebibytes) throws IOException {
    Files.createDirectories(folder);
    run("mount", "-t", "tmpfs", "-o", "size=" + mebibytes + "m,mode=755", "tmpfs", folder);
    return new LimitedDisk(folder);
  }

  Path folder() {
    return folder;
  }

  /** Fills the file system completely. */
  void fill() throws IOException {
    try (OutputStream filler = Files.newOutputStream(filler())) {
      while (true) {
        filler.write(BLOCK);
      }
    } catch (IOException full) {
      if (Files.getFileStore(folder).getUsableSpace() > 0) {
        throw full;
      }
    }
  }

  void free() throws IOException {
    Files.delete(filler());
  }

  private Path filler() {
    return folder.resolve("filler");
  }

  @Override
  public void close() throws IOException {
    run("umount", "--lazy", folder);
  }

  private static void run(Object... command) throws IOException {
    String[] words = java.util.Arrays.stream(command).map(Object::toString).toArray(String[]::new);
    Process process = new ProcessBuilder(words).inheritIO().start();
    try {
      if (process.waitFor() != 0) {
        throw new IOException(String.join(" ", words) + " failed");
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
