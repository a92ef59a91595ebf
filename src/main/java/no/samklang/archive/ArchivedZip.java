package no.samklang.archive;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.UUID;

/**
 * A ZIP that is handed to the channel.
 *
 * @param id the same in each attempt
 * @param madeAt the moment that it shows
 * @param size in bytes
 * @param sha256 in hexadecimal
 */
record ArchivedZip(UUID id, Instant madeAt, long size, String sha256) {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

  /** A name that holds the time and the id only. */
  String fileName() {
    return "samklang-" + TIME.format(madeAt) + "-" + id + ".zip";
  }

  /** The value of a placeholder in a channel's description; null for another one. */
  String value(String placeholder) {
    return switch (placeholder) {
      case "id" -> id.toString();
      case "sha256" -> sha256;
      case "size" -> Long.toString(size);
      case "fileName" -> fileName();
      default -> null;
    };
  }
}
