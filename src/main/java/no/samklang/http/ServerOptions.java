package no.samklang.http;

import io.vertx.core.http.Http2Settings;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.ServerSSLOptions;
import java.util.concurrent.TimeUnit;
import no.samklang.config.HttpSettings;

/** How the server speaks HTTP: everything that a client can make grow is bounded. */
final class ServerOptions {
  private static final int LONGEST_LINE = 4096;
  private static final int LARGEST_HEAD = 8192;
  private static final int LARGEST_FRAME = 4096;
  private static final int STREAMS = 100;
  private static final int RESETS = 200;
  private static final int RESETS_SECONDS = 30;

  private ServerOptions() {}

  static HttpServerOptions of(HttpSettings http) {
    return http2(
        new HttpServerOptions()
            .setHost(http.host())
            .setPort(http.port())
            .setIdleTimeout((int) Math.min(http.idleTimeout().toMillis(), Integer.MAX_VALUE))
            .setIdleTimeoutUnit(TimeUnit.MILLISECONDS)
            .setMaxInitialLineLength(LONGEST_LINE)
            .setMaxHeaderSize(LARGEST_HEAD)
            .setCompressionSupported(true)
            .setMaxWebSocketFrameSize(LARGEST_FRAME)
            .setMaxWebSocketMessageSize(LARGEST_FRAME)
            // frames are small, and compressing them takes up to 300 kB for each browser
            .setPerMessageWebSocketCompressionSupported(false)
            .setPerFrameWebSocketCompressionSupported(false));
  }

  /** A client that opens and resets streams all the time is cut off (CVE-2023-44487). */
  private static HttpServerOptions http2(HttpServerOptions options) {
    return options
        .setHttp2ClearTextEnabled(false) // browsers speak HTTP/2 over TLS only
        .setInitialSettings(
            new Http2Settings().setMaxConcurrentStreams(STREAMS).setMaxHeaderListSize(LARGEST_HEAD))
        .setHttp2RstFloodMaxRstFramePerWindow(RESETS)
        .setHttp2RstFloodWindowDuration(RESETS_SECONDS)
        .setHttp2RstFloodWindowDurationTimeUnit(TimeUnit.SECONDS);
  }

  static HttpServerOptions withTls(HttpServerOptions options, ServerSSLOptions tls) {
    return options
        .setSsl(true)
        .setUseAlpn(true)
        .setSslHandshakeTimeout(tls.getSslHandshakeTimeout())
        .setKeyCertOptions(tls.getKeyCertOptions());
  }
}
