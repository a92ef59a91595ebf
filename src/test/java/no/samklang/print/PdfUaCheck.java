package no.samklang.print;

import java.io.ByteArrayInputStream;
import java.util.List;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.PDFAValidator;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.ValidationResult;

/** Checks by veraPDF that a file is PDF/UA-1, or of another flavour. */
public final class PdfUaCheck {
  private PdfUaCheck() {}

  /** What is against the standard; nothing if the file follows it. */
  static List<String> faults(byte[] pdf) {
    return faults(pdf, PDFAFlavour.PDFUA_1);
  }

  /** What is against the standard; nothing if the file follows it. */
  public static List<String> faults(byte[] pdf, PDFAFlavour flavour) {
    VeraGreenfieldFoundryProvider.initialise();
    try (PDFAParser parser =
            Foundries.defaultInstance().createParser(new ByteArrayInputStream(pdf), flavour);
        PDFAValidator validator = Foundries.defaultInstance().createValidator(flavour, false)) {
      ValidationResult result = validator.validate(parser);
      return result.getTestAssertions().stream()
          .map(fault -> fault.getRuleId().getClause() + " " + fault.getMessage())
          .distinct()
          .toList();
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }
}
