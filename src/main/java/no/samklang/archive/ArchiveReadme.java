package no.samklang.archive;

import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import no.samklang.print.PrintTexts;

/** The page that explains an archive to whoever finds it. */
final class ArchiveReadme {
  private static final String PATH = "/archive/LES-MEG.txt";

  private ArchiveReadme() {}

  static Buffer of(ArchiveSnapshot snapshot, String title) throws IOException {
    try (InputStream in = ArchiveReadme.class.getResourceAsStream(PATH)) {
      return Buffer.buffer(
          new String(in.readAllBytes(), StandardCharsets.UTF_8)
              .replace("{title}", title)
              .replace("{at}", PrintTexts.moment(snapshot.at()))
              .replace("{by}", snapshot.header().reader())
              .replace("{organisation}", snapshot.header().organisation()));
    }
  }
}
