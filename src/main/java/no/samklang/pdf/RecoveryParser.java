package no.samklang.pdf;

import java.io.IOException;
import java.lang.reflect.Field;
import org.apache.pdfbox.cos.COSBase;
import org.apache.pdfbox.cos.COSDocument;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.cos.COSString;
import org.apache.pdfbox.io.RandomAccessRead;
import org.apache.pdfbox.pdfparser.BruteForceParser;
import org.apache.pdfbox.pdfparser.COSParser;

/** The library's search for lost objects, which counts the objects that it parses. */
final class RecoveryParser extends BruteForceParser {
  private final ParseBudget budget;

  private RecoveryParser(RandomAccessRead source, COSDocument document, ParseBudget budget)
      throws IOException {
    super(source, document);
    this.budget = budget;
  }

  /**
   * Makes a parser use this search. The library has no means for it but a private field; a test
   * notices when that changes ({@code PdfValidatorTest#limitsTrailers}).
   */
  static RecoveryParser install(
      COSParser parser, RandomAccessRead source, COSDocument document, ParseBudget budget)
      throws IOException {
    RecoveryParser recovery = new RecoveryParser(source, document, budget);
    try {
      Field field = COSParser.class.getDeclaredField("bruteForceParser");
      field.setAccessible(true);
      field.set(parser, recovery);
    } catch (ReflectiveOperationException e) {
      throw new LinkageError("Another version of PDFBox", e);
    }
    return recovery;
  }

  @Override
  protected COSBase parseDirObject() throws IOException {
    budget.countObjects(1);
    return super.parseDirObject();
  }

  @Override
  protected COSString parseCOSString() throws IOException {
    COSString string = super.parseCOSString();
    budget.countText(string.getBytes().length);
    return string;
  }

  @Override
  protected COSName parseCOSName() throws IOException {
    COSName name = super.parseCOSName();
    budget.countText(name.getName().length());
    return name;
  }
}
