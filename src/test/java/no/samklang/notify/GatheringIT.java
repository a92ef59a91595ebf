package no.samklang.notify;

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

/** Many messages in five minutes give one notice by each channel, and none is lost (NOTIF-4). */
class GatheringIT {
  private static final Duration WINDOW = Duration.ofMinutes(5);
  private static final Duration PATIENCE = Duration.ofSeconds(15);
  @RegisterExtension static final TestServer server = TestServer.start();
  private static TestPlan owner;
  private static TestPlan mother;
  private static String doctorId;
  private static String coordinatorId;

  @BeforeAll
  static void open() {
    owner = TestPlan.withConsentFor(server.loggedIn("planeier"), 210);
    mother = owner.as(server.loggedIn("mor"));
    doctorId = owner.as(server.loggedIn("lege")).ownParticipantId();
    coordinatorId = owner.as(server.loggedIn("koordinator")).ownParticipantId();
  }

  @BeforeEach
  void forget() {
    server.sql("delete from outbox");
  }

  @Test
  void theFirstGoesAtOnceAndTheRestInOneWhenTheWindowEnds() {
    owner.send("En", doctorId);
    awaitSent("lege", 1);
    owner.send("To", doctorId);
    mother.send("Tre", doctorId);
    owner.send("Fire", doctorId);
    assertThat(value("select events from outbox where gathering")).isEqualTo("3");
    assertThat(dueAfterTheFirst("lege")).isEqualTo(WINDOW);
    server.clock().pass(WINDOW.minusSeconds(20));
    assertThat(sent("lege")).isOne();
    server.clock().pass(Duration.ofSeconds(21));
    awaitSent("lege", 2);
    assertThat(value("select count(*) from outbox")).isEqualTo("2");
  }

  @Test
  void whatComesAfterAGatheredOneWaitsForItsOwnWindow() {
    owner.send("En", doctorId);
    awaitSent("lege", 1);
    server.clock().pass(Duration.ofMinutes(4));
    owner.send("To", doctorId);
    server.clock().pass(Duration.ofMinutes(2));
    awaitSent("lege", 2);
    owner.send("Tre", doctorId);
    assertThat(dueAfterTheFirst("lege")).isBetween(WINDOW.multipliedBy(2), Duration.ofMinutes(12));
    server.clock().pass(WINDOW);
    awaitSent("lege", 3);
    server.clock().pass(WINDOW);
    owner.send("Fire", doctorId);
    awaitSent("lege", 4);
  }

  @Test
  void theDispatcherLeavesOneThatIsBeingRaisedUntilTheCommit() {
    owner.send("En", doctorId);
    awaitSent("lege", 1);
    owner.send("To", doctorId);
    server
        .database()
        .beforeCommit(
            "update outbox set events = events + 1 where gathering",
            () -> {
              server.clock().pass(Duration.ofMinutes(6));
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
  void twoWhoWriteToTheSamePeopleNeverWaitForEachOther() {
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
    assertThat(senders).allSatisfy(sender -> assertThat(sender).succeedsWithin(PATIENCE));
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
  void oneToWhomThePlanIsShutMeanwhileIsNotTold(String shut) {
    owner.send("En", doctorId, coordinatorId);
    awaitSent("lege", 1);
    awaitSent("koordinator", 2);
    owner.send("To", doctorId, coordinatorId);
    server.sql(shut.formatted(doctorId, owner.id()));
    server.clock().pass(Duration.ofMinutes(6));
    awaitSent("koordinator", 4);
    await().atMost(PATIENCE).until(() -> value("select count(*) from outbox").equals("5"));
    assertThat(sent("lege")).isOne();
    server.sql(
        "update participant set removed_at = null, ends_on = null where id = '" + doctorId + "'");
    server.sql(
        "update consent set valid_until = current_date + 210 where plan_id = '" + owner.id() + "'");
  }

  private static void awaitSent(String username, int count) {
    await().atMost(PATIENCE).untilAsserted(() -> assertThat(sent(username)).isEqualTo(count));
  }

  private static int sent(String username) {
    return Integer.parseInt(
        value(
            """
            select count(*) from outbox join account using (person_id)
             where username = '%s' and sent_at is not null and template = 'NEW_MESSAGE'"""
                .formatted(username)));
  }

  private static Duration dueAfterTheFirst(String username) {
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
