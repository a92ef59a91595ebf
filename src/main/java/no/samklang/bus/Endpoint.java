package no.samklang.bus;

/**
 * An address on the event bus together with the types it takes and gives.
 *
 * @param <Q> the question, a record passed by reference
 * @param <A> the answer, never null
 */
@SuppressWarnings("UnusedTypeParameter") // they type the asking and the answering
public record Endpoint<Q, A>(String address) {
  /** An endpoint that is asked and answered within this process. */
  public static <Q, A> Endpoint<Q, A> local(String name) {
    return new Endpoint<>("ask." + name);
  }
}
