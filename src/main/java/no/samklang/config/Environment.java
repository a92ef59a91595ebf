package no.samklang.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The layer of the environment: variables that start with SAMKLANG_, as keys and their texts. One
 * that ends in _FILE names a file that holds the text.
 */
final class Environment {
  static final String PREFIX = "SAMKLANG_";

  private static final String SMS = PREFIX + "SMS_";
  private static final String FILE = "_FILE";
  private static final Pattern WORD_START = Pattern.compile("_([a-z0-9])");
  private static final Pattern SMS_VALUE = Pattern.compile(SMS + "[A-Z][A-Z0-9]*(_[A-Z0-9]+)*");

  private Environment() {}

  static Map<String, String> read(Map<String, String> variables) {
    Map<String, String> known = SettingKeys.byVariable();
    Map<String, String> values = new TreeMap<>();
    new TreeMap<>(variables)
        .forEach(
            (name, text) -> {
              if (name.startsWith(PREFIX)) {
                add(values, known, name, text);
              }
            });
    return values;
  }

  private static void add(
      Map<String, String> values, Map<String, String> known, String name, String text) {
    boolean file = isFile(known, name);
    String key = key(known, file ? name.substring(0, name.length() - FILE.length()) : name, name);
    if (values.putIfAbsent(key, file ? content(name, text) : text) != null) {
      throw new SettingsException(key, "is given both as a variable and as a file (_FILE)");
    }
  }

  private static boolean isFile(Map<String, String> known, String name) {
    return name.endsWith(FILE) && !known.containsKey(name);
  }

  private static String content(String name, String file) {
    try {
      String text = Files.readString(Path.of(file)).strip();
      if (text.isEmpty()) {
        throw new SettingsException(name, Text.shown(file) + " is empty");
      }
      return text;
    } catch (IOException | InvalidPathException e) {
      throw new SettingsException(name, Text.shown(file) + " can't be read");
    }
  }

  private static String key(Map<String, String> known, String variable, String asWritten) {
    if (known.containsKey(variable)) {
      return known.get(variable);
    }
    if (SMS_VALUE.matcher(variable).matches()) {
      return "sms.values." + camelCase(variable.substring(SMS.length()));
    }
    throw new SettingsException(Text.shown(asWritten), "there is no such setting");
  }

  private static String camelCase(String name) {
    Matcher words = WORD_START.matcher(name.toLowerCase(Locale.ROOT));
    return words.replaceAll(word -> word.group(1).toUpperCase(Locale.ROOT));
  }
}
