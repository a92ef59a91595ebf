package no.samklang.config;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Makes the records from texts by key; a record's own check is reported with its full key. */
final class RecordBinder {
  private final Map<String, String> texts;

  RecordBinder(Map<String, String> texts) {
    this.texts = texts;
  }

  <R> R bind(Class<R> type, String path) {
    RecordComponent[] components = type.getRecordComponents();
    Object[] values = Stream.of(components).map(c -> value(c, path)).toArray();
    Class<?>[] types = Stream.of(components).map(RecordComponent::getType).toArray(Class[]::new);
    try {
      Constructor<R> constructor = type.getDeclaredConstructor(types);
      return constructor.newInstance(values);
    } catch (InvocationTargetException e) {
      throw refused(e, path);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(type + " has no open canonical constructor", e);
    }
  }

  private Object value(RecordComponent component, String group) {
    String key = SettingKeys.path(group, component);
    if (SettingKeys.isGroupType(component.getType())) {
      return bind(component.getType(), key);
    }
    return component.getType() == Map.class
        ? free(key + ".")
        : Values.parse(key, component.getGenericType(), text(key));
  }

  private String text(String key) {
    String text = texts.get(key);
    if (text == null) {
      throw new SettingsException(key, "missing");
    }
    return text.strip();
  }

  private Map<String, Secret> free(String prefix) {
    Map<String, Secret> values = new TreeMap<>();
    texts.forEach(
        (key, text) -> {
          if (key.startsWith(prefix)) {
            values.put(key.substring(prefix.length()), new Secret(text));
          }
        });
    return values;
  }

  private static RuntimeException refused(InvocationTargetException e, String path) {
    return e.getCause() instanceof SettingsException refusal
        ? refusal.within(path)
        : new IllegalStateException(e.getCause());
  }
}
