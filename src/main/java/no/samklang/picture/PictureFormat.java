package no.samklang.picture;

import java.nio.charset.StandardCharsets;
import java.util.Set;
import no.samklang.error.Failure;

/** Formats of pictures that phones and web pages use, but that aren't decoded here. */
enum PictureFormat {
  HEIC("picture.heic"),
  AVIF("picture.avif"),
  WEBP("picture.webp"),
  OTHER("picture.invalid");

  private static final Set<String> HEIC_BRANDS =
      Set.of("heic", "heix", "heim", "heis", "hevc", "hevx", "hevm", "hevs", "mif1", "msf1");
  private static final Set<String> AVIF_BRANDS = Set.of("avif", "avis");
  private static final int HEADER_LENGTH = 12;

  private final String code;

  PictureFormat(String code) {
    this.code = code;
  }

  /** By the first bytes, whatever the file is called. */
  static PictureFormat of(byte[] file) {
    if (file.length < HEADER_LENGTH) {
      return OTHER;
    }
    String brand = text(file, 8);
    if (text(file, 4).equals("ftyp")) {
      return AVIF_BRANDS.contains(brand) ? AVIF : HEIC_BRANDS.contains(brand) ? HEIC : OTHER;
    }
    return text(file, 0).equals("RIFF") && brand.equals("WEBP") ? WEBP : OTHER;
  }

  private static String text(byte[] file, int from) {
    return new String(file, from, 4, StandardCharsets.ISO_8859_1);
  }

  Failure.Invalid refusal() {
    return new Failure.Invalid(code, "file", code);
  }
}
