package no.samklang.http;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Maybe;
import io.vertx.core.net.ServerSSLOptions;
import io.vertx.rxjava3.core.Vertx;
import io.vertx.rxjava3.core.http.HttpServer;
import java.time.Duration;
import no.samklang.config.HttpSettings;
import no.samklang.config.SettingsException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Certificate and key, read anew when the files change, however they are changed: the contents are
 * compared, so a swapped symbolic link counts, and a touched file doesn't. New connections get the
 * new pair; open ones go on. A pair that can't be used changes nothing.
 */
@CheckReturnValue
final class TlsWatch {
  static final Duration EVERY = Duration.ofSeconds(2);
  private static final Duration HANDSHAKE = Duration.ofSeconds(5);
  private static final Logger LOG = LoggerFactory.getLogger(TlsWatch.class);

  private final Vertx vertx;
  private final HttpSettings.Tls files;
  private TlsPair used;
  private Object refused;

  TlsWatch(Vertx vertx, HttpSettings.Tls files) {
    this.vertx = vertx;
    this.files = files;
  }

  /** The pair to begin with. */
  Maybe<ServerSSLOptions> load() {
    return read()
        .flatMap(this::checked)
        .onErrorResumeNext(
            failure ->
                Maybe.error(
                    new SettingsException(
                        "http.tls", "certificate and key don't fit: " + name(failure))))
        .doOnSuccess(pair -> used = pair)
        .map(TlsWatch::options);
  }

  /** One look at the files. */
  Completable look(HttpServer server) {
    return read()
        .filter(pair -> !pair.equals(used) && !pair.equals(refused))
        .flatMapCompletable(pair -> use(server, pair))
        .onErrorResumeNext(failure -> keep("unreadable", failure));
  }

  private Completable use(HttpServer server, TlsPair pair) {
    return checked(pair)
        .flatMapSingle(good -> server.rxUpdateSSLOptions(options(good)))
        .doOnSuccess(
            updated -> {
              used = pair;
              refused = null;
              LOG.info("The TLS certificate has been replaced");
            })
        .ignoreElement()
        .onErrorResumeNext(failure -> keep(pair, failure));
  }

  /** Said once for each pair; the words of the failure may quote the file. */
  private Completable keep(Object what, Throwable failure) {
    if (!what.equals(refused)) {
      refused = what;
      LOG.warn(
          "The TLS certificate or key has changed and can't be used, the former stays: {}",
          name(failure));
    }
    return Completable.complete();
  }

  private static String name(Throwable failure) {
    return failure.getClass().getSimpleName();
  }

  private Maybe<TlsPair> read() {
    return vertx.rxExecuteBlocking(() -> TlsPair.read(files), false);
  }

  private Maybe<TlsPair> checked(TlsPair pair) {
    return vertx.rxExecuteBlocking(
        () -> {
          pair.check(vertx.getDelegate());
          return pair;
        },
        false);
  }

  private static ServerSSLOptions options(TlsPair pair) {
    return new ServerSSLOptions()
        .setKeyCertOptions(pair.options())
        .setUseAlpn(true)
        .setSslHandshakeTimeout(HANDSHAKE.toSeconds());
  }
}
