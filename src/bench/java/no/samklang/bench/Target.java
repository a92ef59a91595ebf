package no.samklang.bench;

import java.nio.file.Path;

/**
 * A server under load and what it is asked for.
 *
 * @param requests a file of whole HTTP/1.1 requests, as {@link Wrk#write} makes it
 */
record Target(Child server, Path requests) {
  int port() {
    return server.port();
  }
}
