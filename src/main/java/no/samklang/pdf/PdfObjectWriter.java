package no.samklang.pdf;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.UUID;
import org.apache.pdfbox.cos.COSArray;
import org.apache.pdfbox.cos.COSBase;
import org.apache.pdfbox.cos.COSBoolean;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSDocument;
import org.apache.pdfbox.cos.COSFloat;
import org.apache.pdfbox.cos.COSInteger;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.cos.COSNull;
import org.apache.pdfbox.cos.COSObject;
import org.apache.pdfbox.cos.COSObjectKey;
import org.apache.pdfbox.cos.COSStream;
import org.apache.pdfbox.cos.COSString;
import org.apache.pdfbox.cos.ICOSVisitor;
import org.apache.pdfbox.pdfwriter.COSWriter;
import org.apache.pdfbox.pdmodel.PDDocument;

/**
 * Writes the objects of a PDF file (ISO 32000-1) as they come, compressed. Of what is written, only
 * its place is kept, 8 bytes for each object: what they were made of can be thrown away. PDFBox's
 * own writer asks for the whole document.
 */
public final class PdfObjectWriter {
  private static final int OBJECTS_OF_STREAM = 200;
  private static final int INDEX_BITS = 16;
  // type, place, and index in an object stream
  private static final int[] FIELDS = {1, 5, 2};
  private static final byte[] HEADER = {
    '%',
    'P',
    'D',
    'F',
    '-',
    '1',
    '.',
    '7',
    '\n',
    '%',
    (byte) 0xE2,
    (byte) 0xE3,
    (byte) 0xCF,
    (byte) 0xD3,
    '\n'
  };

  private final OutputStream out;
  private final PDDocument encrypted;
  private final ByteArrayOutputStream bodies = new ByteArrayOutputStream();
  private final StringBuilder offsets = new StringBuilder();
  private final Deque<COSBase> waiting = new ArrayDeque<>();
  private IdentityHashMap<COSBase, Integer> numbers = new IdentityHashMap<>();
  // of each number: twice where it begins, or, plus 1, its object stream and its index there
  private long[] places = new long[1024];
  private int last;
  private int streamNumber;
  private int streamObjects;
  private long written;
  private ByteArrayOutputStream target;
  private boolean encrypting;

  /**
   * @param password opens the file, by AES-256; null for none
   */
  public PdfObjectWriter(OutputStream out, String password) throws IOException {
    this.out = out;
    this.encrypted = password == null ? null : encrypted(password);
    write(HEADER);
  }

  private static PDDocument encrypted(String password) throws IOException {
    PDDocument document = new PDDocument();
    FilePassword.protect(document, password, FilePassword.createForOwner());
    document.getEncryption().getSecurityHandler().prepareDocumentForEncryption(document);
    return document;
  }

  /** A number for an object that is written later, by {@link #write(int, COSBase)}. */
  public int reserve() {
    last++;
    if (last == places.length) {
      places = Arrays.copyOf(places, 2 * last);
    }
    return last;
  }

  /** A reference, to be put into an object that is written. */
  public static COSObject reference(int number) {
    return new COSObject(COSNull.NULL, new COSObjectKey(number, 0));
  }

  /** Has what refers to the object refer to the number. */
  public void replace(COSBase object, int number) {
    numbers.put(object, number);
  }

  /** Writes the object, and all to which it leads. */
  public void write(int number, COSBase object) throws IOException {
    numbers.put(object, number);
    writeObject(number, object);
    while (!waiting.isEmpty()) {
      COSBase next = waiting.remove();
      writeObject(numbers.get(next), next);
    }
  }

  /** Writes the object, and all to which it leads, unless it is written already. */
  @CanIgnoreReturnValue
  public int write(COSBase found) throws IOException {
    COSBase object = resolve(found);
    Integer known = numbers.get(object);
    if (known != null) {
      return known;
    }
    int number = reserve();
    write(number, object);
    return number;
  }

  /** Forgets what was written: objects that come after this don't refer to any of it. */
  public void forget() {
    numbers = new IdentityHashMap<>();
  }

  /** Ends the file. */
  public void finish(int catalog, int info) throws IOException {
    COSDictionary trailer = new COSDictionary();
    trailer.setItem(COSName.ROOT, reference(catalog));
    trailer.setItem(COSName.INFO, reference(info));
    COSArray id = new COSArray();
    id.add(new COSString(randomId()));
    id.add(id.get(0));
    trailer.setItem(COSName.ID, id);
    endObjectStream();
    if (encrypted != null) {
      trailer.setItem(COSName.ENCRYPT, reference(writeEncryption()));
      encrypted.close();
    }
    long place = written;
    int number = reserve();
    places[number] = 2 * place;
    COSStream table = stream(COSName.XREF, places(), trailer);
    table.setItem(COSName.W, numbers(FIELDS));
    table.setInt(COSName.SIZE, last + 1);
    writeStream(number, table, false);
    write(("startxref\n" + place + "\n%%EOF\n").getBytes(StandardCharsets.US_ASCII));
  }

  private static byte[] randomId() {
    UUID id = UUID.randomUUID();
    return ByteBuffer.allocate(2 * Long.BYTES)
        .putLong(id.getMostSignificantBits())
        .putLong(id.getLeastSignificantBits())
        .array();
  }

  private static COSArray numbers(int... values) {
    COSArray array = new COSArray();
    Arrays.stream(values).forEach(value -> array.add(COSInteger.get(value)));
    return array;
  }

  private byte[] places() {
    ByteBuffer table = ByteBuffer.allocate(Arrays.stream(FIELDS).sum() * (last + 1));
    table.put((byte) 0).put(new byte[FIELDS[1]]).putShort((short) -1);
    for (int number = 1; number <= last; number++) {
      boolean compressed = places[number] % 2 == 1;
      long place = places[number] >> 1;
      table.put((byte) (compressed ? 2 : 1));
      long value = compressed ? place >> INDEX_BITS : place;
      table.put((byte) (value >> Integer.SIZE)).putInt((int) value);
      table.putShort((short) (compressed ? place : 0));
    }
    return table.array();
  }

  /** It isn't encrypted itself, nor in an object stream. */
  private int writeEncryption() throws IOException {
    int number = reserve();
    places[number] = 2 * written;
    write(begin(number));
    write(bytes(encrypted.getEncryption().getCOSObject(), false));
    write("\nendobj\n".getBytes(StandardCharsets.US_ASCII));
    return number;
  }

  private void writeObject(int number, COSBase object) throws IOException {
    if (object instanceof COSStream stream) {
      writeStream(number, stream, encrypted != null);
      return;
    }
    if (streamObjects == 0) {
      streamNumber = reserve();
    }
    places[number] = 2 * ((long) streamNumber << INDEX_BITS | streamObjects) + 1;
    offsets.append(number).append(' ').append(bodies.size()).append(' ');
    bodies.write(bytes(object, false));
    bodies.write('\n');
    streamObjects++;
    if (streamObjects == OBJECTS_OF_STREAM) {
      endObjectStream();
    }
  }

  private void endObjectStream() throws IOException {
    if (streamObjects == 0) {
      return;
    }
    byte[] head = offsets.toString().getBytes(StandardCharsets.US_ASCII);
    ByteArrayOutputStream content = new ByteArrayOutputStream(head.length + bodies.size());
    content.write(head);
    bodies.writeTo(content);
    COSStream stream = stream(COSName.OBJ_STM, content.toByteArray(), new COSDictionary());
    stream.setInt(COSName.N, streamObjects);
    stream.setInt(COSName.FIRST, head.length);
    writeStream(streamNumber, stream, encrypted != null);
    offsets.setLength(0);
    bodies.reset();
    streamObjects = 0;
  }

  private static COSStream stream(COSName type, byte[] content, COSDictionary entries)
      throws IOException {
    COSStream stream = new COSStream();
    stream.addAll(entries);
    stream.setItem(COSName.TYPE, type);
    try (OutputStream compressed = stream.createOutputStream(COSName.FLATE_DECODE)) {
      compressed.write(content);
    }
    return stream;
  }

  private void writeStream(int number, COSStream stream, boolean encrypt) throws IOException {
    if (encrypt) {
      encrypted.getEncryption().getSecurityHandler().encryptStream(stream, number, 0);
    }
    places[number] = 2 * written;
    write(begin(number));
    write(bytes(stream, encrypt));
    write("\nstream\r\n".getBytes(StandardCharsets.US_ASCII));
    if (stream.hasData()) {
      try (InputStream content = stream.createRawInputStream()) {
        written += content.transferTo(out);
      }
    }
    write("\r\nendstream\nendobj\n".getBytes(StandardCharsets.US_ASCII));
  }

  private static byte[] begin(int number) {
    return (number + " 0 obj\n").getBytes(StandardCharsets.US_ASCII);
  }

  private void write(byte[] bytes) throws IOException {
    out.write(bytes);
    written += bytes.length;
  }

  private byte[] bytes(COSBase object, boolean encrypt) throws IOException {
    target = new ByteArrayOutputStream();
    encrypting = encrypt;
    object.accept(new Values());
    return target.toByteArray();
  }

  /** An object of its own, or a part of the one that it stands in. */
  private void writeValue(COSBase found, ICOSVisitor values) throws IOException {
    COSBase value = resolve(found);
    Integer number = numbers.get(value);
    if (number == null && isObject(value)) {
      number = reserve();
      numbers.put(value, number);
      waiting.add(value);
    }
    if (number == null) {
      value.accept(values);
    } else {
      writeReference(number);
    }
  }

  /** What PDFBox has made a reference when it read or wrote the document. */
  private static COSBase resolve(COSBase value) {
    return value instanceof COSObject reference && reference.getObject() != COSNull.NULL
        ? reference.getObject()
        : value;
  }

  private static boolean isObject(COSBase value) {
    return value instanceof COSStream
        || (value instanceof COSDictionary dictionary && dictionary.containsKey(COSName.TYPE));
  }

  private void writeReference(long number) {
    writeText(number + " 0 R");
  }

  private void writeText(String text) {
    target.writeBytes(text.getBytes(StandardCharsets.US_ASCII));
  }

  private final class Values implements ICOSVisitor {
    @Override
    public void visitFromArray(COSArray array) throws IOException {
      target.write('[');
      for (int i = 0; i < array.size(); i++) {
        target.write(' ');
        writeValue(array.get(i) == null ? COSNull.NULL : array.get(i), this);
      }
      writeText(" ]");
    }

    @Override
    public void visitFromDictionary(COSDictionary dictionary) throws IOException {
      writeText("<<");
      for (Map.Entry<COSName, COSBase> entry : dictionary.entrySet()) {
        if (entry.getValue() != null) {
          entry.getKey().writePDF(target);
          target.write(' ');
          writeValue(entry.getValue(), this);
          target.write(' ');
        }
      }
      writeText(">>");
    }

    @Override
    public void visitFromStream(COSStream stream) throws IOException {
      visitFromDictionary(stream);
    }

    @Override
    public void visitFromObject(COSObject reference) {
      writeReference(reference.getKey().getNumber());
    }

    @Override
    public void visitFromString(COSString string) throws IOException {
      COSString shown = string;
      if (encrypting) {
        shown = new COSString(string.getBytes());
        encrypted.getEncryption().getSecurityHandler().encryptString(shown, 0, 0);
      }
      COSWriter.writeString(shown, target);
    }

    @Override
    public void visitFromBoolean(COSBoolean value) throws IOException {
      value.writePDF(target);
    }

    @Override
    public void visitFromFloat(COSFloat value) throws IOException {
      value.writePDF(target);
    }

    @Override
    public void visitFromInt(COSInteger value) throws IOException {
      value.writePDF(target);
    }

    @Override
    public void visitFromName(COSName name) throws IOException {
      name.writePDF(target);
    }

    @Override
    public void visitFromNull(COSNull value) {
      writeText("null");
    }

    @Override
    public void visitFromDocument(COSDocument document) {
      throw new IllegalArgumentException("A document isn't an object in itself");
    }
  }
}
