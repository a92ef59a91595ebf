package no.samklang.config;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Finds a gateway description: a file of that path, or one that is packaged in {@code conf/sms}.
 */
final class SmsGatewayFile {
  private SmsGatewayFile() {}

  @SuppressWarnings("CheckReturnValue") // read only to know that it can be read
  static void requireReadable(String name) {
    read(name);
  }

  /**
   * The text of the description.
   *
   * @throws SettingsException when there is none of that name
   */
  static String read(String name) {
    try (InputStream packaged = SmsGatewayFile.class.getResourceAsStream("/conf/sms/" + name)) {
      return packaged == null
          ? Files.readString(Path.of(name))
          : new String(packaged.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new SettingsException(
          "gateway", Printable.line(name) + " is neither a file of conf/sms nor a path");
    }
  }
}
