package no.samklang.http;

import io.vertx.rxjava3.ext.web.Router;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import no.samklang.bus.Bus;
import no.samklang.config.Settings;
import no.samklang.metrics.Metrics;
import no.samklang.operation.OperationRegistry;
import no.samklang.operation.Platform;

/**
 * What stands at the door, the same for each instance.
 *
 * @param extras further addresses outside the contract, such as the demo's outbox
 * @param listeners told the port once the server listens
 * @param connections counted for all instances together, as is what the crowd takes
 */
public record Door(
    Settings settings,
    Bus bus,
    OperationRegistry registry,
    Authenticator authenticator,
    Sockets sockets,
    Health health,
    Metrics metrics,
    List<Consumer<Router>> extras,
    IntConsumer listeners,
    Clients clients,
    Crowd crowd,
    Connections connections,
    LoadedContract contract,
    String indexPage) {

  public static Door of(
      Platform platform,
      LoadedContract contract,
      Authenticator authenticator,
      Sockets sockets,
      Health health,
      List<Consumer<Router>> extras,
      IntConsumer listeners) {
    Settings settings = platform.settings();
    return new Door(
        settings,
        platform.bus(),
        platform.registry(),
        authenticator,
        sockets,
        health,
        platform.metrics(),
        extras,
        listeners,
        new Clients(settings.http()),
        new Crowd(platform.clock(), settings),
        new Connections(settings.http().limits()),
        contract,
        resource("webroot/index.html"));
  }

  void listening(int port) {
    listeners.accept(port);
  }

  URI publicUrl() {
    return settings.publicUrl();
  }

  boolean isHttps() {
    return "https".equals(publicUrl().getScheme());
  }

  private static String resource(String name) {
    try (InputStream in = Door.class.getClassLoader().getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("Not packaged: " + name);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
