package no.samklang.notify;

import no.samklang.bus.Fact;

/** The words that other rooms need to speak of notices. */
public final class Notices {
  private Notices() {}

  /** How something reaches a person outside the service. */
  public enum Channel {
    SMS,
    EMAIL
  }

  /** What is said; each has a text for each channel. */
  enum Template {
    ONE_TIME_CODE,
    NEW_PASSWORD,
    NEW_MESSAGE
  }

  /** Something waits in the outbox. A lost one delays until the next round, never loses. */
  public record Waiting() implements Fact {}
}
