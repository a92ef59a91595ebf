package no.samklang.notify;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import no.samklang.config.Secret;
import no.samklang.config.Settings;

/** What the tests of both channels share. */
final class Sending {
  static final Duration PLENTY = Duration.ofSeconds(20);
  static final Duration SHORT = Duration.ofMillis(300);

  private Sending() {}

  static Settings.Notices notices(Duration timeout) {
    return new Settings.Notices(Duration.ofSeconds(5), 50, 8, timeout);
  }

  /** The gateway that the text describes, with these values. */
  static Settings.Sms sms(Path folder, String yaml, Map<String, String> values) {
    try {
      Path file = Files.writeString(folder.resolve("gateway.yaml"), yaml);
      Map<String, Secret> secrets = new HashMap<>();
      values.forEach((name, value) -> secrets.put(name, new Secret(value)));
      return new Settings.Sms(Optional.of(file.toString()), "Samklang", secrets);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The text of a description that Samklang brings. */
  static String shipped(String name) {
    return new Settings.Sms(Optional.of(name), "Samklang", Map.of())
        .gatewayDescription()
        .orElseThrow();
  }

  /** Why the notice wasn't sent. */
  static SendFailure failure(Sender sender, Notice notice) {
    return catchThrowableOfType(SendFailure.class, () -> sender.send(notice).blockingAwait());
  }

  /** Holds a port at which nobody listens. */
  static Socket deafPort() throws IOException {
    Socket socket = new Socket();
    socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    return socket;
  }
}
