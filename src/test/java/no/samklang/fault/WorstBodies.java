package no.samklang.fault;

import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import no.samklang.http.ContractOperation;

/**
 * Bodies as large as any may be: the example of an operation with something monstrous in the place
 * of each of its parts, and as a whole.
 */
final class WorstBodies {
  private static final int SIZE = 262_144;
  private static final String HERE = "\"@@\"";

  private WorstBodies() {}

  /**
   * @param content what the contract says of the body's schema and example
   */
  static List<String> of(JsonObject content) {
    JsonObject schema = ContractOperation.resolved(content.getJsonObject("schema"));
    JsonObject example = content.getJsonObject("example", new JsonObject());
    List<String> places = new ArrayList<>();
    places.add(HERE);
    addPlaces(example.copy(), schema, places, example.copy());
    return places.stream().flatMap(place -> fillings(place).stream()).toList();
  }

  /** The whole with one of the properties of a part of it, after the other, taken out. */
  private static void addPlaces(
      JsonObject part, JsonObject schema, List<String> places, JsonObject whole) {
    JsonObject properties = schema.getJsonObject("properties", new JsonObject());
    Set<String> names = new TreeSet<>(properties.fieldNames());
    for (String name : names) {
      Object before = part.getValue(name);
      JsonObject own = new JsonObject(part.encode()).put(name, "@@");
      places.add(own.encode());
      JsonObject inner = ContractOperation.resolved(properties.getJsonObject(name));
      if (before instanceof JsonObject nested && inner.containsKey("properties")) {
        List<String> within = new ArrayList<>();
        addPlaces(nested.copy(), inner, within, whole);
        within.forEach(place -> places.add(own.encode().replace(HERE, place)));
      }
    }
  }

  private static List<String> fillings(String place) {
    int room = SIZE - place.length() + HERE.length();
    return List.of(
            text(room),
            list(room, i -> "0"),
            list(room, i -> "\"00000000-0000-4000-8000-000000000000\""),
            list(room, i -> "\"" + new UUID(i, i) + "\""),
            list(room, i -> "\"" + colliding(i) + "\""),
            list(room, i -> "[[[]]]"),
            list(room, i -> "1e" + (i % 300)),
            list(room, i -> "{}"),
            object(room, i -> "k" + i),
            object(room, WorstBodies::colliding),
            "[".repeat(room),
            "{\"a\":".repeat(room / 5),
            "9".repeat(room))
        .stream()
        .map(filling -> place.replace(HERE, filling))
        .toList();
  }

  private static String text(int room) {
    return "\"" + "x".repeat(room - 2) + "\"";
  }

  private static String list(int room, IntFunction<String> item) {
    return "[" + asMany(room - 2, item) + "]";
  }

  private static String object(int room, IntFunction<String> name) {
    return "{" + asMany(room - 2, i -> "\"" + name.apply(i) + "\":0") + "}";
  }

  private static String asMany(int room, IntFunction<String> item) {
    StringBuilder all = new StringBuilder(item.apply(0));
    for (int i = 1; all.length() + item.apply(i).length() < room; i++) {
      all.append(',').append(item.apply(i));
    }
    return all.toString();
  }

  /** Texts that differ and have the same hash. */
  private static String colliding(int number) {
    return IntStream.range(0, 14)
        .mapToObj(bit -> (number >> bit & 1) == 0 ? "Aa" : "BB")
        .reduce("", String::concat);
  }
}
