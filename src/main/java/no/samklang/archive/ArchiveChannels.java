package no.samklang.archive;

import io.vertx.rxjava3.core.Vertx;
import java.nio.file.Path;
import java.time.Instant;
import java.util.UUID;
import java.util.function.UnaryOperator;
import no.samklang.archive.ChannelDescription.ChannelKind;
import no.samklang.concurrent.WorkerPool;
import no.samklang.config.ArchiveSettings;
import no.samklang.config.Secret;
import no.samklang.config.Settings;
import no.samklang.config.SettingsException;
import no.samklang.gateway.DescriptionParser;

/** Creates the channel that the settings describe. */
final class ArchiveChannels {
  static final String SETTING = "archive.channel";

  private static final String FOLDER_VALUE = "folder";
  private static final String DEFAULT_FOLDER = "archive";
  private static final ArchivedZip SAMPLE =
      new ArchivedZip(new UUID(0, 0), Instant.EPOCH, 1, "0".repeat(64));

  private ArchiveChannels() {}

  /**
   * The channel; its description and values are validated.
   *
   * @throws SettingsException for {@code archive.channel}, or for a missing value
   */
  static ArchiveChannel open(Vertx vertx, Settings settings, WorkerPool workers) {
    ArchiveSettings archive = settings.archive();
    ChannelDescription description =
        DescriptionParser.parse(archive.channelDescription(), ChannelDescription.class, SETTING);
    UnaryOperator<String> values = placeholder -> value(settings, placeholder);
    description
        .templates()
        .flatMap(template -> template.placeholders())
        .filter(placeholder -> SAMPLE.value(placeholder) == null)
        .filter(placeholder -> values.apply(placeholder).isEmpty())
        .forEach(ArchiveChannels::failMissing);
    if (description.kind() == ChannelKind.FOLDER) {
      return new FolderChannel(Path.of(description.folder().fill(values)), workers);
    }
    HttpsChannel channel = HttpsChannel.open(vertx, description, values, archive.timeout());
    channel.requireValid(SAMPLE);
    return channel;
  }

  private static String value(Settings settings, String placeholder) {
    Secret value = settings.archive().values().get(placeholder);
    if (value == null && placeholder.equals(FOLDER_VALUE)) {
      return settings.data().dir().resolve(DEFAULT_FOLDER).toString();
    }
    return value == null ? "" : value.reveal();
  }

  private static void failMissing(String placeholder) {
    throw new SettingsException(
        "archive.values." + placeholder, "missing; the channel's description asks for it");
  }
}
