package no.samklang.print;

import java.util.List;

/** A part of a document that is printed as files without a password. */
public record PrintedPart(String heading, List<PrintBlock> blocks) {
  @Override
  public String toString() {
    return "PrintedPart";
  }
}
