package no.samklang.bus;

import no.samklang.trace.Trace;

/**
 * What travels by the bus, with the id of what it is asked or told for.
 *
 * @param trace null when it is for nothing in particular
 */
record Traced(Object body, String trace) {
  static Traced here(Object body) {
    return new Traced(body, Trace.current());
  }

  /** As the one who serves the address knows it: an endpoint carries its types. */
  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
  <Q> Q question() {
    return (Q) body;
  }
}
