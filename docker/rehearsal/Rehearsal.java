import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import no.samklang.config.DatabaseAddress;
import no.samklang.db.embedded.EmbeddedPostgres;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.graphics.image.LosslessFactory;

/**
 * Simulates typical use of the service, for the AOT cache of the image and for {@code try.sh}. Run
 * as source, with the service's libraries and the embedded PostgreSQL on the class path.
 */
final class Rehearsal {
  private static final int ROUNDS = 3;
  private static final int KEY_BYTES = 32; // of the key that training data is encrypted with
  private static final List<String> USERS =
      List.of("koordinator", "koordinator2", "planeier", "mor", "lege", "nabo");

  private static final int SIDE = 1_150; // of a picture, three random bytes a pixel

  private static final List<String> READERS = USERS.subList(0, 5); // who can open a plan

  private Rehearsal() {}

  public static void main(String[] args) throws Exception {
    switch (args[0]) {
      case "database" -> database(Path.of(args[1]), Path.of(args[2]));
      case "train" -> train(List.of(args).subList(1, args.length));
      case "load" -> load(args[1], Duration.ofSeconds(Long.parseLong(args[2])));
      case "files" -> files(args[1], Duration.ofSeconds(Long.parseLong(args[2])));
      default -> throw new IllegalArgumentException("database, train, load or files");
    }
  }

  /**
   * Runs a PostgreSQL until standard input ends; writes its address to the file once it listens.
   */
  private static void database(Path folder, Path addressFile) throws IOException {
    try (EmbeddedPostgres postgres = EmbeddedPostgres.start(folder)) {
      Path unfinished = Files.writeString(Path.of(addressFile + ".new"), uri(postgres.address()));
      Files.move(unfinished, addressFile);
      System.in.readAllBytes();
    }
  }

  /** Starts the service on a new database, uses it, and stops it gracefully. */
  private static void train(List<String> command) throws Exception {
    Path folder = Files.createTempDirectory("rehearsal");
    try (EmbeddedPostgres postgres = EmbeddedPostgres.start(folder.resolve("data"))) {
      int port = freePort();
      Process service = start(command, port, uri(postgres.address()));
      try {
        use("http://127.0.0.1:" + port);
        service.destroy(); // SIGTERM: the cache is written on exit
        if (!service.waitFor(3, TimeUnit.MINUTES)) {
          throw new IllegalStateException("didn't end");
        }
      } finally {
        service.destroyForcibly();
      }
    }
  }

  private static void use(String url) throws Exception {
    Guest.awaitReady(url, Duration.ofMinutes(2));
    for (int round = 0; round < ROUNDS; round++) {
      new Guest(url, USERS.get(round)).logIn().visit();
    }
  }

  private static Process start(List<String> command, int port, String uri) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command).inheritIO();
    builder.environment().keySet().removeIf(name -> name.startsWith("SAMKLANG_"));
    builder
        .environment()
        .putAll(
            Map.of(
                "SAMKLANG_DATABASE_URI",
                uri,
                "SAMKLANG_SECURITY_KEY",
                Base64.getEncoder().encodeToString(new byte[KEY_BYTES]),
                "SAMKLANG_PASSWORD_WORKERS",
                "1",
                "SAMKLANG_HTTP_PORT",
                "" + port,
                "SAMKLANG_MANAGEMENT_PORT",
                "" + freePort()));
    return builder.start();
  }

  /** Runs concurrent users who log in, read and write messages; prints the number of requests. */
  private static void load(String url, Duration length) throws Exception {
    Instant end = Instant.now().plus(length);
    long requests = 0;
    try (ExecutorService guests = Executors.newFixedThreadPool(USERS.size())) {
      List<Future<Long>> counts = new ArrayList<>();
      for (String user : USERS) {
        counts.add(guests.submit(() -> visitUntil(new Guest(url, user), end)));
      }
      for (Future<Long> count : counts) {
        requests += count.get();
      }
    }
    System.out.println("load_seconds=" + length.toSeconds());
    System.out.println("load_requests=" + requests);
  }

  private static long visitUntil(Guest guest, Instant end) throws Exception {
    while (Instant.now().isBefore(end)) {
      guest.logIn();
      for (int i = 0; i < 20 && Instant.now().isBefore(end); i++) {
        guest.visit();
      }
    }
    return guest.requests();
  }

  /** Several people open documents of 4 MB, and prints, at the same time (DOC-2, PRINT-1). */
  private static void files(String url, Duration length) throws Exception {
    byte[] pdf = pdf();
    long received = 0;
    try (ExecutorService guests = Executors.newFixedThreadPool(READERS.size())) {
      List<Guest> readers = new ArrayList<>();
      for (String user : READERS) {
        readers.add(new Guest(url, user).logIn());
      }
      Instant end = Instant.now().plus(length);
      List<Future<Long>> counts = new ArrayList<>();
      for (Guest reader : readers) {
        counts.add(guests.submit(() -> reader.readFiles(pdf, end)));
      }
      for (Future<Long> count : counts) {
        received += count.get();
      }
    }
    System.out.println("files_received=" + received);
  }

  /** A page with a picture that can't be compressed, of just under 4 MB. */
  private static byte[] pdf() throws IOException {
    BufferedImage noise = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_INT_RGB);
    Random random = new Random(1);
    for (int i = 0; i < SIDE * SIDE; i++) {
      noise.setRGB(i % SIDE, i / SIDE, random.nextInt());
    }
    try (PDDocument document = new PDDocument();
        ByteArrayOutputStream out = new ByteArrayOutputStream()) {
      PDPage page = new PDPage();
      document.addPage(page);
      try (PDPageContentStream content = new PDPageContentStream(document, page)) {
        content.drawImage(LosslessFactory.createFromImage(document, noise), 50, 50, 400, 400);
      }
      document.save(out);
      return out.toByteArray();
    }
  }

  private static String uri(DatabaseAddress address) {
    return "postgresql://%s:%s@%s:%d/%s?sslmode=disable"
        .formatted(
            address.user(),
            address.password().reveal(),
            address.host(),
            address.port(),
            address.name());
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }
}
