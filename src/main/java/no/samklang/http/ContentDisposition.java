package no.samklang.http;

import java.io.ByteArrayOutputStream;
import java.net.URLEncoder;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import no.samklang.error.Failure;
import no.samklang.text.VisibleText;

/** File name of the header {@code Content-Disposition} (RFC 6266, RFC 8187). */
final class ContentDisposition {
  static final String HEADER = "Content-Disposition";
  private static final int MAX_LENGTH = 200;
  private static final Pattern EXTENDED =
      Pattern.compile(
          ";\\s*filename\\*\\s*=\\s*UTF-8'[a-z0-9-]*'([^;\\s]*)", Pattern.CASE_INSENSITIVE);
  private static final Pattern PLAIN =
      Pattern.compile(
          ";\\s*filename\\s*=\\s*(?:\"([^\"\\\\]*)\"|([^;\\s\"]+))", Pattern.CASE_INSENSITIVE);

  private static final Pattern PLAIN_NAME = Pattern.compile("[A-Za-z0-9 ._()-]+");

  private ContentDisposition() {}

  /** The header's value for a file that is saved under a name, and never shown in our origin. */
  static String attachment(String name) {
    return PLAIN_NAME.matcher(name).matches()
        ? "attachment; filename=\"" + name + "\""
        : "attachment; filename*=UTF-8''" + encoded(name);
  }

  private static String encoded(String name) {
    return URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20").replace("*", "%2A");
  }

  /**
   * The name, {@code filename*} before {@code filename}; empty without one.
   *
   * @param header the header's value, null without one
   * @throws Failure.Invalid for a name of more than 200 characters, with characters that can't be
   *     seen or that change the direction of those after them, or not in UTF-8
   */
  static String of(String header) {
    return header == null ? "" : valid(extended(header).or(() -> plain(header)).orElse("").strip());
  }

  private static String valid(String name) {
    if (name.codePointCount(0, name.length()) > MAX_LENGTH || !VisibleText.isLine(name)) {
      throw invalid();
    }
    return name;
  }

  private static Optional<String> extended(String header) {
    Matcher matcher = EXTENDED.matcher(header);
    return matcher.find() ? Optional.of(decoded(matcher.group(1))) : Optional.empty();
  }

  private static Optional<String> plain(String header) {
    Matcher matcher = PLAIN.matcher(header);
    return matcher.find()
        ? Optional.of(matcher.group(1) == null ? matcher.group(2) : matcher.group(1))
        : Optional.empty();
  }

  private static String decoded(String encoded) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      for (int i = 0; i < encoded.length(); i++) {
        char c = encoded.charAt(i);
        bytes.write(c == '%' ? HexFormat.fromHexDigits(encoded, i + 1, i + 3) : c);
        i += c == '%' ? 2 : 0;
      }
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(bytes.toByteArray()))
          .toString();
    } catch (CharacterCodingException | NumberFormatException | IndexOutOfBoundsException e) {
      throw invalid();
    }
  }

  private static Failure.Invalid invalid() {
    return new Failure.Invalid("request.invalid", HEADER, "invalid");
  }
}
