package no.samklang;

/** Starts Samklang. */
public final class Main {
  private Main() {}

  public static void main(String[] args) {}
}
