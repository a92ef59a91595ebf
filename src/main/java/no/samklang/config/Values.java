package no.samklang.config;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.net.URI;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;

/** Reads one text as the type of its component. Texts of secret types never reach a message. */
final class Values {
  private static final Map<Type, BiFunction<String, String, Object>> PARSERS =
      Map.of(
          int.class,
          Values::number,
          boolean.class,
          Values::truth,
          Duration.class,
          Values::duration,
          String.class,
          (key, text) -> text,
          Secret.class,
          (key, text) -> new Secret(text),
          Path.class,
          Values::path,
          URI.class,
          Values::uri,
          AddressRanges.class,
          (key, text) -> secretive(key, text, AddressRanges::parse),
          DatabaseAddress.class,
          (key, text) -> secretive(key, text, DatabaseAddress::parse),
          SmtpAddress.class,
          (key, text) -> secretive(key, text, SmtpAddress::parse));

  private Values() {}

  static Object parse(String key, Type type, String text) {
    if (type instanceof ParameterizedType optional) {
      Type wanted = optional.getActualTypeArguments()[0];
      return text.isEmpty() ? Optional.empty() : Optional.of(parse(key, wanted, text));
    }
    if (text.isEmpty() && type != Secret.class) {
      throw new SettingsException(key, "missing");
    }
    return type instanceof Class<?> words && words.isEnum()
        ? word(key, words, text)
        : PARSERS.get(type).apply(key, text);
  }

  private static Object number(String key, String text) {
    try {
      return Integer.valueOf(text);
    } catch (NumberFormatException e) {
      throw not(key, text, "a whole number up to 2147483647");
    }
  }

  private static Object truth(String key, String text) {
    if (!text.equals("true") && !text.equals("false")) {
      throw not(key, text, "true or false");
    }
    return text.equals("true");
  }

  private static Object duration(String key, String text) {
    try {
      return Duration.parse("PT" + text);
    } catch (DateTimeParseException e) {
      throw not(key, text, "a duration such as 90s, 10m or 1h");
    }
  }

  private static Object path(String key, String text) {
    try {
      return Path.of(text);
    } catch (InvalidPathException e) {
      throw not(key, text, "a path");
    }
  }

  private static Object uri(String key, String text) {
    try {
      return URI.create(text);
    } catch (IllegalArgumentException e) {
      throw new SettingsException(key, "not an address");
    }
  }

  private static Object word(String key, Class<?> words, String text) {
    return Arrays.stream(words.getEnumConstants())
        .filter(word -> word.toString().equals(text.toUpperCase(Locale.ROOT)))
        .findFirst()
        .orElseThrow(() -> not(key, text, "one of " + Arrays.toString(words.getEnumConstants())));
  }

  private static <T> T secretive(String key, String text, Function<String, T> parser) {
    try {
      return parser.apply(text);
    } catch (IllegalArgumentException e) {
      throw new SettingsException(key, e.getMessage());
    }
  }

  private static SettingsException not(String key, String text, String what) {
    return new SettingsException(key, Text.shown(text) + " is not " + what);
  }
}
