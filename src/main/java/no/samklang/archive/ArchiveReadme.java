package no.samklang.archive;

import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import no.samklang.print.PrintTexts;
import no.samklang.text.Language;
import no.samklang.text.LocalizedResource;

/** The page that explains an archive to whoever finds it. */
final class ArchiveReadme {
  private static final String PATH = "/archive/readme/%s.txt";

  private ArchiveReadme() {}

  static Buffer of(ArchiveSnapshot snapshot, Language language) throws IOException {
    try (InputStream in = LocalizedResource.open(PATH, language)) {
      return Buffer.buffer(
          new String(in.readAllBytes(), StandardCharsets.UTF_8)
              .replace("{title}", snapshot.title(language))
              .replace("{at}", PrintTexts.moment(language, snapshot.at()))
              .replace("{by}", snapshot.header().reader())
              .replace("{organisation}", snapshot.header().organisation()));
    }
  }
}
