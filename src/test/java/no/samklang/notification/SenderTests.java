package no.samklang.notification;

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
import no.samklang.config.SmsSettings;

/** Helpers for the tests of both channels. */
final class SenderTests {
  static final Duration PLENTY = Duration.ofSeconds(20);
  static final Duration SHORT = Duration.ofMillis(300);

  private SenderTests() {}

  static Settings.NoticeSettings notices(Duration timeout) {
    return new Settings.NoticeSettings(Duration.ofSeconds(5), 50, 8, timeout, 1000);
  }

  /** Settings for the gateway description and its values. */
  static SmsSettings sms(Path folder, String yaml, Map<String, String> values) {
    try {
      Path file = Files.writeString(folder.resolve("gateway.yaml"), yaml);
      Map<String, Secret> secrets = new HashMap<>();
      values.forEach((name, value) -> secrets.put(name, new Secret(value)));
      return new SmsSettings(Optional.of(file.toString()), "Samklang", "+", secrets);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The YAML of a packaged gateway description. */
  static String shipped(String name) {
    return new SmsSettings(Optional.of(name), "Samklang", "+", Map.of())
        .gatewayDescription()
        .orElseThrow();
  }

  /** Sends the notice and returns the failure. */
  static SendFailure failure(Sender sender, Notice notice) {
    return catchThrowableOfType(SendFailure.class, () -> sender.send(notice).blockingAwait());
  }

  /** Binds a port without listening, so that connections are refused. */
  static Socket deafPort() throws IOException {
    Socket socket = new Socket();
    socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    return socket;
  }
}
