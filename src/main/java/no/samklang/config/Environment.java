package no.samklang.config;

import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The layer of the environment: variables that start with SAMKLANG_, as keys and their texts. Those
 * that Kubernetes sets for a service called {@code samklang} are let through unread.
 */
final class Environment {
  static final String PREFIX = "SAMKLANG_";

  private static final String SMS = PREFIX + "SMS_";
  private static final Pattern WORD_START = Pattern.compile("_([a-z0-9])");
  // what Kubernetes tells every container of the services beside it: ours, or one named after it
  private static final String SERVICE = PREFIX + "([A-Z][A-Z0-9_]*_)?";
  private static final Pattern SERVICE_FACT =
      Pattern.compile(
          SERVICE
              + "(SERVICE_HOST|SERVICE_PORT(_[A-Z0-9_]+)?"
              + "|PORT_[0-9]+_(TCP|UDP|SCTP)(_(PROTO|PORT|ADDR))?)");
  private static final Pattern SERVICE_PORT = Pattern.compile(SERVICE + "PORT");
  private static final Pattern SERVICE_ADDRESS = Pattern.compile("(tcp|udp|sctp)://.*");
  private static final Pattern SMS_VALUE = Pattern.compile(SMS + "[A-Z][A-Z0-9]*(_[A-Z0-9]+)*");

  private Environment() {}

  static Map<String, String> read(Map<String, String> variables) {
    Map<String, String> known = SettingKeys.byVariable();
    Map<String, String> values = new TreeMap<>();
    new TreeMap<>(variables)
        .forEach(
            (name, text) -> {
              if (name.startsWith(PREFIX) && !isOfKubernetes(name, text)) {
                values.put(key(known, name), text);
              }
            });
    return values;
  }

  /** SAMKLANG_PORT may also be a slip for SAMKLANG_HTTP_PORT: its value tells. */
  private static boolean isOfKubernetes(String name, String text) {
    return SERVICE_FACT.matcher(name).matches()
        || (SERVICE_PORT.matcher(name).matches() && SERVICE_ADDRESS.matcher(text).matches());
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
