package no.samklang.bench;

import java.nio.file.Path;

/**
 * A server under load and the requests sent to it.
 *
 * @param requests file of complete HTTP/1.1 requests, written by {@link Wrk#write}
 */
record LoadTarget(ChildProcess server, Path requests) {
  int port() {
    return server.port();
  }
}
