package no.samklang.print;

import io.vertx.core.buffer.Buffer;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import no.samklang.pdf.PdfObjectWriter;
import no.samklang.text.Language;
import org.apache.pdfbox.cos.COSArray;
import org.apache.pdfbox.cos.COSBase;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSInteger;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.font.PDType0Font;

/**
 * One tagged PDF file of sections that were laid out one after the other. Each is written to a
 * temporary file when it comes: what is kept of it are some numbers for each object. Blocking: not
 * on an event loop.
 */
final class JoinedPdf implements Closeable {
  private final Language language;
  private final String password;
  private final List<Integer> pages = new ArrayList<>();
  private final List<Integer> pageNumbers = new ArrayList<>();
  private final List<Integer> tags = new ArrayList<>();
  private final COSArray parents = new COSArray();
  private FileChannel file;
  private OutputStream out;
  private PdfObjectWriter writer;
  private Map<String, JoinedFont> fonts;
  private Numbers numbers;
  private int parentKeys;

  /** The numbers of objects that all sections share. */
  private record Numbers(
      int catalog,
      int info,
      int pages,
      int tagRoot,
      int document,
      int tags,
      int parents,
      int before) {
    static Numbers of(PdfObjectWriter writer) {
      return new Numbers(
          writer.reserve(),
          writer.reserve(),
          writer.reserve(),
          writer.reserve(),
          writer.reserve(),
          writer.reserve(),
          writer.reserve(),
          writer.reserve());
    }
  }

  /**
   * @param language of the pages' numbers
   * @param password opens it, by AES-256; null for none
   */
  JoinedPdf(Language language, String password) {
    this.language = language;
    this.password = password;
  }

  /**
   * Adds the pages and the tags of a section, which is changed.
   *
   * @param section whose fonts are written already
   */
  void append(PDDocument section) throws IOException {
    boolean first = writer == null;
    if (first) {
      open();
    }
    COSDictionary catalog = section.getDocumentCatalog().getCOSObject();
    COSDictionary tagRoot = catalog.getCOSDictionary(COSName.STRUCT_TREE_ROOT);
    COSDictionary document = (COSDictionary) kids(tagRoot).getObject(0);
    writer.replace(catalog.getCOSDictionary(COSName.PAGES), numbers.pages());
    writer.replace(tagRoot, numbers.tagRoot());
    writer.replace(document, numbers.document());
    for (PDPage page : section.getPages()) {
      addPage(page.getCOSObject());
    }
    for (COSBase tag : kids(document)) {
      tags.add(writer.write(tag));
    }
    addParents(tagRoot);
    if (first) {
      begin(section, tagRoot, document);
    }
    writer.forget();
  }

  private void open() throws IOException {
    // on Linux it has no name from here on: nothing is left when the process is killed
    file =
        FileChannel.open(
            Files.createTempFile("print", ".pdf"),
            StandardOpenOption.READ,
            StandardOpenOption.WRITE,
            StandardOpenOption.DELETE_ON_CLOSE);
    out = new BufferedOutputStream(Channels.newOutputStream(file));
    writer = new PdfObjectWriter(out, password);
    numbers = Numbers.of(writer);
    fonts =
        Map.of(
            "NotoSans-Regular",
            new JoinedFont(PrintableText.REGULAR, writer.reserve()),
            "NotoSans-Bold",
            new JoinedFont(PrintableText.BOLD, writer.reserve()));
  }

  private static COSArray kids(COSDictionary tag) {
    COSBase kids = tag.getDictionaryObject(COSName.K);
    if (kids instanceof COSArray array) {
      return array;
    }
    COSArray single = new COSArray();
    if (kids != null) {
      single.add(kids);
    }
    return single;
  }

  private void addPage(COSDictionary page) throws IOException {
    COSDictionary resources = page.getCOSDictionary(COSName.RESOURCES);
    COSDictionary used = resources.getCOSDictionary(COSName.FONT);
    if (used == null) {
      used = new COSDictionary();
      resources.setItem(COSName.FONT, used);
    }
    for (COSName name : used.keySet()) {
      share(used.getCOSDictionary(name));
    }
    used.setItem(PageNumbers.FONT, PdfObjectWriter.reference(regular().number()));
    int after = writer.reserve();
    COSArray content = new COSArray();
    content.add(PdfObjectWriter.reference(numbers.before()));
    COSBase own = page.getDictionaryObject(COSName.CONTENTS);
    if (own instanceof COSArray several) {
      content.addAll(several);
    } else {
      content.add(own);
    }
    content.add(PdfObjectWriter.reference(after));
    page.setItem(COSName.CONTENTS, content);
    moveKeys(page);
    pages.add(writer.write(page));
    pageNumbers.add(after);
  }

  private JoinedFont regular() {
    return fonts.get("NotoSans-Regular");
  }

  private void share(COSDictionary font) throws IOException {
    String name = font.getNameAsString(COSName.BASE_FONT, "");
    JoinedFont shared = fonts.get(name.substring(name.indexOf('+') + 1));
    if (shared != null) {
      shared.add(font);
      writer.replace(font, shared.number());
    }
  }

  /** The keys by which the parents of what is on a page are found are those of the whole. */
  private void moveKeys(COSDictionary page) {
    moveKey(page, COSName.STRUCT_PARENTS);
    COSArray annotations = page.getCOSArray(COSName.ANNOTS);
    for (int i = 0; annotations != null && i < annotations.size(); i++) {
      moveKey((COSDictionary) annotations.getObject(i), COSName.STRUCT_PARENT);
    }
  }

  private void moveKey(COSDictionary object, COSName name) {
    if (object.containsKey(name)) {
      object.setInt(name, parentKeys + object.getInt(name));
    }
  }

  private void addParents(COSDictionary tagRoot) throws IOException {
    COSArray own = tagRoot.getCOSDictionary(COSName.PARENT_TREE).getCOSArray(COSName.NUMS);
    for (int i = 0; i < own.size(); i += 2) {
      parents.add(COSInteger.get(parentKeys + own.getInt(i)));
      parents.add(PdfObjectWriter.reference(writer.write(own.getObject(i + 1))));
    }
    parentKeys += tagRoot.getInt(COSName.PARENT_TREE_NEXT_KEY);
  }

  /** What the first section says of itself goes for the whole. */
  private void begin(PDDocument first, COSDictionary tagRoot, COSDictionary document)
      throws IOException {
    tagRoot.removeItem(COSName.PARENT_TREE_NEXT_KEY);
    tagRoot.setItem(COSName.PARENT_TREE, PdfObjectWriter.reference(numbers.parents()));
    document.setItem(COSName.K, PdfObjectWriter.reference(numbers.tags()));
    writer.write(numbers.document(), document);
    writer.write(numbers.tagRoot(), tagRoot);
    writer.write(numbers.info(), first.getDocumentInformation().getCOSObject());
    writer.write(numbers.catalog(), first.getDocumentCatalog().getCOSObject());
  }

  /**
   * Numbers the pages, and ends the file.
   *
   * @return its size in bytes
   */
  long finish() throws IOException {
    COSDictionary tree = new COSDictionary();
    tree.setItem(COSName.TYPE, COSName.PAGES);
    tree.setItem(COSName.KIDS, references(pages));
    tree.setInt(COSName.COUNT, pages.size());
    writer.write(numbers.pages(), tree);
    writer.write(numbers.tags(), references(tags));
    COSDictionary byKey = new COSDictionary();
    byKey.setItem(COSName.NUMS, parents);
    writer.write(numbers.parents(), byKey);
    try (PDDocument letters = new PDDocument()) {
      writePageNumbers(letters);
    }
    writer.finish(numbers.catalog(), numbers.info());
    out.flush();
    return file.size();
  }

  /**
   * A piece of the file.
   *
   * @param bytes at most
   */
  Buffer read(long from, int bytes) throws IOException {
    ByteBuffer piece = ByteBuffer.allocate((int) Math.min(bytes, file.size() - from));
    int read = 0;
    while (read >= 0 && piece.hasRemaining()) {
      read = file.read(piece, from + piece.position());
    }
    return Buffer.buffer(piece.array());
  }

  private void writePageNumbers(PDDocument letters) throws IOException {
    List<String> texts = PageNumbers.texts(language, pages.size());
    PDType0Font font = regular().load(letters, texts);
    writer.write(numbers.before(), PageNumbers.before());
    for (int i = 0; i < texts.size(); i++) {
      writer.write(pageNumbers.get(i), PageNumbers.after(font, texts.get(i)));
    }
    regular().write(font, writer);
    for (JoinedFont other : fonts.values()) {
      if (other != regular() && other.isUsed()) {
        other.write(other.load(letters, List.of()), writer);
      }
    }
  }

  private static COSArray references(List<Integer> objects) {
    COSArray array = new COSArray();
    objects.forEach(number -> array.add(PdfObjectWriter.reference(number)));
    return array;
  }

  @Override
  public void close() throws IOException {
    if (file != null) {
      file.close();
    }
  }
}
