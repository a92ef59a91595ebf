package no.samklang.config;

import java.time.Duration;
import java.util.Map;

/**
 * Where plans are archived (PLAN-3): the description of the channel, and the values that it refers
 * to by name.
 *
 * @param timeout for the channel to take the next piece of an archive, or to answer
 * @param maxAttempts after which an archive is marked as failed
 */
public record ArchiveSettings(
    String channel, Duration timeout, int maxAttempts, Map<String, Secret> values) {
  public ArchiveSettings {
    DescriptionFile.requireReadable("archive", channel, "channel");
    SettingChecks.duration("timeout", timeout);
    SettingChecks.between("maxAttempts", maxAttempts, 1, 1000);
    values = Map.copyOf(values);
  }

  /** The text (YAML) of the channel's description, read anew; it was readable at start-up. */
  public String channelDescription() {
    return DescriptionFile.read("archive", channel, "channel");
  }
}
