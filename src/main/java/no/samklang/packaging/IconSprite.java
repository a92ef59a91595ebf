package no.samklang.packaging;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import no.samklang.json.Json;

/** The icons that the pages use, of bootstrap-icons, as symbols of one SVG file. */
final class IconSprite {
  private static final Pattern ICON =
      Pattern.compile("<svg[^>]*viewBox=\"([^\"]+)\"[^>]*>(.*)</svg>", Pattern.DOTALL);

  private IconSprite() {}

  /**
   * @param list JSON file with the names of the icons
   * @param icons directory with an SVG file for each icon
   * @param target directory to write to
   * @return the file name, with a hash of the content
   */
  static String write(Path list, Path icons, Path target) throws IOException {
    StringBuilder sprite =
        new StringBuilder(
            "<svg xmlns=\"http://www.w3.org/2000/svg\"><!-- bootstrap-icons, MIT License -->");
    for (String name : Json.mapper().readValue(list.toFile(), String[].class)) {
      sprite.append(symbol(name, Files.readString(icons.resolve(name + ".svg"))));
    }
    byte[] content = sprite.append("</svg>").toString().getBytes(StandardCharsets.UTF_8);
    String file = "icons-" + hash(content) + ".svg";
    Files.write(target.resolve(file), content);
    return file;
  }

  private static String symbol(String name, String icon) {
    Matcher svg = ICON.matcher(icon.strip());
    if (!svg.matches()) {
      throw new IllegalStateException("Not an icon: " + name);
    }
    return "<symbol id=\"%s\" viewBox=\"%s\">%s</symbol>"
        .formatted(name, svg.group(1), svg.group(2).replaceAll(">\\s+<", "><").strip());
  }

  private static String hash(byte[] content) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(content);
      return HexFormat.of().withUpperCase().formatHex(digest, 0, 4);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
