package no.samklang.config;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Locates a gateway description: a file of that path, or one packaged in {@code conf/sms}. */
final class SmsGatewayFile {
  private SmsGatewayFile() {}

  @SuppressWarnings("CheckReturnValue") // read only to check that it is readable
  static void requireReadable(String name) {
    read(name);
  }

  /**
   * The text of the description.
   *
   * @throws SettingsException when it doesn't exist
   */
  static String read(String name) {
    try (InputStream packaged = SmsGatewayFile.class.getResourceAsStream("/conf/sms/" + name)) {
      return packaged == null
          ? Files.readString(Path.of(name))
          : new String(packaged.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new SettingsException(
          "gateway", SettingValueFormat.line(name) + " is neither a file of conf/sms nor a path");
    }
  }
}
