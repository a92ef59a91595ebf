package no.samklang.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.json.JsonObject;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import no.samklang.Exclusive;
import no.samklang.TestClient;
import no.samklang.TestClient.ClientAnswer;
import no.samklang.TestDatabase;
import no.samklang.TestPlan;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** MSG-7: a service is killed while 50 clients send messages. */
@Exclusive
@Timeout(120)
class KillIT {
  private static final int CLIENTS = 50;
  private static final int MIN_ACKNOWLEDGED = 250;

  @TempDir Path folder;

  private final Map<String, String> idsByKey = new ConcurrentHashMap<>();
  private String plan;
  private List<String> recipients;

  /** Sends messages with unique idempotency keys until the service is killed. */
  private final class MessageSender implements Runnable {
    private final TestClient client;
    private String key;

    MessageSender(TestClient client) {
      this.client = client;
    }

    @Override
    public void run() {
      try {
        while (true) {
          key = UUID.randomUUID().toString();
          send();
        }
      } catch (UncheckedIOException killed) {
        // the outcome of the last key is unknown
      }
    }

    /** Sends the message of the current key; a retry must return the same id. */
    void send() {
      JsonObject message = TestPlan.message(key, recipients.toArray(String[]::new));
      ClientAnswer answer =
          client.header("Idempotency-Key", key).post("/plans/" + plan + "/messages", message);
      String id = answer.expect(201).body().getString("id");
      assertThat(idsByKey.merge(key, id, (first, second) -> second)).isEqualTo(id);
    }
  }

  @Test
  void acknowledgedMessagesAreStoredOnceAndRetriesAreIdempotent() throws InterruptedException {
    try (ControllablePostgres postgres = ControllablePostgres.open();
        ServiceProcess service =
            new ServiceProcess(folder, Map.of("SAMKLANG_DATABASE_URI", postgres.database().uri()))
                .start()) {
      List<MessageSender> senders = senders(service);
      List<Thread> threads = senders.stream().map(Thread::new).toList();
      threads.forEach(Thread::start);
      await()
          .atMost(Duration.ofSeconds(60))
          .pollInterval(Duration.ofMillis(5))
          .until(() -> idsByKey.size() >= MIN_ACKNOWLEDGED);
      service.kill();
      for (Thread thread : threads) {
        thread.join();
      }
      Map<String, String> acknowledged = Map.copyOf(idsByKey);
      service.start();
      senders.parallelStream().forEach(MessageSender::send);
      assertThat(idsByKey).containsAllEntriesOf(acknowledged);
      assertEachStoredOnce(postgres.database());
    }
  }

  private List<MessageSender> senders(ServiceProcess service) {
    TestPlan owner = TestPlan.withConsentDaysLeft(service.client().logIn("planeier"), 210);
    plan = owner.id();
    recipients =
        List.of(
            owner.as(service.client().logIn("mor")).ownParticipantId(),
            owner.as(service.client().logIn("lege")).ownParticipantId());
    return IntStream.range(0, CLIENTS)
        .mapToObj(i -> new MessageSender(service.client().cookie(owner.client().cookie())))
        .toList();
  }

  private void assertEachStoredOnce(TestDatabase database) {
    int sent = idsByKey.size();
    String ours = " message m where m.subject ~ '^[0-9a-f-]{36}$'";
    assertThat(count(database, "select count(*) from" + ours)).isEqualTo(sent);
    assertThat(count(database, "select count(distinct subject) from" + ours)).isEqualTo(sent);
    idsByKey.forEach(
        (key, id) ->
            assertThat(database.value("select subject from message where id = '" + id + "'"))
                .isEqualTo(key));
    assertThat(count(database, "select count(*) from message_recipient r, " + ours + OF_MESSAGE))
        .isEqualTo(sent * recipients.size());
    assertThat(count(database, WRONG_COUNTERS)).isZero();
    assertThat(count(database, NOTIFIED_PERSONS))
        .as("coalesced, none lost")
        .isEqualTo(recipients.size());
  }

  private static final String OF_MESSAGE = " and r.message_id = m.id and r.sent_at is not null";
  private static final String WRONG_COUNTERS =
      """
      select count(*) from mailbox b
       where b.unread <> (select count(*) from message_recipient r
                           where r.participant_id = b.participant_id
                             and r.sent_at is not null and r.read_at is null)""";
  private static final String NOTIFIED_PERSONS =
      "select count(distinct person_id) from outbox where template = 'NEW_MESSAGE'";

  private static int count(TestDatabase database, String query) {
    return Integer.parseInt(database.value(query));
  }
}
