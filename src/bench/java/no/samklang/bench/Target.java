package no.samklang.bench;

import io.vertx.core.buffer.Buffer;
import java.util.function.Supplier;

/**
 * A server under load and what it is asked for.
 *
 * @param requests gives the next, whole HTTP/1.1 request; asked on one thread
 */
record Target(int port, Supplier<Buffer> requests) {}
