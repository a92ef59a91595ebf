package no.samklang.config;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Locates the description of another service: a file of that path, or one packaged in a folder of
 * {@code conf}.
 */
final class DescriptionFile {
  private DescriptionFile() {}

  @SuppressWarnings("CheckReturnValue") // read only to check that it is readable
  static void requireReadable(String folder, String name, String key) {
    read(folder, name, key);
  }

  /**
   * The text of the description.
   *
   * @param folder in {@code conf}
   * @param key the setting that names it
   * @throws SettingsException when it doesn't exist
   */
  static String read(String folder, String name, String key) {
    try (InputStream packaged =
        DescriptionFile.class.getResourceAsStream("/conf/" + folder + "/" + name)) {
      return packaged == null
          ? Files.readString(Path.of(name))
          : new String(packaged.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new SettingsException(
          key,
          SettingValueFormat.line(name) + " is neither a file of conf/" + folder + " nor a path");
    }
  }
}
