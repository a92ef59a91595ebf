package no.samklang.pdf;

import java.io.IOException;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSDocument;
import org.apache.pdfbox.cos.COSStream;
import org.apache.pdfbox.cos.ICOSParser;
import org.apache.pdfbox.io.RandomAccessStreamCache.StreamCacheCreateFunction;

/** A parsed document whose streams are decoded within a budget, and that is never decrypted. */
final class BoundedDocument extends COSDocument {
  private final ICOSParser parser;
  private final ParseBudget budget;

  BoundedDocument(StreamCacheCreateFunction cache, ICOSParser parser, ParseBudget budget) {
    super(cache, parser);
    this.parser = parser;
    this.budget = budget;
  }

  @Override
  public COSStream createCOSStream(COSDictionary dictionary, long start, long length)
      throws IOException {
    COSStream stream = new ParsedStream(parser.createRandomAccessReadView(start, length), budget);
    dictionary.forEach(stream::setItem);
    stream.setKey(dictionary.getKey());
    return stream;
  }

  /**
   * Never a dictionary: the parser asks for it in order to decrypt the file, for which some kinds
   * of encryption need libraries that aren't there.
   *
   * @throws EncryptedException if the file is encrypted, whatever the kind
   */
  @Override
  public COSDictionary getEncryptionDictionary() {
    if (isEncrypted()) {
      throw new EncryptedException();
    }
    return null;
  }

  /** Unchecked, because the library recovers from an {@link IOException} and goes on. */
  static final class EncryptedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    EncryptedException() {
      super("The file is encrypted", null, false, false);
    }
  }
}
