package no.samklang.notify;

import com.fasterxml.jackson.annotation.JsonCreator;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A text with places, such as <code>{to}</code>, that values are put in. */
record TextTemplate(String text) {
  private static final Pattern PLACE = Pattern.compile("\\{([A-Za-z][A-Za-z0-9]*)}");

  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  TextTemplate {}

  /** The names of its places, without the braces. */
  Stream<String> places() {
    return PLACE.matcher(text).results().map(place -> place.group(1));
  }

  /** True when the place of that name is the first thing in it. */
  boolean startsWith(String place) {
    return text.startsWith("{" + place + "}");
  }

  /** The text with each place filled once: a value that looks like a place stays as it is. */
  String fill(UnaryOperator<String> values) {
    return PLACE
        .matcher(text)
        .replaceAll(place -> Matcher.quoteReplacement(values.apply(place.group(1))));
  }
}
