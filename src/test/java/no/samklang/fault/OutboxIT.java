package no.samklang.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import no.samklang.Alone;
import no.samklang.TestDatabase;
import no.samklang.TestPlan;
import no.samklang.TestPort;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * NOTIF-4: notices of a service that is killed, and of one whose channels are down. The mother
 * wishes e-mail, the doctor SMS.
 */
@Alone
@Timeout(120)
class OutboxIT {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Duration SHORT = Duration.ofSeconds(5);
  private static final Duration LONG = Duration.ofMinutes(5);

  @TempDir static Path folder;
  private static OwnPostgres postgres;
  private static TestDatabase database;
  private static ServiceProcess service;
  private static TestPlan owner;
  private static String motherId;
  private static String doctorId;
  private static int mailPort;

  private final TestGateway gateway = new TestGateway();
  private final GreenMail mail =
      new GreenMail(new ServerSetup(mailPort, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));

  /** Logged in while it is a demo; the sessions last when it is given real channels. */
  @BeforeAll
  static void open() {
    mailPort = TestPort.free();
    postgres = OwnPostgres.open();
    database = postgres.database();
    service = new ServiceProcess(folder, Map.of("SAMKLANG_DATABASE_URI", database.uri())).start();
    owner = TestPlan.withConsentFor(service.client().logIn("planeier"), 210);
    motherId = owner.as(service.client().logIn("mor")).ownParticipantId();
    doctorId = owner.as(service.client().logIn("lege")).ownParticipantId();
  }

  @AfterAll
  static void stop() {
    service.close();
    postgres.close();
  }

  /** With channels of which each has so long for one attempt. */
  private void start(Duration attempt) {
    service.close();
    database.run("delete from outbox");
    service
        .with("SAMKLANG_SMTP_URI", "smtp://127.0.0.1:" + mailPort)
        .with("SAMKLANG_SMTP_FROM", "samklang@example.no")
        .with("SAMKLANG_SMTP_START_TLS", "DISABLED")
        .with("SAMKLANG_SMS_GATEWAY", "query-string.yaml")
        .with("SAMKLANG_SMS_URL", gateway.url())
        .with("SAMKLANG_SMS_USER", "samklang")
        .with("SAMKLANG_SMS_PASSWD", "hemmelig")
        .with("SAMKLANG_NOTICES_TIMEOUT", attempt.toSeconds() + "s")
        .start();
  }

  @AfterEach
  void stopChannels() {
    gateway.close();
    mail.stop();
  }

  @Test
  void aNoticeThatWasNeverTakenIsSentAfterAKill() {
    start(LONG);
    mail.start();
    gateway.start();
    database.run(
        """
        create function hold() returns trigger language plpgsql as
        $$ begin raise exception 'held' using errcode = 'cannot_connect_now'; end $$""");
    database.run(
        """
        create trigger hold before update on outbox for each row
          when (new.attempts > old.attempts) execute function hold()""");
    owner.send("Før drap", motherId, doctorId);
    service.kill();
    assertThat(count("attempts = 0 and sent_at is null")).isEqualTo(2);
    database.run("drop trigger hold on outbox");
    database.run("drop function hold");
    service.start();
    eachHasComeOnce();
  }

  @Test
  void aNoticeThatWasBeingSentIsSentAfterAKillWhenItsLeaseHasRunOut() throws IOException {
    start(LONG);
    try (ServerSocket silent = silentServer()) {
      gateway.hang(true).start();
      owner.send("Under drap", motherId, doctorId);
      silent.accept();
      await().atMost(PATIENCE).until(() -> count("attempts > 0") == 2);
      service.kill();
    }
    mail.start();
    gateway.hang(false);
    service.start();
    assertThat(count("sent_at is not null")).as("others wait for the lease").isZero();
    timePasses();
    eachHasComeOnce();
  }

  @Test
  void aNoticeThatIsBeingSentWhenTheServiceEndsIsTakenDownAndNotSentAgain() {
    start(LONG);
    mail.start();
    CountDownLatch pause = new CountDownLatch(1);
    gateway.pause(pause).start();
    owner.send("Under slutt", motherId, doctorId);
    await().atMost(PATIENCE).until(() -> gateway.asked().size() == 1);
    service.terminate();
    await().atMost(PATIENCE).until(service::isClosed);
    pause.countDown();
    assertThat(service.endsWithin(PATIENCE)).isTrue();
    eachHasComeOnce();
  }

  @Test
  void channelsThatAreDownHoldNothingUpAndAreServedOnceTheyAreBack() {
    start(LONG);
    owner.send("Alt er nede", motherId, doctorId);
    await().atMost(PATIENCE).until(() -> count("last_error is not null") == 2);
    peopleAreServed();
    mail.start();
    gateway.start();
    timePasses();
    eachHasComeOnce();
  }

  @Test
  void channelsThatHangHoldNothingUpAndAreServedOnceTheyAreBack() throws IOException {
    start(SHORT);
    try (ServerSocket silent = silentServer()) {
      assertThat(silent.isBound()).isTrue();
      gateway.hang(true).start();
      owner.send("Alt henger", motherId, doctorId);
      await().atMost(PATIENCE).until(() -> count("attempts > 0") == 2);
      peopleAreServed();
      await().atMost(PATIENCE).until(() -> count("last_error is not null") == 2);
    }
    mail.start();
    gateway.hang(false);
    timePasses();
    eachHasComeOnce();
  }

  /** As far as the outbox is concerned. */
  private static void timePasses() {
    database.run("update outbox set next_at = now() - interval '1 s' where sent_at is null");
  }

  private static void peopleAreServed() {
    long start = System.nanoTime();
    for (int i = 0; i < 20; i++) {
      owner.send("Går likevel " + i, owner.ownParticipantId());
    }
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
    assertThat(service.health("/health/ready")).isEqualTo(200);
  }

  private void eachHasComeOnce() {
    await().atMost(PATIENCE).until(() -> count("sent_at is not null") == 2);
    assertThat(count("true")).isEqualTo(2);
    assertThat(gateway.taken()).hasSize(1);
    assertThat(mail.getReceivedMessages()).hasSize(1);
  }

  /** A mail server that takes connections and says nothing. */
  private static ServerSocket silentServer() throws IOException {
    return new ServerSocket(mailPort, 50, InetAddress.getLoopbackAddress());
  }

  private static int count(String condition) {
    return Integer.parseInt(
        database.value(
            "select count(*) from outbox where template = 'NEW_MESSAGE' and " + condition));
  }
}
