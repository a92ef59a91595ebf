package no.samklang.pdf;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Map;
import java.util.zip.InflaterInputStream;
import org.apache.pdfbox.cos.COSArray;
import org.apache.pdfbox.cos.COSBase;
import org.apache.pdfbox.cos.COSDictionary;
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
 * A parser that isn't blown up by a small file: what it makes is counted, and the streams that hold
 * a file's structure, which the library unpacks as a whole, are measured before that. Streams of
 * pages and pictures are never unpacked.
 */
final class BoundedParser extends PDFParser {
  // in proportion to a heap of 96 MiB: some 100 bytes for each part
  private static final int MOST_BYTES = 4 * 1024 * 1024;
  private static final int MOST_PARTS = 150_000;
  private static final int BYTES_OF_PART = 32;
  private static final int BYTES_OF_ENTRY = 6; // the shortest line of a table
  private static final int PARTS_OF_ENTRY = 3;

  private final Map<Long, Map<COSObjectKey, COSBase>> unpacked = new HashMap<>();
  private boolean readsStructure;
  private int bytes;
  private long parts;

  BoundedParser(RandomAccessRead source, StreamCacheCreateFunction cache) throws IOException {
    super(source, "", null, null, cache);
  }

  @Override
  protected COSDictionary retrieveTrailer() throws IOException {
    readsStructure = true;
    try {
      return super.retrieveTrailer();
    } finally {
      readsStructure = false;
    }
  }

  @Override
  protected COSBase parseDirObject() throws IOException {
    count(1);
    return super.parseDirObject();
  }

  @Override
  protected COSString parseCOSString() throws IOException {
    COSString string = super.parseCOSString();
    count(string.getBytes().length / BYTES_OF_PART);
    return string;
  }

  @Override
  protected boolean parseXrefTable(long start) throws IOException {
    long from = source.getPosition();
    boolean found = super.parseXrefTable(start);
    count((source.getPosition() - from) / BYTES_OF_ENTRY);
    return found;
  }

  @Override
  protected COSStream parseCOSStream(COSDictionary dictionary) throws IOException {
    COSStream stream = super.parseCOSStream(dictionary);
    if (readsStructure) {
      countEntries(stream, measure(stream));
    }
    return stream;
  }

  /** Each entry says where an object is. Entries of no length would never end. */
  private void countEntries(COSStream stream, long length) {
    COSArray widths = stream.getCOSArray(COSName.W);
    if (widths != null) {
      int width = 0;
      for (int i = 0; i < widths.size(); i++) {
        width += Math.max(0, widths.getInt(i, 0));
      }
      if (width < 1) {
        throw new TooMuch("Entries without length");
      }
      count(PARTS_OF_ENTRY * (length / width));
    }
  }

  /** Unpacks each stream once, whatever is looked for in it. */
  @Override
  protected COSBase parseObjectStreamObject(long number, COSObjectKey key) throws IOException {
    if (!unpacked.containsKey(number)) {
      unpacked.put(number, Map.of());
      if (document.getObjectFromPool(new COSObjectKey(number, 0)).getObject()
          instanceof COSStream stream) {
        unpacked.put(number, unpack(stream));
      }
    }
    return unpacked.get(number).get(key);
  }

  private Map<COSObjectKey, COSBase> unpack(COSStream stream) throws IOException {
    measure(stream);
    count(Math.max(0, stream.getInt(COSName.N)));
    return new CountedObjects(stream, document).parseAllObjects();
  }

  private void count(long more) {
    parts += more;
    if (parts > MOST_PARTS) {
      throw new TooMuch("More parts than a paper has");
    }
  }

  @CanIgnoreReturnValue
  private long measure(COSStream stream) {
    COSBase filters = stream.getFilters();
    if (filters == null) {
      return stream.getLength();
    }
    if (!COSName.FLATE_DECODE.equals(filters)) {
      throw new TooMuch("Structure that is packed in another way");
    }
    long before = bytes;
    try (InputStream packed = new InflaterInputStream(stream.createRawInputStream())) {
      byte[] some = new byte[8192];
      for (int read = packed.read(some); read >= 0; read = packed.read(some)) {
        bytes += read;
        if (bytes > MOST_BYTES) {
          throw new TooMuch("Structure that grows too large");
        }
      }
    } catch (IOException e) {
      throw new TooMuch(
          "Structure that can't be unpacked"); // by us; the library may yet find a way
    }
    return bytes - before;
  }

  /** The objects of one stream, counted with the others. */
  private final class CountedObjects extends PDFObjectStreamParser {
    CountedObjects(COSStream stream, COSDocument document) throws IOException {
      super(stream, document);
    }

    @Override
    protected COSBase parseDirObject() throws IOException {
      count(1);
      return super.parseDirObject();
    }
  }

  /** Let through by the library, which mends what fails with an {@link IOException}. */
  static final class TooMuch extends RuntimeException {
    private static final long serialVersionUID = 1;

    TooMuch(String message) {
      super(message, null, false, false);
    }
  }
}
