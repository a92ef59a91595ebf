package no.samklang.demo;

import java.time.OffsetDateTime;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import no.samklang.demo.StoryDocuments.StoryDocument;
import no.samklang.id.NewId;

/** Creates the rows of one plan's documents. */
final class DocumentRowFactory {
  private final DemoInserter inserter;
  private final StoryDates dates;
  private final UUID plan;
  private final StoryIds participantIds;

  DocumentRowFactory(DemoInserter inserter, StoryDates dates, UUID plan, StoryIds participantIds) {
    this.inserter = inserter;
    this.dates = dates;
    this.plan = plan;
    this.participantIds = participantIds;
  }

  void add(List<StoryDocument> documents) {
    documents.forEach(this::add);
  }

  private void add(StoryDocument document) {
    UUID id = NewId.random();
    OffsetDateTime at = dates.noon(document.on());
    byte[] content = DemoPdf.of(document.lines());
    inserter.add(
        new DemoRows.DocumentRow(
            id,
            plan,
            document.name(),
            document.description(),
            content.length,
            document.readers() != null,
            participantIds.get(document.by()),
            at,
            at));
    inserter.add(new DemoRows.DocumentFileRow(id, "\\x" + HexFormat.of().formatHex(content)));
    if (document.readers() != null) {
      document
          .readers()
          .forEach(
              reader ->
                  inserter.add(new DemoRows.DocumentReaderRow(id, participantIds.get(reader))));
    }
  }
}
