package no.samklang.fault;

import io.vertx.core.json.Json;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import no.samklang.http.openapi.ContractOperation;

/**
 * Bodies of the maximum size: the example of an operation with each of its fields, and the whole,
 * replaced by a value that is costly to parse.
 */
final class LargeBodies {
  private static final String PLACEHOLDER = "\"@@\"";
  private static final String IN_LIST = "\"@@@@\"";
  private static final int MAX_VALID_ITEMS = 1000;

  private LargeBodies() {}

  static List<String> of(ContractOperation operation) {
    JsonObject body = operation.json().getJsonObject("requestBody").getJsonObject("content");
    JsonObject content = body.getJsonObject("application/json");
    int size = operation.maxBytes();
    JsonObject schema = ContractOperation.resolved(content.getJsonObject("schema"));
    JsonObject example = content.getJsonObject("example", new JsonObject());
    List<String> places = new ArrayList<>();
    places.add(PLACEHOLDER);
    addTemplates(example.copy(), schema, places, example.copy());
    return places.stream().flatMap(place -> bodies(place, size).stream()).toList();
  }

  /** Adds copies of the example with one property each replaced by a placeholder. */
  private static void addTemplates(
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
        addTemplates(nested.copy(), inner, within, whole);
        within.forEach(place -> places.add(own.encode().replace(PLACEHOLDER, place)));
      }
      if (before instanceof JsonArray list && !list.isEmpty()) {
        addItems(list, inner, own.encode(), places, whole);
      }
    }
  }

  /** A list of one costly item, and one of as many valid items as are allowed. */
  private static void addItems(
      JsonArray list, JsonObject schema, String own, List<String> places, JsonObject whole) {
    JsonObject items = ContractOperation.resolved(schema.getJsonObject("items"));
    if (list.getValue(0) instanceof JsonObject item) {
      List<String> within = new ArrayList<>();
      addTemplates(item.copy(), items, within, whole);
      within.forEach(
          place ->
              places.add(
                  own.replace(PLACEHOLDER, "[" + place.replace(PLACEHOLDER, IN_LIST) + "]")));
    }
    String first = list.copy().stream().map(Json::encode).findFirst().orElseThrow();
    int count = Math.min(schema.getInteger("maxItems", MAX_VALID_ITEMS), MAX_VALID_ITEMS);
    places.add(
        own.replace(PLACEHOLDER, "[" + String.join(",", Collections.nCopies(count, first)) + "]"));
  }

  private static List<String> bodies(String place, int size) {
    if (place.contains(IN_LIST)) {
      return filled(place, IN_LIST, size, LargeBodies::fillingsInList);
    }
    return place.contains(PLACEHOLDER)
        ? filled(place, PLACEHOLDER, size, LargeBodies::fillings)
        : List.of(place);
  }

  private static List<String> filled(
      String place, String placeholder, int size, IntFunction<List<String>> fillings) {
    int room = size - place.length() + placeholder.length();
    return fillings.apply(room).stream()
        .map(filling -> place.replace(placeholder, filling))
        .toList();
  }

  private static List<String> fillings(int room) {
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
        object(room, LargeBodies::colliding),
        "[".repeat(room),
        "{\"a\":".repeat(room / 5),
        "9".repeat(room));
  }

  /** Fewer, since the parser has had the others. */
  private static List<String> fillingsInList(int room) {
    return List.of(
        text(room), list(room, i -> "\"" + colliding(i) + "\""), object(room, i -> "k" + i));
  }

  private static String text(int room) {
    return "\"" + "x".repeat(room - 2) + "\"";
  }

  private static String list(int room, IntFunction<String> item) {
    return "[" + repeated(room - 2, item) + "]";
  }

  private static String object(int room, IntFunction<String> name) {
    return "{" + repeated(room - 2, i -> "\"" + name.apply(i) + "\":0") + "}";
  }

  private static String repeated(int room, IntFunction<String> item) {
    StringBuilder all = new StringBuilder(item.apply(0));
    for (int i = 1; all.length() + item.apply(i).length() < room; i++) {
      all.append(',').append(item.apply(i));
    }
    return all.toString();
  }

  /** Distinct strings with the same hash code. */
  private static String colliding(int number) {
    return IntStream.range(0, 14)
        .mapToObj(bit -> (number >> bit & 1) == 0 ? "Aa" : "BB")
        .reduce("", String::concat);
  }
}
