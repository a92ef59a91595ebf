package no.samklang.http.tls;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Maybe;
import io.vertx.core.net.ServerSSLOptions;
import io.vertx.rxjava3.core.Vertx;
import io.vertx.rxjava3.core.http.HttpServer;
import java.time.Duration;
import java.util.List;
import no.samklang.config.HttpSettings;
import no.samklang.config.SettingsException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reloads certificate and key when the files' contents change; a swapped symbolic link counts, a
 * new timestamp doesn't. New connections use the new pair; open ones continue. An invalid pair is
 * ignored.
 */
@CheckReturnValue
public final class CertificateReloader {
  public static final Duration INTERVAL = Duration.ofSeconds(2);
  private static final Duration HANDSHAKE_TIMEOUT = Duration.ofSeconds(5);
  // forward secrecy and authenticated encryption only, no CBC (RFC 9325)
  private static final List<String> CIPHER_SUITES =
      List.of(
          "TLS_AES_256_GCM_SHA384",
          "TLS_AES_128_GCM_SHA256",
          "TLS_CHACHA20_POLY1305_SHA256",
          "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384",
          "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384",
          "TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256",
          "TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256",
          "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
          "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256");
  private static final Logger LOG = LoggerFactory.getLogger(CertificateReloader.class);

  private final Vertx vertx;
  private final HttpSettings.TlsSettings files;
  private PemKeyPair current;
  private Object rejected;

  public CertificateReloader(Vertx vertx, HttpSettings.TlsSettings files) {
    this.vertx = vertx;
    this.files = files;
  }

  /** Loads the initial pair. */
  public Maybe<ServerSSLOptions> load() {
    return read()
        .flatMap(this::validated)
        .onErrorResumeNext(
            failure ->
                Maybe.error(
                    new SettingsException(
                        "http.tls",
                        "certificate and key are invalid or don't match: " + name(failure))))
        .doOnSuccess(pair -> current = pair)
        .map(CertificateReloader::options);
  }

  /** Logged once per pair, by exception type: the message may quote the file. */
  public Completable reloadIfChanged(HttpServer server) {
    return read()
        .filter(pair -> !pair.equals(current) && !pair.equals(rejected))
        .flatMapCompletable(pair -> apply(server, pair))
        .onErrorResumeNext(failure -> logRejected("unreadable", failure));
  }

  private Completable apply(HttpServer server, PemKeyPair pair) {
    return validated(pair)
        .flatMapSingle(good -> server.rxUpdateSSLOptions(options(good)))
        .doOnSuccess(
            updated -> {
              current = pair;
              rejected = null;
              LOG.info("TLS certificate reloaded");
            })
        .ignoreElement()
        .onErrorResumeNext(failure -> logRejected(pair, failure));
  }

  /** Said once for each pair; the words of the failure may quote the file. */
  private Completable logRejected(Object pair, Throwable failure) {
    if (!pair.equals(rejected)) {
      rejected = pair;
      LOG.warn(
          "New TLS certificate or key is invalid; the current one stays in use: {}", name(failure));
    }
    return Completable.complete();
  }

  private static String name(Throwable failure) {
    return failure.getClass().getSimpleName();
  }

  private Maybe<PemKeyPair> read() {
    return vertx.rxExecuteBlocking(() -> PemKeyPair.read(files), false);
  }

  private Maybe<PemKeyPair> validated(PemKeyPair pair) {
    return vertx.rxExecuteBlocking(
        () -> {
          pair.validate(vertx.getDelegate());
          return pair;
        },
        false);
  }

  private static ServerSSLOptions options(PemKeyPair pair) {
    ServerSSLOptions options = new ServerSSLOptions();
    CIPHER_SUITES.forEach(options::addEnabledCipherSuite);
    return options
        .setKeyCertOptions(pair.options())
        .setUseAlpn(true)
        .setSslHandshakeTimeout(HANDSHAKE_TIMEOUT.toSeconds());
  }
}
