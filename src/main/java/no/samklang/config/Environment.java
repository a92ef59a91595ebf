package no.samklang.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Settings from environment variables that start with SAMKLANG_, as text by key. One that ends in
 * _FILE names a file that holds the value. The variables that Kubernetes sets for a service called
 * {@code samklang} are ignored.
 */
final class Environment {
  private static final String PREFIX = "SAMKLANG_";

  /** Prefixes of the keys of values that a description names, which are free-form. */
  static final List<String> FREE_FORM = List.of("sms.values.", "archive.values.");

  private static final String FILE = "_FILE";
  private static final Pattern WORD_START = Pattern.compile("_([a-z0-9])");
  // set by Kubernetes in every container, for this service and those with its name as a prefix
  private static final String SERVICE = PREFIX + "([A-Z][A-Z0-9_]*_)?";
  private static final Pattern SERVICE_VARIABLE =
      Pattern.compile(
          SERVICE
              + "(SERVICE_HOST|SERVICE_PORT(_[A-Z0-9_]+)?"
              + "|PORT_[0-9]+_(TCP|UDP|SCTP)(_(PROTO|PORT|ADDR))?)");
  private static final Pattern SERVICE_PORT = Pattern.compile(SERVICE + "PORT");
  private static final Pattern SERVICE_ADDRESS = Pattern.compile("(tcp|udp|sctp)://.*");
  private static final Pattern VALUE =
      Pattern.compile(PREFIX + "(SMS|ARCHIVE)_([A-Z][A-Z0-9]*(?:_[A-Z0-9]+)*)");

  private final Map<String, String> keysByVariable;

  /** An environment for settings with these keys. */
  Environment(Set<String> keys) {
    this.keysByVariable = byVariable(keys);
  }

  /** The prefix of a free-form key; empty for another key. */
  static Optional<String> freeFormPrefix(String key) {
    return FREE_FORM.stream().filter(key::startsWith).findFirst();
  }

  /** The keys by the name of their variable. */
  static Map<String, String> byVariable(Set<String> keys) {
    return keys.stream().collect(Collectors.toMap(Environment::variable, key -> key));
  }

  /** {@code argon2.memoryKiB} becomes SAMKLANG_…_ARGON2_MEMORY_KIB: a unit is one word. */
  static String variable(String key) {
    String words = key.replaceAll("(?<=[a-z0-9])(?=[A-Z][a-z])", "_").replace('.', '_');
    return PREFIX + words.toUpperCase(Locale.ROOT);
  }

  /** SAMKLANG_PORT may also be a typing error for SAMKLANG_HTTP_PORT; the value decides. */
  Map<String, String> read(Map<String, String> variables) {
    Map<String, String> values = new TreeMap<>();
    new TreeMap<>(variables)
        .forEach(
            (name, text) -> {
              if (name.startsWith(PREFIX) && !isKubernetesVariable(name, text)) {
                add(values, name, text);
              }
            });
    return values;
  }

  /** SAMKLANG_PORT may also be a typing error for SAMKLANG_HTTP_PORT; the value decides. */
  private static boolean isKubernetesVariable(String name, String text) {
    return SERVICE_VARIABLE.matcher(name).matches()
        || (SERVICE_PORT.matcher(name).matches() && SERVICE_ADDRESS.matcher(text).matches());
  }

  private void add(Map<String, String> values, String name, String text) {
    boolean file = name.endsWith(FILE) && !keysByVariable.containsKey(name);
    String key = key(file ? name.substring(0, name.length() - FILE.length()) : name, name);
    if (values.putIfAbsent(key, file ? content(name, text) : text) != null) {
      throw new SettingsException(key, "is set both as a variable and as a file (_FILE)");
    }
  }

  private static String content(String name, String file) {
    try {
      String text = Files.readString(Path.of(file)).strip();
      if (text.isEmpty()) {
        throw new SettingsException(name, SettingValueFormat.line(file) + " is empty");
      }
      return text;
    } catch (IOException | InvalidPathException e) {
      throw new SettingsException(name, SettingValueFormat.line(file) + " can't be read");
    }
  }

  private String key(String variable, String asWritten) {
    if (keysByVariable.containsKey(variable)) {
      return keysByVariable.get(variable);
    }
    Matcher value = VALUE.matcher(variable);
    if (value.matches()) {
      return value.group(1).toLowerCase(Locale.ROOT) + ".values." + camelCase(value.group(2));
    }
    throw new SettingsException(SettingValueFormat.line(asWritten), "unknown setting");
  }

  private static String camelCase(String name) {
    Matcher words = WORD_START.matcher(name.toLowerCase(Locale.ROOT));
    return words.replaceAll(word -> word.group(1).toUpperCase(Locale.ROOT));
  }
}
