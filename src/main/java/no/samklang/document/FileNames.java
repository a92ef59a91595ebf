package no.samklang.document;

import no.samklang.text.VisibleText;

/** Names of uploaded files, as they are shown and saved. */
public final class FileNames {
  private static final int MAX_LENGTH = 200;
  private static final String UNKNOWN = "dokument.pdf";
  private static final String EXTENSION = ".pdf";

  private FileNames() {}

  /**
   * The name of an upload: without the folders before it, and without characters that nobody sees
   * or that turn the text around.
   */
  public static String ofUpload(String name) {
    String last = name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1);
    String visible =
        VisibleText.isLine(last)
            ? last
            : last.codePoints()
                .filter(c -> VisibleText.isLine(Character.toString(c)))
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    String cut = VisibleText.cut(visible.strip(), MAX_LENGTH).strip();
    return cut.isEmpty() ? UNKNOWN : cut;
  }

  /** The name under which a file is saved. */
  public static String ofDownload(String name) {
    String saved = name.replaceAll("[/\\\\:*?\"<>|]", "_");
    return saved.toLowerCase(java.util.Locale.ROOT).endsWith(EXTENSION) ? saved : saved + EXTENSION;
  }
}
