package no.samklang.http;

import io.vertx.core.http.Http2Settings;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.ServerSSLOptions;
import java.util.concurrent.TimeUnit;
import no.samklang.config.HttpSettings;

/** HTTP server options: everything that a client can make grow is bounded. */
final class ServerOptionsFactory {
  private static final int MAX_REQUEST_LINE = 4096;
  private static final int MAX_HEADER_SIZE = 8192;
  private static final int MAX_FRAME_SIZE = 4096;
  private static final int MAX_STREAMS = 100;
  private static final int MAX_RESETS = 200;
  private static final int RESET_WINDOW_SECONDS = 30;

  private ServerOptionsFactory() {}

  static HttpServerOptions of(HttpSettings http) {
    return http2(
        new HttpServerOptions()
            .setHost(http.host())
            .setPort(http.port())
            .setIdleTimeout((int) Math.min(http.idleTimeout().toMillis(), Integer.MAX_VALUE))
            .setIdleTimeoutUnit(TimeUnit.MILLISECONDS)
            .setMaxInitialLineLength(MAX_REQUEST_LINE)
            .setMaxHeaderSize(MAX_HEADER_SIZE)
            .setCompressionSupported(true)
            .setMaxWebSocketFrameSize(MAX_FRAME_SIZE)
            .setMaxWebSocketMessageSize(MAX_FRAME_SIZE)
            // frames are small, and compression takes up to 300 kB per connection
            .setPerMessageWebSocketCompressionSupported(false)
            .setPerFrameWebSocketCompressionSupported(false));
  }

  /**
   * Closes the connection of a client that keeps opening and resetting streams (CVE-2023-44487).
   */
  private static HttpServerOptions http2(HttpServerOptions options) {
    return options
        .setHttp2ClearTextEnabled(false) // browsers speak HTTP/2 over TLS only
        .setInitialSettings(
            new Http2Settings()
                .setMaxConcurrentStreams(MAX_STREAMS)
                .setMaxHeaderListSize(MAX_HEADER_SIZE))
        .setHttp2RstFloodMaxRstFramePerWindow(MAX_RESETS)
        .setHttp2RstFloodWindowDuration(RESET_WINDOW_SECONDS)
        .setHttp2RstFloodWindowDurationTimeUnit(TimeUnit.SECONDS);
  }

  static HttpServerOptions withTls(HttpServerOptions options, ServerSSLOptions tls) {
    tls.getEnabledCipherSuites().forEach(options::addEnabledCipherSuite);
    return options
        .setSsl(true)
        .setUseAlpn(true)
        .setSslHandshakeTimeout(tls.getSslHandshakeTimeout())
        .setKeyCertOptions(tls.getKeyCertOptions());
  }
}
