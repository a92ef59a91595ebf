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
import java.util.concurrent.CountDownLatch;
import no.samklang.Exclusive;
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
 * NOTIF-4: notices of a killed service, and of a service whose channels are down. The mother has
 * chosen e-mail, the doctor SMS.
 */
@Exclusive
@Timeout(120)
class OutboxIT {
  private static final Duration TIMEOUT = Duration.ofSeconds(30);
  private static final Duration SHORT = Duration.ofSeconds(5);
  private static final Duration LONG = Duration.ofMinutes(5);

  @TempDir static Path folder;
  private static ControllablePostgres postgres;
  private static TestDatabase database;
  private static ServiceProcess service;
  private static TestPlan owner;
  private static String motherId;
  private static String doctorId;
  private static int mailPort;

  private final TestGateway gateway = new TestGateway();
  private final GreenMail mail =
      new GreenMail(new ServerSetup(mailPort, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));

  /** Logs in in demo mode; the sessions stay valid after the restart with real channels. */
  @BeforeAll
  static void open() {
    mailPort = TestPort.free();
    postgres = ControllablePostgres.open();
    database = postgres.database();
    service = new ServiceProcess(folder, database.environment()).start();
    owner = TestPlan.withConsentDaysLeft(service.client().logIn("planeier"), 210);
    motherId = owner.as(service.client().logIn("mor")).ownParticipantId();
    doctorId = owner.as(service.client().logIn("lege")).ownParticipantId();
    // outside demo mode accounts with the public password are blocked
    database.run("update account set demo_password = false");
  }

  @AfterAll
  static void stop() {
    service.close();
    postgres.close();
  }

  /** Restarts the service with channels that have this time-out per attempt. */
  private void start(Duration attempt) {
    service.close();
    database.run("delete from outbox");
    service
        .setting("SAMKLANG_SMTP_URI", "smtp://127.0.0.1:" + mailPort)
        .setting("SAMKLANG_SMTP_FROM", "samklang@example.no")
        .setting("SAMKLANG_SMTP_START_TLS", "DISABLED")
        .setting("SAMKLANG_SMS_GATEWAY", "query-string.yaml")
        .setting("SAMKLANG_SMS_URL", gateway.url())
        .setting("SAMKLANG_SMS_USER", "samklang")
        .setting("SAMKLANG_SMS_PASSWD", "hemmelig")
        .setting("SAMKLANG_NOTICES_TIMEOUT", attempt.toSeconds() + "s")
        .start();
  }

  @AfterEach
  void stopChannels() {
    gateway.close();
    mail.stop();
  }

  @Test
  void anUnclaimedNoticeIsSentAfterAKill() {
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
    assertEachSentOnce();
  }

  @Test
  void aClaimedNoticeIsSentAfterAKillWhenItsLeaseHasExpired() throws IOException {
    start(LONG);
    try (ServerSocket silent = hangingMailServer()) {
      gateway.hang(true).start();
      owner.send("Under drap", motherId, doctorId);
      silent.accept();
      await().atMost(TIMEOUT).until(() -> count("attempts > 0") == 2);
      service.kill();
    }
    mail.start();
    gateway.hang(false);
    service.start();
    assertThat(count("sent_at is not null")).as("not sent before the lease expires").isZero();
    makeNoticesDue();
    assertEachSentOnce();
  }

  @Test
  void aNoticeInFlightAtTerminationIsRecordedAndNotResent() {
    start(LONG);
    mail.start();
    CountDownLatch pause = new CountDownLatch(1);
    gateway.delayUntil(pause).start();
    owner.send("Under slutt", motherId, doctorId);
    await().atMost(TIMEOUT).until(() -> gateway.received().size() == 1);
    service.terminate();
    await().atMost(TIMEOUT).until(service::refusesConnections);
    pause.countDown();
    assertThat(service.endsWithin(TIMEOUT)).isTrue();
    assertEachSentOnce();
  }

  @Test
  void requestsAreServedWhileChannelsAreDownAndNoticesAreSentAfterwards() {
    start(LONG);
    owner.send("Alt er nede", motherId, doctorId);
    await().atMost(TIMEOUT).until(() -> count("last_error is not null") == 2);
    assertRequestsAreServed();
    mail.start();
    gateway.start();
    makeNoticesDue();
    assertEachSentOnce();
  }

  @Test
  void requestsAreServedWhileChannelsHangAndNoticesAreSentAfterwards() throws IOException {
    start(SHORT);
    try (ServerSocket silent = hangingMailServer()) {
      assertThat(silent.isBound()).isTrue();
      gateway.hang(true).start();
      owner.send("Alt henger", motherId, doctorId);
      await().atMost(TIMEOUT).until(() -> count("attempts > 0") == 2);
      assertRequestsAreServed();
      await().atMost(TIMEOUT).until(() -> count("last_error is not null") == 2);
    }
    mail.start();
    gateway.hang(false);
    makeNoticesDue();
    assertEachSentOnce();
  }

  /** Makes all unsent notices due. */
  private static void makeNoticesDue() {
    database.run("update outbox set next_at = now() - interval '1 s' where sent_at is null");
  }

  private static void assertRequestsAreServed() {
    long start = System.nanoTime();
    for (int i = 0; i < 20; i++) {
      owner.send("Går likevel " + i, owner.ownParticipantId());
    }
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
    assertThat(service.healthStatus("/health/ready")).isEqualTo(200);
  }

  private void assertEachSentOnce() {
    await().atMost(TIMEOUT).until(() -> count("sent_at is not null") == 2);
    assertThat(count("true")).isEqualTo(2);
    assertThat(gateway.accepted()).hasSize(1);
    assertThat(mail.getReceivedMessages()).hasSize(1);
  }

  /** A mail server that accepts connections without responding. */
  private static ServerSocket hangingMailServer() throws IOException {
    return new ServerSocket(mailPort, 50, InetAddress.getLoopbackAddress());
  }

  private static int count(String condition) {
    return Integer.parseInt(
        database.value(
            "select count(*) from outbox where template = 'NEW_MESSAGE' and " + condition));
  }
}
