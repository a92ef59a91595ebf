package no.samklang.event;

import no.samklang.trace.Trace;

/**
 * A body on the bus with the trace id of its sender.
 *
 * @param trace null outside a request or job
 */
record BusEnvelope(Object body, String trace) {
  static BusEnvelope current(Object body) {
    return new BusEnvelope(body, Trace.current());
  }

  /** The body as the type that the service declares; unchecked. */
  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
  <Q> Q request() {
    return (Q) body;
  }
}
