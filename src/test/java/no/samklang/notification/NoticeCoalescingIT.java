package no.samklang.notification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import no.samklang.TestPlan;
import no.samklang.TestServer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Messages within 5 minutes are coalesced into one notice per channel, and none is lost (NOTIF-4).
 */
class NoticeCoalescingIT {
  private static final Duration WINDOW = Duration.ofMinutes(5);
  private static final Duration TIMEOUT = Duration.ofSeconds(15);
  @RegisterExtension static final TestServer server = TestServer.start();
  private static TestPlan owner;
  private static TestPlan mother;
  private static String doctorId;
  private static String coordinatorId;

  @BeforeAll
  static void open() {
    owner = TestPlan.withConsentDaysLeft(server.loggedIn("planeier"), 210);
    mother = owner.as(server.loggedIn("mor"));
    doctorId = owner.as(server.loggedIn("lege")).ownParticipantId();
    coordinatorId = owner.as(server.loggedIn("koordinator")).ownParticipantId();
  }

  @BeforeEach
  void clearOutbox() {
    server.sql("delete from outbox");
  }

  @Test
  void firstIsSentAtOnceAndOthersCoalesce() {
    owner.send("En", doctorId);
    awaitSent("lege", 1);
    owner.send("To", doctorId);
    mother.send("Tre", doctorId);
    owner.send("Fire", doctorId);
    assertThat(value("select events from outbox where gathering")).isEqualTo("3");
    assertThat(delayAfterTheFirst("lege")).isEqualTo(WINDOW);
    server.clock().advance(WINDOW.minusSeconds(20));
    assertThat(sent("lege")).isOne();
    server.clock().advance(Duration.ofSeconds(21));
    awaitSent("lege", 2);
    assertThat(value("select count(*) from outbox")).isEqualTo("2");
  }

  @Test
  void coalescedNoticeStartsANewWindow() {
    owner.send("En", doctorId);
    awaitSent("lege", 1);
    server.clock().advance(Duration.ofMinutes(4));
    owner.send("To", doctorId);
    server.clock().advance(Duration.ofMinutes(2));
    awaitSent("lege", 2);
    owner.send("Tre", doctorId);
    assertThat(delayAfterTheFirst("lege"))
        .isBetween(WINDOW.multipliedBy(2), Duration.ofMinutes(12));
    server.clock().advance(WINDOW);
    awaitSent("lege", 3);
    server.clock().advance(WINDOW);
    owner.send("Fire", doctorId);
    awaitSent("lege", 4);
  }

  @Test
  void dispatcherSkipsLockedRow() {
    owner.send("En", doctorId);
    awaitSent("lege", 1);
    owner.send("To", doctorId);
    server
        .database()
        .whileUncommitted(
            "update outbox set events = events + 1 where gathering",
            () -> {
              server.clock().advance(Duration.ofMinutes(6));
              owner
                  .client()
                  .post(owner.path("/messages"), TestPlan.message("Tre", coordinatorId))
                  .expect(201);
              awaitSent("koordinator", 2);
              assertThat(sent("lege")).isOne();
            });
    awaitSent("lege", 2);
    assertThat(value("select max(events) from outbox")).isEqualTo("2");
  }

  @Test
  void concurrentSendersDoNotDeadlock() {
    List<CompletableFuture<Void>> senders =
        IntStream.range(0, 40)
            .mapToObj(
                i ->
                    CompletableFuture.runAsync(
                        () -> {
                          if (i % 2 == 0) {
                            owner.send("Fram " + i, doctorId, coordinatorId);
                          } else {
                            mother.send("Tilbake " + i, coordinatorId, doctorId);
                          }
                        }))
            .toList();
    assertThat(senders).allSatisfy(sender -> assertThat(sender).succeedsWithin(TIMEOUT));
    assertThat(value("select sum(events) from outbox where channel = 'SMS'")).isEqualTo("80");
    assertThat(value("select sum(events) from outbox where channel = 'EMAIL'")).isEqualTo("40");
    assertThat(value("select count(*) <= 6 from outbox")).isEqualTo("t");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "update participant set removed_at = now() where id = '%1$s'",
        "update participant set ends_on = current_date - 1 where id = '%1$s'",
        "update consent set valid_until = valid_from where plan_id = '%2$s'"
      })
  void recipientWithoutAccessIsNotNotified(String endAccess) {
    owner.send("En", doctorId, coordinatorId);
    awaitSent("lege", 1);
    awaitSent("koordinator", 2);
    owner.send("To", doctorId, coordinatorId);
    server.sql(endAccess.formatted(doctorId, owner.id()));
    server.clock().advance(Duration.ofMinutes(6));
    awaitSent("koordinator", 4);
    await().atMost(TIMEOUT).until(() -> value("select count(*) from outbox").equals("5"));
    assertThat(sent("lege")).isOne();
    server.sql(
        "update participant set removed_at = null, ends_on = null where id = '" + doctorId + "'");
    server.sql(
        "update consent set valid_until = current_date + 210 where plan_id = '" + owner.id() + "'");
  }

  private static void awaitSent(String username, int count) {
    await().atMost(TIMEOUT).untilAsserted(() -> assertThat(sent(username)).isEqualTo(count));
  }

  private static int sent(String username) {
    return Integer.parseInt(
        value(
            """
            select count(*) from outbox join account using (person_id)
             where username = '%s' and sent_at is not null and template = 'NEW_MESSAGE'"""
                .formatted(username)));
  }

  private static Duration delayAfterTheFirst(String username) {
    return Duration.parse(
        value(
            """
            select 'PT' || extract(epoch from max(next_at) - min(created_at))::bigint || 'S'
              from outbox join account using (person_id) where username = '%s'"""
                .formatted(username)));
  }

  private static String value(String query) {
    return server.value(query);
  }
}
