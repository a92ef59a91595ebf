package no.samklang.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import no.samklang.TestClient;
import no.samklang.TestPlan;
import no.samklang.TestServer;
import no.samklang.TestSocket;
import org.junit.jupiter.api.Test;

/** Each watch frame costs a query: a flood of them closes the socket. */
class WatchFloodIT {
  private final TestServer server = TestServer.shared();

  @Test
  void normalUseStaysConnected() {
    TestClient reader = server.loggedIn("planeier");
    TestPlan plan = TestPlan.withConsentDaysLeft(reader, 210);
    try (TestSocket live = reader.openSocket()) {
      for (int i = 0; i < 20; i++) {
        live.send(frame("watch", plan.id())).send(frame("unwatch", plan.id()));
      }
      live.send(frame("watch", plan.id()));
      TestPlan.withConsentDaysLeft(server.loggedIn("koordinator"), 210)
          .send("Hei", plan.ownParticipantId());
      live.next("message");
    }
  }

  @Test
  void floodClosesTheSocket() {
    try (TestSocket live = server.loggedIn("planeier").openSocket()) {
      live.next("hello");
      try {
        for (int i = 0; i < 2000; i++) {
          live.send(frame("watch", UUID.randomUUID().toString()));
        }
      } catch (CompletionException closedMeanwhile) {
        assertThat(closedMeanwhile).isNotNull();
      }
      assertThat(live.closeCode()).isEqualTo(1008);
    }
  }

  private static JsonObject frame(String type, String plan) {
    return new JsonObject().put("type", type).put("planId", plan);
  }
}
