package no.samklang.bench;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.HdrHistogram.Histogram;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.encryption.AccessPermission;
import org.apache.pdfbox.pdmodel.encryption.StandardProtectionPolicy;
import org.apache.pdfbox.pdmodel.graphics.image.LosslessFactory;

/**
 * Opening a document of 4 MB (DOC-2) against PDFBox alone with the same file, and the plan list
 * while ten people open theirs.
 */
final class DocumentBenchmark {
  /** Readers, each with a document of 4 MB in a plan of their own. */
  static final int READERS = 10;

  private static final int SIDE = 1_150; // of the picture, three random bytes a pixel
  private static final int WARM_UP = 200; // until the compiler has done with both
  private static final int OPENINGS = 50;
  private static final int LISTERS = 4;
  private static final int KEY_BITS = 256;
  private static final String PASSWORD = "bench-2345-pass";

  // one row for each of the readers, all with the same file
  private static final String DOCUMENTS =
      """
      with member (session, person_id, plan_id, id, others) as (%1$s), file as (select decode('%2$s', 'hex') as content), made as (
        insert into document (id, plan_id, name, size, kept, added_by, added_at, shared_at)
        select md5('bench-document' || plan_id)::uuid, plan_id, 'Rapport.pdf', length(content), false, id, now(), now()
          from member cross join file
        returning id
      )
      insert into document_file (document_id, content) select made.id, file.content from made cross join file""";

  private final BenchOptions options;
  private final LargeDatabase database;
  private final ChildProcess service;
  private final ResultTable table;

  DocumentBenchmark(
      BenchOptions options, LargeDatabase database, ChildProcess service, ResultTable table) {
    this.options = options;
    this.database = database;
    this.service = service;
    this.table = table;
  }

  void measure(HttpWorkload subjects) throws Exception {
    byte[] file = file();
    database.run(
        DOCUMENTS.formatted(HttpWorkload.members(READERS), HexFormat.of().formatHex(file)));
    List<DocumentReader> readers =
        database.rows(HttpWorkload.members(READERS)).stream()
            .map(
                row ->
                    new DocumentReader(
                        new PersonClient(service, subjects.token(row.get(0))), path(row.get(2))))
            .toList();
    compare(readers.get(0), file);
    listWhileOpening(readers, subjects);
  }

  /** Somebody, and the path by which they open a document. */
  private record DocumentReader(PersonClient client, String open) {}

  private String path(String plan) {
    return "/api/v1/plans/%s/documents/%s/open"
        .formatted(plan, database.one("select md5('bench-document%s')::uuid".formatted(plan)));
  }

  private void compare(DocumentReader reader, byte[] file) throws Exception {
    Histogram ofPassword = new Histogram(3);
    Histogram ofService = new Histogram(3);
    Histogram ofReference = new Histogram(3);
    for (int i = -WARM_UP; i < OPENINGS; i++) {
      long start = System.nanoTime();
      String copy = askForCopy(reader);
      long asked = System.nanoTime();
      reader.client().send("GET", copy, "", 200);
      long fetched = System.nanoTime();
      protect(file);
      if (i >= 0) {
        ofPassword.recordValue(asked - start);
        ofService.recordValue(fetched - asked);
        ofReference.recordValue(System.nanoTime() - fetched);
      }
    }
    table.add("open a document of 4 MB", ofService, ofReference, "1.5", "");
    table.note(
        "ask for the password of a document",
        "p50 %.1f ms, p99 %.1f ms"
            .formatted(
                ResultTable.milliseconds(ofPassword, 50), ResultTable.milliseconds(ofPassword, 99)),
        "",
        "",
        "",
        "");
  }

  private void listWhileOpening(List<DocumentReader> readers, HttpWorkload subjects)
      throws Exception {
    Path requests =
        Wrk.write(
            options.target().resolve("bench").resolve("list.requests"), subjects.list().service());
    LoadTarget list = new LoadTarget(service, requests);
    long warmUp = Wrk.run(list, LISTERS, options.seconds()).requests();
    Bench.print("list: warmed up by " + warmUp);
    double idle = Wrk.run(list, LISTERS, options.seconds()).p99();
    AtomicBoolean goesOn = new AtomicBoolean(true);
    AtomicInteger opened = new AtomicInteger();
    ExecutorService people = Executors.newFixedThreadPool(READERS);
    readers.forEach(
        reader ->
            people.execute(
                () -> {
                  while (goesOn.get()) {
                    openInTurn(reader);
                    opened.incrementAndGet();
                  }
                }));
    double busy = Wrk.run(list, LISTERS, options.seconds()).p99();
    goesOn.set(false);
    people.shutdown();
    table.note(
        "p99 of the plan list, while ten open 4 MB, and idle",
        "%.1f ms, %d opened".formatted(busy, opened.get()),
        "%.1f ms".formatted(idle),
        ResultTable.ratio(busy, idle),
        "2",
        "");
  }

  private static void openInTurn(DocumentReader reader) {
    try {
      open(reader);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Asks for a copy and fetches it, as a page does. */
  private static void open(DocumentReader reader) throws IOException, InterruptedException {
    reader.client().send("GET", askForCopy(reader), "", 200);
  }

  /** The address of a new copy. */
  private static String askForCopy(DocumentReader reader) throws IOException, InterruptedException {
    byte[] opened = reader.client().send("POST", reader.open(), "", 200).body();
    return new JsonObject(Buffer.buffer(opened)).getString("url");
  }

  private static void protect(byte[] file) throws IOException {
    try (PDDocument document = Loader.loadPDF(file);
        ByteArrayOutputStream out = new ByteArrayOutputStream(file.length)) {
      StandardProtectionPolicy policy =
          new StandardProtectionPolicy("owner" + PASSWORD, PASSWORD, new AccessPermission());
      policy.setEncryptionKeyLength(KEY_BITS);
      policy.setPreferAES(true);
      document.protect(policy);
      document.save(out);
    }
  }

  /** A page with a picture that can't be compressed, of just under 4 MB. */
  private static byte[] file() throws IOException {
    BufferedImage noise = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_INT_RGB);
    Random random = new Random(1);
    IntStream.range(0, SIDE * SIDE)
        .forEach(i -> noise.setRGB(i % SIDE, i / SIDE, random.nextInt()));
    try (PDDocument document = new PDDocument();
        ByteArrayOutputStream out = new ByteArrayOutputStream()) {
      PDPage page = new PDPage(PDRectangle.A4);
      document.addPage(page);
      try (PDPageContentStream content = new PDPageContentStream(document, page)) {
        content.drawImage(LosslessFactory.createFromImage(document, noise), 50, 50, 400, 400);
      }
      document.save(out);
      return out.toByteArray();
    }
  }
}
