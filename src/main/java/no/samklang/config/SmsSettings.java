package no.samklang.config;

import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * SMS (NOTIF-5): the gateway description, and the values that it refers to by name.
 *
 * @param prefixes of the numbers that messages are sent to, separated by spaces
 */
public record SmsSettings(
    Optional<String> gateway, String sender, String prefixes, Map<String, Secret> values) {
  private static final Pattern PREFIXES = Pattern.compile("\\+\\d{0,6}(?: +\\+\\d{0,6})*");

  public SmsSettings {
    if (!PREFIXES.matcher(prefixes).matches()) {
      throw new SettingsException("prefixes", "must be prefixes like +47, separated by spaces");
    }
    gateway.ifPresent(name -> DescriptionFile.requireReadable("sms", name, "gateway"));
    values = Map.copyOf(values);
  }

  /** Whether messages are sent to a number in E.164. */
  public boolean mayReach(String e164) {
    return Stream.of(prefixes.split(" +")).anyMatch(e164::startsWith);
  }

  /** The text (YAML) of the gateway description, read anew; it was readable at start-up. */
  public Optional<String> gatewayDescription() {
    return gateway.map(name -> DescriptionFile.read("sms", name, "gateway"));
  }
}
