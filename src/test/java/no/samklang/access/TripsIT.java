package no.samklang.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.util.concurrent.atomic.AtomicInteger;
import no.samklang.TestClient;
import no.samklang.TestPlan;
import no.samklang.TestServer;
import no.samklang.TestTrips;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** How often the service goes to the database for what is done most. */
class TripsIT {
  private static TestTrips trips;
  private static TestServer server;
  private static TestPlan plan;
  private static TestPlan doctor;

  @BeforeAll
  static void open() {
    trips = TestTrips.to(TestServer.filled());
    server = TestServer.startThrough(trips);
    plan = TestPlan.withConsentFor(server.loggedIn("koordinator"), 210);
    doctor = plan.as(server.loggedIn("lege"));
  }

  @AfterAll
  static void close() {
    server.close();
    trips.close();
  }

  @Test
  void aReadIsOneTrip() {
    assertThat(trips.fewest(() -> () -> plan.client().get(plan.path("/rights")).expect(200)))
        .isEqualTo(1);
  }

  @Test
  void rightsAreChangedInFourTrips() {
    String path = plan.path("/participants/" + doctor.ownParticipantId());
    AtomicInteger count = new AtomicInteger();
    assertThat(
            trips.fewest(
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
  void anUnreadMessageIsOpenedInTwoTrips() {
    TestClient reader = doctor.client();
    String to = doctor.ownParticipantId();
    assertThat(
            trips.fewest(
                () -> {
                  String message = plan.path("/messages/" + plan.send("Telling", to));
                  return () ->
                      assertThat(reader.get(message).expect(200).body().getString("readAt"))
                          .isNotNull();
                }))
        .isBetween(1, 2);
  }
}
