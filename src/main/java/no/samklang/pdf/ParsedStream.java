package no.samklang.pdf;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import javax.crypto.Cipher;
import javax.crypto.CipherInputStream;
import org.apache.pdfbox.cos.COSArray;
import org.apache.pdfbox.cos.COSBase;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.cos.COSStream;
import org.apache.pdfbox.filter.Filter;
import org.apache.pdfbox.filter.FilterFactory;
import org.apache.pdfbox.io.RandomAccessRead;
import org.apache.pdfbox.io.RandomAccessReadBuffer;
import org.apache.pdfbox.io.RandomAccessReadView;

/**
 * A stream of a parsed file. When the parser decodes it, which it does with xref and object streams
 * only, the library's own filters decode it into bounded memory: in all ways of writing them that
 * the library knows, and with its leniency towards damaged data. When the file is protected, it is
 * encrypted while it is written.
 */
final class ParsedStream extends COSStream {
  private static final int MAX_LZW_BYTES = 512 * 1024; // the decoder keeps an array for each code
  private static final int OBJECTS_PER_XREF_ENTRY = 3;
  private static final int MIN_BYTES_PER_OBJECT_NUMBER = 4;
  private static final int MAX_ROW_FACTOR = 1_000;
  private static final long MAX_ROW_BITS = 8L * 64 * 1024;
  private static final List<COSName> ROW_FACTORS =
      List.of(COSName.COLUMNS, COSName.COLORS, COSName.BITS_PER_COMPONENT);
  private static final Set<COSName> LZW =
      Set.of(COSName.LZW_DECODE, COSName.LZW_DECODE_ABBREVIATION);
  private static final Set<COSName> OTHERS =
      Set.of(
          COSName.FLATE_DECODE,
          COSName.FLATE_DECODE_ABBREVIATION,
          COSName.ASCII85_DECODE,
          COSName.ASCII85_DECODE_ABBREVIATION,
          COSName.ASCII_HEX_DECODE,
          COSName.ASCII_HEX_DECODE_ABBREVIATION,
          COSName.RUN_LENGTH_DECODE,
          COSName.RUN_LENGTH_DECODE_ABBREVIATION,
          COSName.CRYPT);

  private final ParseBudget budget;
  private final long length;
  private byte[] iv;
  private Cipher cipher; // null until the stream is to be encrypted

  ParsedStream(RandomAccessReadView content, ParseBudget budget) throws IOException {
    super(null, content);
    this.budget = budget;
    this.length = content.length();
  }

  /**
   * Lets {@link #createRawInputStream} encrypt, once.
   *
   * @param encryption for AES in CBC mode, with padding
   */
  void encryptBy(Cipher encryption) {
    cipher = encryption;
    iv = encryption.getIV();
    setLong(COSName.LENGTH, iv.length + (length / iv.length + 1) * iv.length);
  }

  @Override
  public InputStream createRawInputStream() throws IOException {
    InputStream content = super.createRawInputStream();
    return cipher == null
        ? content
        : new SequenceInputStream(
            new ByteArrayInputStream(iv), new CipherInputStream(content, cipher));
  }

  /**
   * @throws IOException if the library can't decode it either
   */
  @Override
  public RandomAccessRead createView() throws IOException {
    byte[] content = createRawInputStream().readAllBytes();
    budget.countReads(content.length);
    requireNarrowRows();
    Set<COSName> names = filterNames();
    if (names.isEmpty()) {
      budget.countDecoded(content.length);
    }
    int filter = 0;
    for (COSName name : names) {
      content = decode(name, content, filter++);
      budget.countDecoded(content.length); // also what the next filter makes small
    }
    countEntries(content.length);
    return new RandomAccessReadBuffer(content);
  }

  /** Each filter once: the library drops repeated ones. */
  private Set<COSName> filterNames() throws IOException {
    Set<COSName> names = new LinkedHashSet<>();
    COSBase filters = getFilters();
    if (filters instanceof COSName name) {
      names.add(name);
    } else if (filters instanceof COSArray array) {
      for (COSBase item : array) {
        if (!(item instanceof COSName name)) {
          throw new IOException("A filter that isn't a name");
        }
        names.add(name);
      }
    }
    return names;
  }

  private byte[] decode(COSName name, byte[] encoded, int index) throws IOException {
    if (LZW.contains(name)) {
      ParseBudget.require(encoded.length <= MAX_LZW_BYTES, "LZW data too large");
    } else if (!OTHERS.contains(name)) {
      throw new IOException("Not a filter of structure streams");
    }
    Filter filter = FilterFactory.INSTANCE.getFilter(name);
    try (InputStream in = new ByteArrayInputStream(encoded);
        BoundedOutput out = new BoundedOutput()) {
      filter.decode(in, out, this, index);
      return out.bytes.toByteArray();
    }
  }

  /**
   * A predictor allocates two rows, however little data there is. Both entries are checked, of
   * which the filters use one ({@code Filter.getDecodeParams}).
   */
  private void requireNarrowRows() {
    for (COSName entry : List.of(COSName.DP, COSName.DECODE_PARMS)) {
      COSBase parameters = getDictionaryObject(entry);
      if (parameters instanceof COSDictionary dictionary) {
        requireNarrowRow(dictionary);
      } else if (parameters instanceof COSArray array) {
        for (int i = 0; i < array.size(); i++) {
          if (array.getObject(i) instanceof COSDictionary dictionary) {
            requireNarrowRow(dictionary);
          }
        }
      }
    }
  }

  /** Two negative factors would make a wide row too. */
  private static void requireNarrowRow(COSDictionary parameters) {
    long bits = 1;
    for (COSName factor : ROW_FACTORS) {
      int value = parameters.getInt(factor, 1);
      ParseBudget.require(value >= 0 && value <= MAX_ROW_FACTOR, "Rows too wide");
      bits *= value;
    }
    ParseBudget.require(bits <= MAX_ROW_BITS, "Rows too wide");
  }

  /**
   * Counts the entries of an xref stream or the numbers of an object stream. Xref entries of zero
   * width would make the library loop forever.
   */
  private void countEntries(int length) {
    COSArray widths = getCOSArray(COSName.W);
    if (widths == null) {
      budget.countObjects(
          Math.min(Math.max(0, getInt(COSName.N)), length / MIN_BYTES_PER_OBJECT_NUMBER));
      return;
    }
    long width = 0;
    for (int i = 0; i < widths.size(); i++) {
      width += Math.max(0, widths.getInt(i, 0));
    }
    ParseBudget.require(width > 0, "Xref entries of zero width");
    budget.countObjects(OBJECTS_PER_XREF_ENTRY * (length / width));
  }

  /** Throws when the decoded data exceeds the limit of one stream. */
  private static final class BoundedOutput extends OutputStream {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    @Override
    public void write(int one) {
      requireRoomFor(1);
      bytes.write(one);
    }

    @Override
    public void write(byte[] from, int offset, int length) {
      requireRoomFor(length);
      bytes.write(from, offset, length);
    }

    private void requireRoomFor(int more) {
      ParseBudget.require(
          bytes.size() + (long) more <= ParseBudget.MAX_STREAM_BYTES, "Structure stream too large");
    }
  }
}
