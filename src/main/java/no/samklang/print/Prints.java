package no.samklang.print;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import no.samklang.text.Language;
import no.samklang.text.Languages;

/** Records of the contract for prints (PRINT-1). */
public final class Prints {
  private Prints() {}

  /**
   * What to print.
   *
   * @param history whether goals come with history; null for no
   * @param comments whether goals come with comments; null for no
   */
  record PrintSelection(List<PrintPart> parts, Boolean history, Boolean comments) {
    PartPrinter.PrintOptions options() {
      return new PartPrinter.PrintOptions(
          Boolean.TRUE.equals(history), Boolean.TRUE.equals(comments));
    }
  }

  /**
   * A print, or a PDF to preview one.
   *
   * @param preview whether it is a preview, without reason and password; null for no
   * @param reason why; required for a print
   */
  record PrintOrder(
      List<PrintPart> parts, Boolean history, Boolean comments, Boolean preview, String reason) {
    PrintSelection selection() {
      return new PrintSelection(parts, history, comments);
    }

    boolean isPreview() {
      return Boolean.TRUE.equals(preview);
    }

    @Override
    public String toString() {
      return "PrintOrder";
    }
  }

  /**
   * Where the PDF can be fetched, once.
   *
   * @param password opens it; null for a preview
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record OrderedPrint(String url, String password, long expiresInSeconds) {
    @Override
    public String toString() {
      return "OrderedPrint";
    }
  }

  /** How much of a large print is made, in percent. */
  record PrintProgress(int progress) {}

  /**
   * A print, to look at in the page.
   *
   * @param language of its words
   * @param note who looks at it, when, and that the plan in Samklang is the one in force
   */
  public record PrintContent(
      @JsonIgnore Language language, String title, String note, List<PrintSection> sections) {
    /** In the default language. */
    public PrintContent(String title, String note, List<PrintSection> sections) {
      this(Languages.packaged().defaultLanguage(), title, note, sections);
    }

    PrintContent withSections(List<PrintSection> others) {
      return new PrintContent(language, title, note, others);
    }

    @Override
    public String toString() {
      return "PrintContent";
    }
  }

  /** A part of the plan. */
  public record PrintSection(PrintPart part, String heading, List<PrintBlock> blocks) {
    @Override
    public String toString() {
      return "PrintSection " + part;
    }
  }
}
