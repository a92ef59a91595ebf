package no.samklang.archive;

import io.vertx.core.buffer.Buffer;
import java.io.StringWriter;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.UUID;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import no.samklang.archive.ArchiveSnapshot.SnapshotHeader;
import no.samklang.archive.Arkivmelding.ArchivedFile;
import no.samklang.archive.Arkivmelding.FileFormat;
import no.samklang.print.PrintTexts;

/**
 * Writes {@code arkivmelding.xml} (Noark 5, version 5): one folder for the plan, in it one record
 * for the plan's files and one for each document, each file with its SHA-256.
 */
final class ArkivmeldingWriter {
  static final String NAMESPACE = "http://www.arkivverket.no/standarder/noark5/arkivmelding";

  private static final ZoneId ZONE = ZoneId.of("Europe/Oslo");
  private static final String DONE = "Dokumentet er ferdigstilt";
  private static final String MAIN = "Hoveddokument";
  private static final String ATTACHED = "Vedlegg";
  private static final String MEDIUM = "Elektronisk arkiv";
  private static final String SYSTEM = "Samklang";

  private final XMLStreamWriter xml;
  private final Arkivmelding message;
  private final SnapshotHeader header;
  private final Instant at;

  private ArkivmeldingWriter(XMLStreamWriter xml, Arkivmelding message) {
    this.xml = xml;
    this.message = message;
    this.header = message.snapshot().header();
    this.at = message.snapshot().at();
  }

  static Buffer write(Arkivmelding message) throws XMLStreamException {
    StringWriter text = new StringWriter();
    XMLStreamWriter xml = XMLOutputFactory.newFactory().createXMLStreamWriter(text);
    new ArkivmeldingWriter(xml, message).document();
    xml.close();
    return Buffer.buffer(text.toString());
  }

  private void document() throws XMLStreamException {
    xml.writeStartDocument("UTF-8", "1.0");
    xml.writeStartElement("arkivmelding");
    xml.writeDefaultNamespace(NAMESPACE);
    element("system", SYSTEM);
    element("meldingId", message.archive().id().toString());
    element("tidspunkt", time(at));
    element("antallFiler", Integer.toString(message.plan().size() + message.documents().size()));
    folder();
    xml.writeEndElement();
    xml.writeEndDocument();
  }

  private void folder() throws XMLStreamException {
    xml.writeStartElement("mappe");
    element("systemID", message.archive().plan().value().toString());
    element("tittel", message.title());
    element("offentligTittel", PrintTexts.text("print.type." + header.type()));
    if (header.shortName() != null) {
      element("beskrivelse", header.shortName());
    }
    element("dokumentmedium", MEDIUM);
    element("opprettetDato", time(startOf(header.startDate())));
    element("opprettetAv", header.organisation());
    if (header.endDate() != null) {
      element("avsluttetDato", time(startOf(header.endDate())));
      element("avsluttetAv", header.organisation());
    }
    externalKey(message.archive().plan().value());
    registration(message.id("plan"), message.title(), header.reader(), at, message.plan());
    for (ArchivedFile document : message.documents()) {
      registration(
          message.id(document.id().toString()),
          document.title(),
          document.by(),
          document.at(),
          List.of(document));
    }
    xml.writeEndElement();
  }

  private void registration(
      UUID id, String title, String by, Instant created, List<ArchivedFile> files)
      throws XMLStreamException {
    xml.writeStartElement("registrering");
    element("systemID", id.toString());
    element("opprettetDato", time(created));
    element("opprettetAv", by);
    element("arkivertDato", time(at));
    element("arkivertAv", header.reader());
    element("referanseForelderMappe", message.archive().plan().value().toString());
    for (int i = 0; i < files.size(); i++) {
      description(files.get(i), i + 1);
    }
    element("tittel", title);
    element("dokumentmedium", MEDIUM);
    externalKey(id);
    xml.writeEndElement();
  }

  /** By which the archive's answers name it. */
  private void externalKey(UUID id) throws XMLStreamException {
    xml.writeStartElement("referanseEksternNoekkel");
    element("fagsystem", SYSTEM);
    element("noekkel", id.toString());
    xml.writeEndElement();
  }

  private void description(ArchivedFile file, int number) throws XMLStreamException {
    xml.writeStartElement("dokumentbeskrivelse");
    element("systemID", file.id().toString());
    element("dokumenttype", file.kind());
    element("dokumentstatus", DONE);
    element("tittel", file.title());
    if (!file.description().isEmpty()) {
      element("beskrivelse", file.description());
    }
    element("opprettetDato", time(file.at()));
    element("opprettetAv", file.by());
    element("dokumentmedium", MEDIUM);
    element("tilknyttetRegistreringSom", number == 1 ? MAIN : ATTACHED);
    element("dokumentnummer", Integer.toString(number));
    element("tilknyttetDato", time(at));
    element("tilknyttetAv", header.reader());
    object(file);
    xml.writeEndElement();
  }

  private void object(ArchivedFile file) throws XMLStreamException {
    FileFormat format = file.format();
    xml.writeStartElement("dokumentobjekt");
    element("versjonsnummer", "1");
    element("variantformat", format.variant());
    element("format", format.code());
    element("formatDetaljer", format.detail());
    element("mimeType", format.mimeType());
    element("opprettetDato", time(file.at()));
    element("opprettetAv", file.by());
    element("referanseDokumentfil", file.file().name());
    element("sjekksum", file.file().sha256());
    element("sjekksumAlgoritme", "SHA-256");
    element("filstoerrelse", Long.toString(file.file().size()));
    xml.writeEndElement();
  }

  private void element(String name, String text) throws XMLStreamException {
    xml.writeStartElement(name);
    xml.writeCharacters(allowed(text));
    xml.writeEndElement();
  }

  /** Without characters that XML 1.0 can't hold. */
  private static String allowed(String text) {
    return text.codePoints()
        .filter(
            one ->
                one == '\t'
                    || one == '\n'
                    || (one >= 0x20 && one <= 0xD7FF)
                    || (one >= 0xE000 && one <= 0xFFFD)
                    || one >= 0x10000)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }

  private static Instant startOf(LocalDate day) {
    return day.atStartOfDay(ZONE).toInstant();
  }

  private static String time(Instant instant) {
    return DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(instant.atZone(ZONE));
  }
}
