package no.samklang;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdfwriter.compress.CompressParameters;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDDocumentNameDictionary;
import org.apache.pdfbox.pdmodel.PDEmbeddedFilesNameTreeNode;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.common.PDStream;
import org.apache.pdfbox.pdmodel.common.filespecification.PDComplexFileSpecification;
import org.apache.pdfbox.pdmodel.common.filespecification.PDEmbeddedFile;
import org.apache.pdfbox.pdmodel.encryption.AccessPermission;
import org.apache.pdfbox.pdmodel.encryption.StandardProtectionPolicy;
import org.apache.pdfbox.pdmodel.interactive.action.PDActionJavaScript;
import org.apache.pdfbox.pdmodel.interactive.action.PDActionLaunch;
import org.apache.pdfbox.pdmodel.interactive.annotation.PDAnnotationLink;

/** PDF files that the validation accepts or rejects. */
public final class TestPdf {
  private TestPdf() {}

  private interface PdfPart {
    void apply(PDDocument document) throws IOException;
  }

  /** A valid file without active content. */
  public static byte[] plain() {
    return file(document -> {});
  }

  /** A valid file of exactly that many bytes, most of them a stream that can't be compressed. */
  public static byte[] ofSize(int bytes) {
    int around = withStream(bytes / 2).length - bytes / 2;
    byte[] file = withStream(bytes - around);
    return file.length == bytes ? file : withStream(2 * bytes - around - file.length);
  }

  private static byte[] withStream(int length) {
    byte[] content = new byte[length];
    new Random(length).nextBytes(content);
    return file(
        document -> {
          PDStream stream = new PDStream(document);
          try (OutputStream out = stream.createOutputStream()) {
            out.write(content);
          }
          document.getPage(0).getCOSObject().setItem(COSName.getPDFName("Extra"), stream);
        });
  }

  public static byte[] withForm() {
    return file(
        document ->
            document
                .getDocumentCatalog()
                .getCOSObject()
                .setItem(COSName.ACRO_FORM, dictionary(COSName.XFA)));
  }

  public static byte[] portfolio() {
    return file(
        document ->
            document
                .getDocumentCatalog()
                .getCOSObject()
                .setItem(COSName.COLLECTION, new COSDictionary()));
  }

  private static COSDictionary dictionary(COSName key) {
    COSDictionary dictionary = new COSDictionary();
    dictionary.setString(key, "x");
    return dictionary;
  }

  /** Encrypted for the owner of a certificate. */
  public static byte[] encryptedByCertificate() {
    String file = new String(classic(), StandardCharsets.ISO_8859_1);
    String encryption =
        "/Encrypt<</Filter/Adobe.PubSec/SubFilter/adbe.pkcs7.s4/V 2/Recipients[<30>]>>";
    return file.replaceFirst("trailer\\s*<<", "trailer\n<<" + encryption)
        .getBytes(StandardCharsets.ISO_8859_1);
  }

  /** A sound file whose table of objects is broken: readers find the objects themselves. */
  public static byte[] withBrokenTable() {
    String file = new String(classic(), StandardCharsets.ISO_8859_1);
    return file.replaceAll("startxref\\s+\\d+", "startxref\n999999")
        .getBytes(StandardCharsets.ISO_8859_1);
  }

  private static byte[] classic() {
    try (PDDocument document = new PDDocument();
        ByteArrayOutputStream out = new ByteArrayOutputStream()) {
      document.addPage(new PDPage());
      document.save(out, CompressParameters.NO_COMPRESSION);
      return out.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** An archive with a valid file in it. */
  public static byte[] zip() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      zip.putNextEntry(new ZipEntry("a.pdf"));
      zip.write(plain());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  public static byte[] withScript() {
    return file(
        document ->
            document.getDocumentCatalog().setOpenAction(new PDActionJavaScript("app.alert(1)")));
  }

  /** A link annotation with a launch action, in a nested object. */
  public static byte[] withLaunchAction() {
    return file(
        document -> {
          PDActionLaunch launch = new PDActionLaunch();
          launch.getCOSObject().setString(COSName.F, "calc.exe");
          PDAnnotationLink link = new PDAnnotationLink();
          link.setAction(launch);
          document.getPage(0).setAnnotations(List.of(link));
        });
  }

  public static byte[] withEmbeddedFile() {
    return file(
        document -> {
          PDComplexFileSpecification specification = new PDComplexFileSpecification();
          specification.setEmbeddedFile(new PDEmbeddedFile(document));
          PDEmbeddedFilesNameTreeNode files = new PDEmbeddedFilesNameTreeNode();
          files.setNames(Map.of("a.exe", specification));
          PDDocumentNameDictionary names =
              new PDDocumentNameDictionary(document.getDocumentCatalog());
          names.setEmbeddedFiles(files);
          document.getDocumentCatalog().setNames(names);
        });
  }

  /**
   * @param toOpen user password; empty if none is required to open the file
   */
  public static byte[] encrypted(String toOpen) {
    return file(
        document ->
            document.protect(
                new StandardProtectionPolicy("owner", toOpen, new AccessPermission())));
  }

  public static byte[] withoutPages() {
    return file(document -> document.removePage(0));
  }

  /** A small file whose structure is 30 MB uncompressed. */
  public static byte[] withLargeStructure() {
    return file(
        document -> {
          COSDictionary large = new COSDictionary();
          large.setString(COSName.A, "a".repeat(30_000_000));
          document.getDocumentCatalog().getCOSObject().setItem(COSName.getPDFName("Large"), large);
        });
  }

  /** A file of another type. */
  public static byte[] notPdf() {
    return "MZ\u0090 This program cannot be run in DOS mode".getBytes(StandardCharsets.ISO_8859_1);
  }

  public static byte[] truncated() {
    return "%PDF-1.7\nnothing more".getBytes(StandardCharsets.ISO_8859_1);
  }

  private static byte[] file(PdfPart part) {
    try (PDDocument document = new PDDocument();
        ByteArrayOutputStream out = new ByteArrayOutputStream()) {
      document.addPage(new PDPage());
      part.apply(document);
      document.save(out, CompressParameters.DEFAULT_COMPRESSION);
      return out.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
