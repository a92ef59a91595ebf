package no.samklang.pdf;

import java.io.IOException;
import java.io.InputStream;
import java.util.HashSet;
import java.util.Set;
import java.util.zip.InflaterInputStream;
import org.apache.pdfbox.cos.COSBase;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.cos.COSObjectKey;
import org.apache.pdfbox.cos.COSStream;
import org.apache.pdfbox.io.RandomAccessRead;
import org.apache.pdfbox.io.RandomAccessStreamCache.StreamCacheCreateFunction;
import org.apache.pdfbox.pdfparser.PDFParser;

/**
 * A parser that isn't blown up by a small file: the library unpacks the streams that hold a file's
 * structure as a whole, so that each is measured before that. Streams of pages and pictures are
 * never unpacked.
 */
final class BoundedParser extends PDFParser {
  private static final int MOST = 16 * 1024 * 1024;

  private final Set<Long> measured = new HashSet<>();
  private boolean readsStructure;
  private int unpacked;

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
  protected COSStream parseCOSStream(COSDictionary dictionary) throws IOException {
    COSStream stream = super.parseCOSStream(dictionary);
    if (readsStructure) {
      measure(stream);
    }
    return stream;
  }

  @Override
  protected COSBase parseObjectStreamObject(long number, COSObjectKey key) throws IOException {
    COSBase holder = document.getObjectFromPool(new COSObjectKey(number, 0)).getObject();
    if (holder instanceof COSStream stream && measured.add(number)) {
      measure(stream);
    }
    return super.parseObjectStreamObject(number, key);
  }

  private void measure(COSStream stream) {
    COSBase filters = stream.getFilters();
    if (filters == null) {
      return;
    }
    if (!COSName.FLATE_DECODE.equals(filters)) {
      throw new TooMuch("Structure that is packed in another way");
    }
    try (InputStream packed = new InflaterInputStream(stream.createRawInputStream())) {
      byte[] some = new byte[8192];
      for (int read = packed.read(some); read >= 0; read = packed.read(some)) {
        unpacked += read;
        if (unpacked > MOST) {
          throw new TooMuch("Structure that grows too large");
        }
      }
    } catch (IOException e) {
      throw new TooMuch(
          "Structure that can't be unpacked"); // by us; the library may yet find a way
    }
  }

  /** Let through by the library, which mends what fails with an {@link IOException}. */
  private static final class TooMuch extends RuntimeException {
    private static final long serialVersionUID = 1;

    TooMuch(String message) {
      super(message, null, false, false);
    }
  }
}
