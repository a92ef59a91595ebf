package no.samklang.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.util.concurrent.atomic.AtomicInteger;
import no.samklang.RoundTripCounter;
import no.samklang.TestClient;
import no.samklang.TestPlan;
import no.samklang.TestServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The number of database round trips of the most frequent operations. */
class TripsIT {
  private static RoundTripCounter trips;
  private static TestServer server;
  private static TestPlan plan;
  private static TestPlan doctor;

  @BeforeAll
  static void open() {
    trips = RoundTripCounter.open(TestServer.createDemoDatabase());
    server = TestServer.startWithProxy(trips);
    plan = TestPlan.withConsentDaysLeft(server.loggedIn("koordinator"), 210);
    doctor = plan.as(server.loggedIn("lege"));
  }

  @AfterAll
  static void close() {
    server.close();
    trips.close();
  }

  @Test
  void readTakesOneRoundTrip() {
    assertThat(trips.minTrips(() -> () -> plan.client().get(plan.path("/rights")).expect(200)))
        .isEqualTo(1);
  }

  @Test
  void rightsChangeTakesAtMostFourRoundTrips() {
    String path = plan.path("/participants/" + doctor.ownParticipantId());
    AtomicInteger count = new AtomicInteger();
    assertThat(
            trips.minTrips(
                () -> {
                  JsonObject card = plan.client().get(path).expect(200).body();
                  JsonObject decision = decision(card, count.incrementAndGet() % 2 == 0);
                  int version = card.getInteger("rightsVersion");
                  return () -> plan.client().put(path + "/rights", version, decision).expect(200);
                }))
        .isBetween(2, 4);
  }

  private static JsonObject decision(JsonObject card, boolean print) {
    return new JsonObject()
        .put("role", card.getString("role"))
        .put("rights", card.getJsonObject("rights").copy().put("print", print));
  }

  @Test
  void openingUnreadMessageTakesAtMostTwoRoundTrips() {
    TestClient reader = doctor.client();
    String to = doctor.ownParticipantId();
    assertThat(
            trips.minTrips(
                () -> {
                  String message = plan.path("/messages/" + plan.send("Telling", to));
                  return () ->
                      assertThat(reader.get(message).expect(200).body().getString("readAt"))
                          .isNotNull();
                }))
        .isBetween(1, 2);
  }

  @Test
  void commentTakesOneRoundTrip() {
    JsonObject goal = new JsonObject().put("title", "Telling").put("progress", 0);
    String comments =
        plan.path("/goals/")
            + plan.client().post(plan.path("/goals"), goal).expect(201).body().getString("id")
            + "/comments";
    JsonObject comment = new JsonObject().put("text", "Telling");
    assertThat(trips.minTrips(() -> () -> plan.client().post(comments, comment).expect(201)))
        .isEqualTo(1);
  }

  @Test
  void messageTakesOneRoundTrip() {
    JsonObject message = TestPlan.message("Telling", doctor.ownParticipantId());
    assertThat(
            trips.minTrips(
                () -> () -> plan.client().post(plan.path("/messages"), message).expect(201)))
        .isEqualTo(1);
  }
}
