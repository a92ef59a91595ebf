package no.samklang.archive;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import javax.xml.stream.XMLStreamException;
import no.samklang.archive.ArchiveZip.ZippedFile;
import no.samklang.document.ArchivedDocuments.ArchivedDocument;
import no.samklang.text.Languages;

/** What the {@code arkivmelding.xml} of an archive lists: the plan's files, and its documents. */
final class Arkivmelding {
  private final ClaimedArchive archive;
  private final ArchiveSnapshot snapshot;
  private final String title;
  private final List<ArchivedFile> plan = new ArrayList<>();
  private final List<ArchivedFile> documents = new ArrayList<>();

  Arkivmelding(ClaimedArchive archive, ArchiveSnapshot snapshot) {
    this.archive = archive;
    this.snapshot = snapshot;
    this.title = snapshot.title(Languages.packaged().defaultLanguage());
  }

  /** The form of a file, as Noark 5 calls it. */
  enum FileFormat {
    PDF_A("RA-PDF", "PDF/A-2a", "application/pdf", "Arkivformat"),
    PDF("PDF", "PDF", "application/pdf", "Produksjonsformat"),
    JSON("JSON", "JSON (RFC 8259)", "application/json", "Produksjonsformat"),
    TEXT("RA-TEKST", "UTF-8", "text/plain", "Arkivformat");

    private final String code;
    private final String detail;
    private final String mimeType;
    private final String variant;

    FileFormat(String code, String detail, String mimeType, String variant) {
      this.code = code;
      this.detail = detail;
      this.mimeType = mimeType;
      this.variant = variant;
    }

    String code() {
      return code;
    }

    String detail() {
      return detail;
    }

    String mimeType() {
      return mimeType;
    }

    String variant() {
      return variant;
    }
  }

  /**
   * A file of the archive.
   *
   * @param kind what it is, in Norwegian
   * @param description empty for none
   */
  record ArchivedFile(
      UUID id,
      String kind,
      String title,
      String description,
      String by,
      Instant at,
      FileFormat format,
      ZippedFile file) {
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record DocumentJson(
        UUID id,
        String name,
        String description,
        String addedBy,
        Instant addedAt,
        String file,
        long size,
        String sha256) {}

    DocumentJson toJson() {
      return new DocumentJson(
          id, title, description, by, at, file.name(), file.size(), file.sha256());
    }

    @Override
    public String toString() {
      return "ArchivedFile " + id;
    }
  }

  String title() {
    return title;
  }

  ClaimedArchive archive() {
    return archive;
  }

  ArchiveSnapshot snapshot() {
    return snapshot;
  }

  List<ArchivedFile> plan() {
    return List.copyOf(plan);
  }

  List<ArchivedFile> documents() {
    return List.copyOf(documents);
  }

  void addPlan(ZippedFile file) {
    addOwn(file, "Plan", title, FileFormat.PDF_A);
  }

  void addJson(ZippedFile file) {
    addOwn(file, "Plan", "Planen som JSON", FileFormat.JSON);
  }

  void addLog(ZippedFile file) {
    addOwn(file, "Logg", "Loggen, med kjeden", FileFormat.JSON);
  }

  void addChain(ZippedFile file) {
    addOwn(file, "Logg", "Kjeden i loggen, til å kontrollere", FileFormat.TEXT);
  }

  void addReadme(ZippedFile file) {
    addOwn(file, "Forklaring", "Forklaring til arkivpakken", FileFormat.TEXT);
  }

  private void addOwn(ZippedFile file, String kind, String name, FileFormat format) {
    plan.add(
        new ArchivedFile(
            id(file.name()),
            kind,
            name,
            "",
            snapshot.header().reader(),
            snapshot.at(),
            format,
            file));
  }

  void addDocument(ZippedFile file, ArchivedDocument document) {
    documents.add(
        new ArchivedFile(
            document.id(),
            "Dokument",
            document.name(),
            document.description(),
            document.addedBy(),
            document.addedAt(),
            FileFormat.PDF,
            file));
  }

  /** The same in each attempt. */
  UUID id(String name) {
    return UUID.nameUUIDFromBytes((archive.id() + name).getBytes(StandardCharsets.UTF_8));
  }

  Buffer xml() throws XMLStreamException {
    return ArkivmeldingWriter.write(this);
  }
}
