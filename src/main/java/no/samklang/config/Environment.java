package no.samklang.config;

import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The layer of the environment: variables that start with SAMKLANG_, as keys and their texts. */
final class Environment {
  static final String PREFIX = "SAMKLANG_";

  private static final String SMS = PREFIX + "SMS_";
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
                values.put(key(known, name), text);
              }
            });
    return values;
  }

  private static String key(Map<String, String> known, String name) {
    if (known.containsKey(name)) {
      return known.get(name);
    }
    if (SMS_VALUE.matcher(name).matches()) {
      return "sms.values." + camelCase(name.substring(SMS.length()));
    }
    throw new SettingsException(Text.shown(name), "there is no such setting");
  }

  private static String camelCase(String name) {
    Matcher words = WORD_START.matcher(name.toLowerCase(Locale.ROOT));
    return words.replaceAll(word -> word.group(1).toUpperCase(Locale.ROOT));
  }
}
