package no.samklang.export;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Flowable;
import io.reactivex.rxjava3.core.Single;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import no.samklang.access.AccessPolicy;
import no.samklang.concurrent.WorkerPool;
import no.samklang.db.Database;
import no.samklang.db.SqlParams;
import no.samklang.db.Tx;
import no.samklang.export.ExportRepository.TakenExport;
import no.samklang.id.PlanId;
import no.samklang.json.Json;
import no.samklang.operation.Platform;
import no.samklang.print.PdfPrinter;
import no.samklang.print.PrintTexts;
import no.samklang.print.PrintedPart;
import no.samklang.text.Language;
import no.samklang.text.LocalizedResource;

/** Makes one download: reads in a snapshot of the database, and stores the file in parts. */
@CheckReturnValue
final class ExportMaker {
  private static final String SNAPSHOT =
      "set transaction isolation level repeatable read, read only";
  private static final String DOCUMENT = "select content from document_file where document_id = $1";
  private static final String SCHEMA = "data.schema.json";
  private static final int READ_PERCENT = 70;
  private static final int PERCENT = 100;

  private final Database db;
  private final Clock clock;
  private final AccessPolicy access;
  private final PlanExport plans;
  private final WorkerPool workers;
  private final PdfPrinter printer;

  ExportMaker(
      Platform platform,
      AccessPolicy access,
      PlanExport plans,
      WorkerPool workers,
      PdfPrinter printer) {
    this.db = platform.db();
    this.clock = platform.clock();
    this.access = access;
    this.plans = plans;
    this.workers = workers;
    this.printer = printer;
  }

  /** Writes to the file, not on an event loop. */
  @FunctionalInterface
  private interface Writing {
    void write(ExportFile file) throws IOException;
  }

  /** A file in the making. */
  private static final class Making {
    final TakenExport export;
    final ExportFile file = new ExportFile();
    final AtomicInteger stored = new AtomicInteger();
    final FhirBundle bundle = new FhirBundle();
    final OwnDataBlocks blocks;
    final List<JsonNode> documents = new ArrayList<>();
    JsonNode plan;

    Making(TakenExport export) {
      this.export = export;
      this.blocks = new OwnDataBlocks(export.language());
    }
  }

  /** The size of the file, when it is stored. */
  Single<Long> make(TakenExport export) {
    Making making = new Making(export);
    return write(making, file -> begin(file, export.language()))
        .andThen(
            Single.defer(
                () -> export.plan().map(plan -> plan(making, plan)).orElseGet(() -> own(making))))
        .flatMapCompletable(parts -> print(making, parts))
        .andThen(write(making, ExportFile::close))
        .andThen(Completable.defer(() -> store(making, making.file.takeRest())))
        .andThen(Single.fromCallable(making.file::size));
  }

  private static void begin(ExportFile file, Language language) throws IOException {
    try (InputStream readme = LocalizedResource.open("/export/readme/%s.txt", language);
        InputStream schema = ExportMaker.class.getResourceAsStream("/export/" + SCHEMA)) {
      file.add("LESMEG.txt", readme.readAllBytes());
      file.add(SCHEMA, schema.readAllBytes());
    }
  }

  private Single<List<PrintedPart>> own(Making making) {
    return db.inTransaction(
        tx ->
            tx.execute(SNAPSHOT)
                .ignoreElement()
                .andThen(data(making, tx, OwnDataSections.ALL))
                .andThen(Single.fromCallable(making.blocks::parts)));
  }

  private Single<List<PrintedPart>> plan(Making making, PlanId plan) {
    return plans.read(
        making.export,
        plan,
        tx ->
            data(making, tx.tx(), PlanDataSections.ALL)
                .andThen(Completable.defer(() -> documents(making, tx.tx())))
                .andThen(write(making, file -> bundle(making, file)))
                .andThen(plans.printed(tx, making.export)));
  }

  private void bundle(Making making, ExportFile file) throws IOException {
    file.add("fhir.json", making.bundle.toBytes(clock.instant(), "plan.pdf"));
  }

  private Completable data(Making making, Tx tx, List<ExportSection> sections) {
    String kind = making.export.plan().isPresent() ? "PLAN" : "OWN";
    return write(
            making,
            file -> {
              file.begin("data.json");
              file.write(
                  "{\"$schema\":\"%s\",\"kind\":\"%s\",\"madeAt\":\"%s\""
                      .formatted(SCHEMA, kind, clock.instant()));
            })
        .andThen(
            Flowable.range(0, sections.size())
                .concatMapCompletable(
                    i ->
                        section(making, tx, sections.get(i))
                            .andThen(progress(making, (i + 1) * READ_PERCENT / sections.size())),
                    1))
        .andThen(
            write(
                making,
                file -> {
                  file.write("}\n");
                  file.end();
                }));
  }

  private Completable section(Making making, Tx tx, ExportSection section) {
    SqlParams params =
        SqlParams.of("person", making.export.person())
            .and("today", access.today())
            .and("plan", making.export.plan().orElse(null));
    AtomicInteger count = new AtomicInteger();
    return write(making, file -> file.write(",\n\"" + section.name() + "\":["))
        .andThen(
            ExportReader.read(
                tx,
                section,
                params,
                rows ->
                    write(
                        making,
                        file -> {
                          for (String row : rows) {
                            file.write((count.getAndIncrement() == 0 ? "\n" : ",\n") + row);
                            keep(making, section.name(), row);
                          }
                        })))
        .andThen(write(making, file -> file.write("]")));
  }

  /** What the other files are made of. */
  private static void keep(Making making, String section, String row) throws IOException {
    boolean isPlan = making.export.plan().isPresent();
    if (isPlan && !FhirBundle.takes(section) && !section.equals("documents")) {
      return;
    }
    JsonNode item = Json.mapper().readTree(row);
    if (!isPlan) {
      making.blocks.add(section, item);
    } else if (section.equals("documents")) {
      making.documents.add(item);
    } else {
      making.bundle.add(section, item);
      making.plan = section.equals("plan") ? item : making.plan;
    }
  }

  private Completable documents(Making making, Tx tx) {
    return Flowable.range(0, making.documents.size())
        .concatMapCompletable(i -> document(making, tx, i + 1, making.documents.get(i)), 1);
  }

  private Completable document(Making making, Tx tx, int number, JsonNode document) {
    String name = document.path("name").asText().replaceAll("[^\\p{L}\\p{N} ._-]", "_");
    return tx.execute(DOCUMENT, UUID.fromString(document.path("id").asText()))
        .flattenAsFlowable(rows -> rows)
        .concatMapCompletable(
            row ->
                write(
                    making,
                    file ->
                        file.add(
                            "dokumenter/" + number + " " + name,
                            row.getBuffer("content").getBytes())));
  }

  private Completable print(Making making, List<PrintedPart> parts) {
    Language language = making.export.language();
    String title =
        making.plan == null
            ? PrintTexts.text(language, "export.ownTitle")
            : PrintTexts.text(
                language,
                "print.title",
                PrintTexts.text(language, "print.type." + making.plan.path("type").asText()),
                making.plan.path("ownerFirstName").asText()
                    + " "
                    + making.plan.path("ownerLastName").asText());
    String note =
        PrintTexts.text(language, "export.note", PrintTexts.moment(language, clock.instant()));
    String name = making.plan == null ? "mine-data.pdf" : "plan.pdf";
    return write(making, file -> file.begin(name))
        .andThen(
            printer
                .document(language, title, note, parts, percent -> printed(making, percent))
                .concatMapCompletable(
                    piece -> write(making, file -> file.write(piece.getBytes())), 1))
        .andThen(write(making, ExportFile::end));
  }

  private Completable printed(Making making, int percent) {
    return progress(making, READ_PERCENT + (PERCENT - READ_PERCENT) * percent / PERCENT);
  }

  private Completable write(Making making, Writing writing) {
    return workers
        .run(
            () -> {
              writing.write(making.file);
              return making.file.take();
            })
        .flatMapCompletable(parts -> store(making, parts));
  }

  private Completable store(Making making, List<Buffer> parts) {
    return Flowable.fromIterable(parts)
        .concatMapCompletable(
            part ->
                ExportRepository.insertPart(
                    db, making.export.id(), making.stored.getAndIncrement(), part));
  }

  private Completable progress(Making making, int percent) {
    return Completable.defer(
        () -> ExportRepository.progress(db, making.export.id(), percent, clock.instant()));
  }
}
