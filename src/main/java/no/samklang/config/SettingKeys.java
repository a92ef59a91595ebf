package no.samklang.config;

import java.lang.reflect.RecordComponent;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Every key that there is, taken from the records, so that no list can lag behind them. */
final class SettingKeys {
  private static final Set<String> LEAVES = new LinkedHashSet<>();
  private static final Set<String> GROUPS = new LinkedHashSet<>();
  private static final Set<String> OPEN_GROUPS = new LinkedHashSet<>();

  static {
    collect(Settings.class, "");
  }

  private SettingKeys() {}

  /** Keys that hold one value, in the order of the records. */
  static Set<String> leaves() {
    return LEAVES;
  }

  /** Groups whose keys are free, such as {@code sms.values}. */
  static Set<String> openGroups() {
    return OPEN_GROUPS;
  }

  static boolean isGroup(String key) {
    return GROUPS.contains(key) || OPEN_GROUPS.contains(key);
  }

  static boolean isKnown(String key) {
    return LEAVES.contains(key) || OPEN_GROUPS.stream().anyMatch(g -> key.startsWith(g + "."));
  }

  static String path(String group, RecordComponent component) {
    Key named = component.getAnnotation(Key.class);
    String name = named == null ? component.getName() : named.value();
    return group.isEmpty() ? name : group + "." + name;
  }

  /** {@code argon2.memoryKiB} is SAMKLANG_…_ARGON2_MEMORY_KIB: a unit is one word. */
  static String variable(String key) {
    String words = key.replaceAll("(?<=[a-z0-9])(?=[A-Z][a-z])", "_").replace('.', '_');
    return Environment.PREFIX + words.toUpperCase(Locale.ROOT);
  }

  /** Keys by the environment variable that sets them. */
  static Map<String, String> byVariable() {
    return LEAVES.stream()
        .collect(
            Collectors.toMap(SettingKeys::variable, key -> key, (a, b) -> a, LinkedHashMap::new));
  }

  private static void collect(Class<?> group, String path) {
    for (RecordComponent component : group.getRecordComponents()) {
      String key = path(path, component);
      if (isGroupType(component.getType())) {
        GROUPS.add(key);
        collect(component.getType(), key);
      } else {
        (component.getType() == Map.class ? OPEN_GROUPS : LEAVES).add(key);
      }
    }
  }

  /** A record that is a group of settings and not a value of its own kind, such as a secret. */
  static boolean isGroupType(Class<?> type) {
    Class<?> top = type.getEnclosingClass() == null ? type : type.getEnclosingClass();
    return type.isRecord() && (top == Settings.class || top == HttpSettings.class);
  }
}
