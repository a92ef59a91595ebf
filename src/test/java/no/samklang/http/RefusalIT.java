package no.samklang.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.UUID;
import no.samklang.TestClient;
import no.samklang.TestPlan;
import no.samklang.TestServer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Somebody inside who tries what there is leaves a trace, and outsiders learn whom to tell. */
class RefusalIT {
  @RegisterExtension
  static final TestServer server =
      TestServer.start(Map.of("public.securityContact", "mailto:sikkerhet@kommune.example"));

  @Test
  @DisplayName("LOG-1: refusals within plans are counted for each person, with an alarm metric")
  void refusalsAreCounted() {
    TestPlan plan = TestPlan.withConsentDaysLeft(server.loggedIn("planeier"), 210);
    TestClient doctor = server.loggedIn("lege");
    doctor.get(plan.path("/access")).expect(403);
    assertThat(count("FORBIDDEN")).isEqualTo(1);
    assertThat(count("EXCESSIVE")).isZero();
    TestClient stranger = server.loggedIn("fremmed");
    for (int i = 0; i < 40; i++) {
      stranger.get("/plans/" + UUID.randomUUID()).expect(404);
    }
    assertThat(count("NOT_FOUND")).isEqualTo(40);
    assertThat(count("EXCESSIVE")).isEqualTo(1);
  }

  private static double count(String kind) {
    return server.metrics().sum("samklang_refusals_total", "kind=\"" + kind + "\"");
  }

  @Test
  @DisplayName("RFC 9116: security.txt tells where to report a vulnerability")
  void securityTextIsServed() {
    String text = server.client().getOutsideApi("/.well-known/security.txt").response().body();
    assertThat(text)
        .contains("Contact: mailto:sikkerhet@kommune.example\n")
        .containsPattern("Expires: \\d{4}-\\d\\d-\\d\\dT00:00:00Z\n");
  }
}
