package no.samklang.pdf;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.Deflater;

/** Writes PDF files object by object, in ways that PDFBox doesn't write them. */
final class PdfSource {
  private final Map<Integer, String> objects = new TreeMap<>();
  private String trailer = "/Root 1 0 R";

  /** One page with a font, the catalog being object 1. */
  static PdfSource page() {
    return new PdfSource()
        .with(1, "<</Type/Catalog/Pages 2 0 R>>")
        .with(2, "<</Type/Pages/Kids[3 0 R]/Count 1>>")
        .with(
            3,
            "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>")
        .with(4, stream("", "BT /F1 18 Tf 72 720 Td (Samtykke) Tj ET"))
        .with(5, "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>");
  }

  @CanIgnoreReturnValue
  PdfSource with(int number, String object) {
    objects.put(number, object);
    return this;
  }

  /** Adds entries to the catalog. */
  PdfSource catalog(String entries) {
    return with(1, objects.get(1).replace("/Type/Catalog", "/Type/Catalog" + entries));
  }

  PdfSource trailer(String entries) {
    trailer += entries;
    return this;
  }

  static String stream(String entries, String data) {
    return "<<%s/Length %d>>stream\n%s\nendstream".formatted(entries, data.length(), data);
  }

  /** With a table and a trailer, as of PDF 1.4. */
  byte[] classic() {
    StringBuilder file = new StringBuilder("%PDF-1.4\n");
    Map<Integer, Integer> at = append(file);
    int table = file.length();
    int size = ((TreeMap<Integer, String>) objects).lastKey() + 1;
    file.append("xref\n0 %d\n0000000000 65535 f \n".formatted(size));
    for (int number = 1; number < size; number++) {
      file.append(
          at.containsKey(number)
              ? "%010d 00000 n \n".formatted(at.get(number))
              : "0000000000 00000 f \n");
    }
    file.append("trailer\n<</Size %d%s>>\nstartxref\n%d\n".formatted(size, trailer, table));
    return bytes(file.append("%%EOF\n").toString());
  }

  /** Without a table: readers search the file. */
  byte[] lost() {
    StringBuilder file = new StringBuilder("%PDF-1.4\n");
    append(file);
    return bytes(file.append("startxref\n99999\n%%EOF\n").toString());
  }

  /**
   * With the objects but streams in an object stream, found by an xref stream (PDF 1.5).
   *
   * @param type of the object stream, as its name is written
   * @param filters with parameters, of both streams
   * @param packing how both are encoded
   */
  byte[] modern(String type, String filters, Packing packing) {
    StringBuilder index = new StringBuilder();
    StringBuilder inside = new StringBuilder();
    PdfSource outer = new PdfSource();
    Map<Integer, Integer> positions = new TreeMap<>();
    objects.forEach(
        (number, object) -> {
          if (object.contains("stream")) {
            outer.with(number, object);
          } else {
            positions.put(number, positions.size());
            index.append("%d %d ".formatted(number, inside.length()));
            inside.append(object).append('\n');
          }
        });
    int holder = 1000;
    outer.with(
        holder,
        stream(
            "/Type%s/N %d/First %d%s"
                .formatted(type, positions.size(), index.length() + 1, filters),
            packing.pack(index + "\n" + inside)));
    StringBuilder file = new StringBuilder("%PDF-1.5\n");
    Map<Integer, Integer> at = outer.append(file);
    at.put(holder + 1, file.length());
    StringBuilder table = new StringBuilder();
    StringBuilder ranges = new StringBuilder();
    for (int number = 1; number <= holder + 1; number++) {
      if (positions.containsKey(number) || at.containsKey(number)) {
        ranges.append(number).append(" 1 ");
        table.append(entry(positions.get(number), at.get(number), holder));
      }
    }
    PdfSource xref =
        new PdfSource()
            .with(
                holder + 1,
                stream(
                    "/Type/XRef/Size %d/W[1 4 2]/Index[%s]%s%s"
                        .formatted(holder + 2, ranges, trailer, filters),
                    packing.pack(table.toString())));
    int start = file.length();
    xref.append(file);
    return bytes(file.append("startxref\n%d\n%%%%EOF\n".formatted(start)).toString());
  }

  private static String entry(Integer position, Integer offset, int holder) {
    long second = offset == null ? holder : offset;
    StringBuilder entry = new StringBuilder().append((char) (offset == null ? 2 : 1));
    for (int shift = 24; shift >= 0; shift -= 8) {
      entry.append((char) (second >> shift & 0xFF));
    }
    return entry.append((char) 0).append((char) (offset == null ? position : 0)).toString();
  }

  @CanIgnoreReturnValue
  private Map<Integer, Integer> append(StringBuilder file) {
    Map<Integer, Integer> at = new TreeMap<>();
    objects.forEach(
        (number, object) -> {
          at.put(number, file.length());
          file.append("%d 0 obj\n%s\nendobj\n".formatted(number, object));
        });
    return at;
  }

  interface Packing {
    String pack(String plain);
  }

  static String deflated(String plain) {
    return deflated(plain, Deflater.NO_FLUSH);
  }

  /** As Acrobat does: flushed, but without a last block and a checksum. */
  static String flushed(String plain) {
    return deflated(plain, Deflater.SYNC_FLUSH);
  }

  private static String deflated(String plain, int flush) {
    Deflater deflater = new Deflater();
    deflater.setInput(bytes(plain));
    if (flush == Deflater.NO_FLUSH) {
      deflater.finish();
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    byte[] buffer = new byte[8192];
    int length;
    do {
      length = deflater.deflate(buffer, 0, buffer.length, flush);
      out.write(buffer, 0, length);
    } while (length == buffer.length);
    deflater.end();
    return out.toString(StandardCharsets.ISO_8859_1);
  }

  static String hex(String plain) {
    StringBuilder hex = new StringBuilder();
    plain.chars().forEach(one -> hex.append("%02x".formatted(one)));
    return hex.append('>').toString();
  }

  static byte[] bytes(String file) {
    return file.getBytes(StandardCharsets.ISO_8859_1);
  }
}
