package no.samklang.packaging;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import no.samklang.text.Language;
import no.samklang.text.Languages;

/**
 * As {@link TextCheck}, of the texts that the service itself writes: notices and prints, a file of
 * properties for each language.
 */
final class PropertyTextCheck {
  static final List<String> DIRECTORIES = List.of("notices", "print");

  private PropertyTextCheck() {}

  /**
   * @param resources directory that holds the directories of texts
   * @throws IllegalStateException that names each file and key at fault
   */
  static void require(Path resources, Languages languages) throws IOException {
    List<String> faults = faults(resources, languages);
    if (!faults.isEmpty()) {
      throw new IllegalStateException("Texts at fault:\n" + String.join("\n", faults));
    }
  }

  static List<String> faults(Path resources, Languages languages) throws IOException {
    List<String> faults = new ArrayList<>();
    for (String directory : DIRECTORIES) {
      Properties first = read(resources.resolve(directory), Languages.DEFAULT);
      for (Language language : languages.all()) {
        Properties other = read(resources.resolve(directory), language.tag());
        String file = directory + "/" + language.tag() + ".properties: ";
        keys(first, other)
            .forEach(
                key ->
                    TextCheck.textFault(first.getProperty(key), other.getProperty(key))
                        .ifPresent(fault -> faults.add(file + key + " " + fault)));
      }
    }
    return faults;
  }

  private static Set<String> keys(Properties first, Properties other) {
    Set<String> keys = new TreeSet<>(first.stringPropertyNames());
    keys.addAll(other.stringPropertyNames());
    return keys;
  }

  private static Properties read(Path directory, String tag) throws IOException {
    Properties texts = new Properties();
    try (Reader reader = Files.newBufferedReader(directory.resolve(tag + ".properties"))) {
      texts.load(reader);
    }
    return texts;
  }
}
