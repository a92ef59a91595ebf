package no.samklang.pdf;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.pdfbox.cos.COSBase;
import org.apache.pdfbox.cos.COSDocument;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.cos.COSObjectKey;
import org.apache.pdfbox.cos.COSStream;
import org.apache.pdfbox.cos.COSString;
import org.apache.pdfbox.io.RandomAccessRead;
import org.apache.pdfbox.io.RandomAccessStreamCache.StreamCacheCreateFunction;
import org.apache.pdfbox.pdfparser.PDFObjectStreamParser;
import org.apache.pdfbox.pdfparser.PDFParser;

/**
 * PDF parser with bounded memory and time: counts what it creates, and decodes xref and object
 * streams into bounded memory. Content and image streams are never decoded.
 */
final class BoundedPdfParser extends PDFParser {
  private static final int MIN_XREF_ENTRY_BYTES = 6; // the shortest line of an xref table

  private final Map<Long, Map<COSObjectKey, COSBase>> objectStreams = new HashMap<>();
  private final ParseBudget budget;
  private final RecoveryParser recovery;

  BoundedPdfParser(RandomAccessRead source, StreamCacheCreateFunction cache, ParseBudget budget)
      throws IOException {
    super(source, "", null, null, null);
    this.budget = budget;
    this.document = new BoundedDocument(cache, this, budget);
    this.recovery = RecoveryParser.install(this, source, document, budget);
  }

  /** Whether objects were searched for since the file's own table of them can't be used. */
  boolean isRepaired() {
    return recovery.bfSearchTriggered();
  }

  /**
   * The objects of all object streams if the xref table was lost, otherwise none: other readers may
   * find streams that the search here doesn't, because their type is written with escapes.
   */
  Collection<COSBase> unlistedObjects() {
    List<COSBase> found = new ArrayList<>();
    if (recovery.bfSearchTriggered()) {
      for (COSObjectKey key : List.copyOf(document.getXrefTable().keySet())) {
        if (document.getObjectFromPool(key).getObject() instanceof COSStream stream
            && COSName.OBJ_STM.equals(stream.getCOSName(COSName.TYPE))) {
          found.addAll(objectsOf(key.getNumber(), stream).values());
        }
      }
    }
    return found;
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

  @Override
  protected boolean parseXrefTable(long start) throws IOException {
    long from = source.getPosition();
    boolean found = super.parseXrefTable(start);
    budget.countObjects((source.getPosition() - from) / MIN_XREF_ENTRY_BYTES);
    return found;
  }

  /** Parses each object stream once, however many of its objects are requested. */
  @Override
  protected COSBase parseObjectStreamObject(long number, COSObjectKey key) throws IOException {
    COSBase stream =
        objectStreams.containsKey(number)
            ? null
            : document.getObjectFromPool(new COSObjectKey(number, 0)).getObject();
    return objectsOf(number, stream).get(key);
  }

  private Map<COSObjectKey, COSBase> objectsOf(long number, COSBase stream) {
    if (!objectStreams.containsKey(number)) {
      objectStreams.put(number, Map.of()); // it may ask for objects of its own
      if (stream instanceof COSStream objectStream) {
        objectStreams.put(number, parseObjectStream(objectStream));
      }
    }
    return objectStreams.get(number);
  }

  private Map<COSObjectKey, COSBase> parseObjectStream(COSStream stream) {
    try {
      return new CountingStreamParser(stream, document).parseAllObjects();
    } catch (IOException e) {
      throw new UnreadableObjectsException(e);
    }
  }

  /** Parses one object stream and counts its objects. */
  private final class CountingStreamParser extends PDFObjectStreamParser {
    CountingStreamParser(COSStream stream, COSDocument document) throws IOException {
      super(stream, document);
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

  /** Unchecked: the library would go on without objects that other readers may be able to read. */
  static final class UnreadableObjectsException extends RuntimeException {
    private static final long serialVersionUID = 1;

    UnreadableObjectsException(IOException cause) {
      super("Object stream can't be read", cause, false, false);
    }
  }
}
