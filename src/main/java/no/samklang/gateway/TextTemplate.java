package no.samklang.gateway;

import com.fasterxml.jackson.annotation.JsonCreator;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A text with placeholders, for instance <code>{to}</code>. */
public record TextTemplate(String text) {
  private static final Pattern PLACEHOLDER = Pattern.compile("\\{([A-Za-z][A-Za-z0-9]*)}");

  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public TextTemplate {}

  /** The names of the placeholders, without braces. */
  public Stream<String> placeholders() {
    return PLACEHOLDER.matcher(text).results().map(placeholder -> placeholder.group(1));
  }

  /** Whether the text starts with the placeholder. */
  public boolean startsWith(String placeholder) {
    return text.startsWith("{" + placeholder + "}");
  }

  /** Replaces each placeholder once: placeholders in values aren't replaced. */
  public String fill(UnaryOperator<String> values) {
    return PLACEHOLDER
        .matcher(text)
        .replaceAll(placeholder -> Matcher.quoteReplacement(values.apply(placeholder.group(1))));
  }
}
