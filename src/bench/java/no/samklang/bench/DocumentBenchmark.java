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
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
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
  private static final int OPENINGS = 50;
  private static final int LISTERS = 4;
  private static final long LEAST_TO_READ_MS = 5_000;
  private static final long MOST_TO_READ_MS = 15_000;
  private static final int SECONDS_OF_LISTS = 30;
  private static final int KEY_BITS = 256;
  private static final double MICROSECONDS = 1e3; // of a millisecond
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
  private final ComparedServers servers;
  private final ResultTable table;

  DocumentBenchmark(
      BenchOptions options, LargeDatabase database, ComparedServers servers, ResultTable table) {
    this.options = options;
    this.database = database;
    this.servers = servers;
    this.table = table;
  }

  void measure(HttpWorkload subjects) throws Exception {
    byte[] file = file();
    database.run(
        DOCUMENTS.formatted(HttpWorkload.members(READERS), HexFormat.of().formatHex(file)));
    List<DocumentReader> readers =
        database.rows(HttpWorkload.members(READERS)).stream()
            .map(row -> reader(subjects.token(row.get(0)), path(row.get(2)), file.length))
            .toList();
    StackSampler profile = StackSampler.start("documents", options, servers.service());
    compare(readers.get(0), file);
    profile.stop();
    listWhileOpening(readers, subjects);
  }

  private DocumentReader reader(String token, String open, int size) {
    return new DocumentReader(
        new PersonClient(servers.service(), token),
        open,
        new FileDownload(servers.service(), token),
        size);
  }

  /** Somebody, the path by which they open a document, and its size. */
  private record DocumentReader(PersonClient client, String open, FileDownload download, int size) {
    /** The address of a new copy. */
    String askForCopy() throws IOException, InterruptedException {
      byte[] opened = client.send("POST", open, "", 200).body();
      return new JsonObject(Buffer.buffer(opened)).getString("url");
    }

    /** Asks for a copy and fetches it, as a page does. */
    void openDocument() throws IOException, InterruptedException {
      download.fetch(askForCopy(), size);
    }
  }

  private String path(String plan) {
    return "/api/v1/plans/%s/documents/%s/open"
        .formatted(plan, database.one("select md5('bench-document%s')::uuid".formatted(plan)));
  }

  private void compare(DocumentReader reader, byte[] file) throws Exception {
    Histogram ofPassword = new Histogram(3);
    Histogram ofService = new Histogram(3);
    Histogram ofReference = new Histogram(3);
    warmUp(
        () -> {
          for (int i = 0; i < OPENINGS; i++) {
            reader.openDocument();
            protect(file);
          }
        });
    CpuTime before = cpu();
    for (int i = 0; i < OPENINGS; i++) {
      long start = System.nanoTime();
      String copy = reader.askForCopy();
      long asked = System.nanoTime();
      reader.download().fetch(copy, file.length);
      long fetched = System.nanoTime();
      protect(file);
      ofPassword.recordValue(asked - start);
      ofService.recordValue(fetched - asked);
      ofReference.recordValue(System.nanoTime() - fetched);
    }
    CpuTime spent = cpu().since(before);
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
    table.note(
        "CPU of both",
        "%.1f ms, PostgreSQL %.1f ms"
            .formatted(
                spent.server() / MICROSECONDS / OPENINGS,
                spent.postgres() / MICROSECONDS / OPENINGS),
        "",
        "",
        "",
        "");
  }

  private void warmUp(WarmUp.Load load) throws IOException, InterruptedException {
    WarmUp.run(servers.service(), database.postmaster(), load);
  }

  private CpuTime cpu() throws IOException {
    return CpuTime.of(servers.service(), database.postmaster());
  }

  private void listWhileOpening(List<DocumentReader> readers, HttpWorkload subjects)
      throws Exception {
    Path requests =
        Wrk.write(
            options.target().resolve("bench").resolve("list.requests"), subjects.list().service());
    LoadTarget list = new LoadTarget(servers.service(), requests);
    warmUp(() -> Wrk.run(list, LISTERS, options.seconds()));
    double idle = Wrk.run(list, LISTERS, SECONDS_OF_LISTS).p99();
    List<Work> opening = readers.stream().map(reader -> (Work) reader::openDocument).toList();
    note("p99 of the plan list, while ten open 4 MB again and again", list, opening, idle, "");
    List<Work> reading = opening.stream().map(DocumentBenchmark::withTimeToRead).toList();
    note("the same, with about ten seconds for each to read one", list, reading, idle, "2");
    List<Work> fetching =
        readers.stream()
            .map(reader -> new FileDownload(servers.reference(), ""))
            .map(download -> (Work) () -> download.fetch("/f", ReferenceVerticle.FILE_BYTES))
            .toList();
    note("the same, while ten fetch 4 MB of the reference", list, fetching, idle, "");
  }

  private static Work withTimeToRead(Work opening) {
    return () -> {
      TimeUnit.MILLISECONDS.sleep(
          ThreadLocalRandom.current().nextLong(LEAST_TO_READ_MS, MOST_TO_READ_MS));
      opening.run();
    };
  }

  /** What a person does again and again. */
  @FunctionalInterface
  private interface Work {
    void run() throws IOException, InterruptedException;
  }

  private void note(String title, LoadTarget list, List<Work> works, double idle, String most)
      throws Exception {
    AtomicBoolean goesOn = new AtomicBoolean(true);
    AtomicInteger done = new AtomicInteger();
    ExecutorService people = Executors.newFixedThreadPool(works.size());
    works.forEach(
        work ->
            people.execute(
                () -> {
                  while (goesOn.get()) {
                    runOnce(work);
                    done.incrementAndGet();
                  }
                }));
    double busy = Wrk.run(list, LISTERS, SECONDS_OF_LISTS).p99();
    goesOn.set(false);
    people.shutdown();
    if (!people.awaitTermination(1, TimeUnit.MINUTES)) {
      throw new IOException("still at it: " + title);
    }
    table.note(
        title,
        "%.1f ms, %d times".formatted(busy, done.get()),
        "%.1f ms idle".formatted(idle),
        ResultTable.ratio(busy, idle),
        most,
        "");
  }

  private static void runOnce(Work work) {
    try {
      work.run();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
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
