package no.samklang.config;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.BeanDescription;
import com.fasterxml.jackson.databind.DeserializationConfig;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.module.SimpleDeserializers;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.Function;

/**
 * Jackson deserializers for the text of a setting, by the type of its component: stripped, and null
 * when empty. A text that can't be parsed is an {@link IllegalArgumentException} with a one-line
 * message, which quotes nothing of a secret.
 */
final class ValueParsers extends SimpleDeserializers {
  private static final long serialVersionUID = 1L;
  private static final Boolean[] BOOLEANS = {true, false};

  ValueParsers() {
    add(int.class, "a whole number up to 2147483647", Integer::valueOf);
    add(boolean.class, "true or false", text -> constant(BOOLEANS, text));
    add(Duration.class, "a duration (90s, 10m, 1h)", text -> Duration.parse("PT" + text));
    add(Path.class, "a path", Path::of);
    add(String.class, text -> text);
    add(URI.class, ValueParsers::uri);
    add(AddressRanges.class, AddressRanges::parse);
    add(DatabaseAddress.class, DatabaseAddress::parse);
    add(SmtpAddress.class, SmtpAddress::parse);
    addDeserializer(Secret.class, new Parser<>(Secret::new, Secret.NONE));
  }

  private <T> void add(Class<T> type, Function<String, T> parse) {
    addDeserializer(type, new Parser<>(parse, null));
  }

  private <T> void add(Class<T> type, String expected, Function<String, T> parse) {
    add(type, expecting(expected, parse));
  }

  /** Constants of an enum, in any case. */
  @Override
  public JsonDeserializer<?> findEnumDeserializer(
      Class<?> type, DeserializationConfig config, BeanDescription description) {
    Object[] constants = type.getEnumConstants();
    String expected = "one of " + Arrays.toString(constants);
    return new Parser<>(
        expecting(expected, text -> constant(constants, text.toUpperCase(Locale.ROOT))), null);
  }

  private static final class Parser<T> extends JsonDeserializer<T> {
    private final Function<String, T> parse;
    private final T empty;

    Parser(Function<String, T> parse, T empty) {
      this.parse = parse;
      this.empty = empty;
    }

    @Override
    public T deserialize(JsonParser json, DeserializationContext context) throws IOException {
      String text = json.getText().strip();
      return text.isEmpty() ? empty : parse.apply(text);
    }
  }

  private static <T> Function<String, T> expecting(String expected, Function<String, T> parse) {
    return text -> {
      try {
        return parse.apply(text);
      } catch (RuntimeException e) {
        throw new IllegalArgumentException(
            SettingValueFormat.line(text) + " is not " + expected, e);
      }
    };
  }

  private static <T> T constant(T[] constants, String text) {
    return Arrays.stream(constants)
        .filter(constant -> constant.toString().equals(text))
        .findAny()
        .orElseThrow();
  }

  private static URI uri(String text) {
    try {
      return URI.create(text);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("not a URI");
    }
  }
}
